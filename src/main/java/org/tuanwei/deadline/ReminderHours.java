package org.tuanwei.deadline;

import java.time.Instant;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.mail.SendingHours;

/** Holds reminders back at night and on days off, even when it was the mail server that made them late. */
@Component
class ReminderHours implements SendingHours {

    private final WorkingCalendar calendar;

    ReminderHours(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    @Override
    public Optional<Instant> notBefore(String kind, Instant now) {
        return kind.equals(ReminderLetter.KIND) && !calendar.isOfficeTime(now)
                ? Optional.of(calendar.nextSendingTime(now))
                : Optional.empty();
    }
}
