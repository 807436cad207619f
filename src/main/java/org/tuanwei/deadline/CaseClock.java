package org.tuanwei.deadline;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
        return Objects.requireNonNull(startDays(List.of(caseId)).get(caseId));
    }

    /** The same for each of these cases. */
    Map<Long, LocalDate> startDays(Collection<Long> caseIds) {
        LocalDate today = calendar.dayOf(clock.instant());
        Map<Long, LocalDate> days = new HashMap<>();
        caseIds.forEach(caseId -> days.put(caseId, today));
        if (!caseIds.isEmpty()) {
            holds.orderedStream().forEach(hold -> hold.heldUntil(caseIds)
                    .forEach((caseId, day) ->
                            days.merge(caseId, day, (one, other) -> one.isAfter(other) ? one : other)));
        }
        return days;
    }

    /** 24:00 of the n-th working day after {@link #startDay}. */
    public Instant due(long caseId, int workingDays) {
        return calendar.endOf(calendar.plusWorkingDays(startDay(caseId), workingDays));
    }
}
