package org.tuanwei.deadline;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The clockwork of the reminders and of the calendar; switched off where they are swept by hand, as in tests. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class ReminderSchedule {

    private final ReminderSweep reminders;
    private final CalendarYears calendar;

    ReminderSchedule(ReminderSweep reminders, CalendarYears calendar) {
        this.reminders = reminders;
        this.calendar = calendar;
    }

    /** What another node has imported holds here too. */
    @Scheduled(fixedDelayString = "${tuanwei.deadline.calendar:10s}")
    void calendar() {
        calendar.refresh();
    }

    @Scheduled(fixedDelayString = "${tuanwei.deadline.sweep:30s}")
    void sweep() {
        reminders.sweep();
    }
}
