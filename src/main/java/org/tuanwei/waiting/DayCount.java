package org.tuanwei.waiting;

import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tuanwei.deadline.WorkingCalendar;

/**
 * Charges each day of a case to one bearer: whoever it waits for when the day ends, at 24:00. So the days of all
 * bearers add up to the days of the case, and a step that is done within a day costs nobody one.
 */
public final class DayCount {

    /** An interval in which a case waited for somebody. @param to none while it still waits */
    public record Interval(
            Bearer bearer, Instant from, @Nullable Instant to) {

        boolean covers(Instant moment) {
            return from.isBefore(moment) && (to == null || !to.isBefore(moment));
        }
    }

    /** How many. */
    public record Days(int working, int calendar) {

        static final Days NONE = new Days(0, 0);

        Days plus(boolean workingDay) {
            return new Days(working + (workingDay ? 1 : 0), calendar + 1);
        }
    }

    private final WorkingCalendar calendar;

    public DayCount(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    /** The days whose ends lie after {@code from} and not after {@code until}, by bearer; no entry for none. */
    public Map<Bearer, Days> count(Instant from, Instant until, List<Interval> intervals) {
        Map<Bearer, Days> days = new EnumMap<>(Bearer.class);
        LocalDate day = calendar.dayOf(from);
        for (Instant end = calendar.endOf(day); !end.isAfter(until); end = calendar.endOf(day)) {
            Bearer bearer = bearerAt(end, intervals).orElse(Bearer.SYSTEM);
            days.put(bearer, days.getOrDefault(bearer, Days.NONE).plus(calendar.isWorkingDay(day)));
            day = day.plusDays(1);
        }
        return days;
    }

    /** Of several at once the first in the order of {@link Bearer}. */
    private static Optional<Bearer> bearerAt(Instant moment, List<Interval> intervals) {
        return intervals.stream()
                .filter(interval -> interval.covers(moment))
                .map(Interval::bearer)
                .min(Bearer::compareTo);
    }
}
