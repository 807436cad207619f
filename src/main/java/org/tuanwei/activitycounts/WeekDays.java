package org.tuanwei.activitycounts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.web.Formats;

/** The moments of a week's check: Monday 12:00 and Tuesday 12:00 after the week, put off over days off. */
@Component
public class WeekDays {

    private static final LocalTime NOON = LocalTime.NOON;

    private final WorkingCalendar calendar;

    WeekDays(WorkingCalendar calendar) {
        this.calendar = calendar;
    }

    /** The working day on which counts are taken until noon. */
    public LocalDate countsDay(Week week) {
        return workingDay(week.plus(1).monday());
    }

    public Instant countsUntil(Week week) {
        return countsDay(week).atTime(NOON).atZone(Formats.ZONE).toInstant();
    }

    /** The working day by whose noon the results are to be published. */
    public LocalDate publishDay(Week week) {
        LocalDate tuesday = week.plus(1).monday().plusDays(1);
        LocalDate next = countsDay(week).plusDays(1);
        return workingDay(next.isAfter(tuesday) ? next : tuesday);
    }

    private LocalDate workingDay(LocalDate day) {
        LocalDate found = day;
        while (!calendar.isWorkingDay(found)) {
            found = found.plusDays(1);
        }
        return found;
    }
}
