package org.tuanwei.deadline;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The time of a case, which stands still while the case is held: terms begin after the hold. */
@Component
public class CaseClock {

    private final WorkingCalendar calendar;
    private final ObjectProvider<ClockHold> holds;
    private final Clock clock;

    CaseClock(WorkingCalendar calendar, ObjectProvider<ClockHold> holds, Clock clock) {
        this.calendar = calendar;
        this.holds = holds;
        this.clock = clock;
    }

    /** The day from which a term that begins now is counted: today, or the last day of the hold. */
    public LocalDate startDay(long caseId) {
        LocalDate today = calendar.dayOf(clock.instant());
        return holds.orderedStream()
                .flatMap(hold -> hold.heldUntil(caseId).stream())
                .filter(day -> day.isAfter(today))
                .max(LocalDate::compareTo)
                .orElse(today);
    }

    /** 24:00 of the n-th working day after {@link #startDay}. */
    public Instant due(long caseId, int workingDays) {
        return calendar.endOf(calendar.plusWorkingDays(startDay(caseId), workingDays));
    }
}
