package org.tuanwei.deadline;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The clockwork of the reminders; switched off where they are swept by hand, as in tests. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class ReminderSchedule {

    private final ReminderSweep reminders;

    ReminderSchedule(ReminderSweep reminders) {
        this.reminders = reminders;
    }

    @Scheduled(fixedDelayString = "${tuanwei.deadline.sweep:30s}")
    void sweep() {
        reminders.sweep();
    }
}
