package org.tuanwei.waiting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tuanwei.testing.HandClock.instant;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.waiting.DayCount.Days;
import org.tuanwei.waiting.DayCount.Interval;

/** Whom a day is charged to. 2012-03-31 (Sat) and 04-01 (Sun) are working days, 04-02 … 04-04 are off. */
class DayCountTest {

    private final DayCount count = new DayCount(WorkingCalendar.asReleased());

    private static Interval interval(Bearer bearer, String from, String to) {
        return new Interval(bearer, instant(from), to.isEmpty() ? null : instant(to));
    }

    private Map<Bearer, Days> days(String from, String until, Interval... intervals) {
        return count.count(instant(from), instant(until), List.of(intervals));
    }

    @Test
    void aDayIsChargedToWhoeverIsWaitedForAtItsEnd() {
        assertThat(days(
                        "2012-03-12T09:00",
                        "2012-03-15T12:00",
                        interval(Bearer.SCHOOL, "2012-03-12T09:00", "2012-03-13T18:00"),
                        interval(Bearer.TENCENT, "2012-03-13T18:00", "")))
                .containsOnly(Map.entry(Bearer.SCHOOL, new Days(1, 1)), Map.entry(Bearer.TENCENT, new Days(2, 2)));
    }

    @Test
    void whatBeginsAndEndsWithinADayCostsNobodyOne() {
        assertThat(days(
                        "2012-03-12T09:00",
                        "2012-03-12T23:00",
                        interval(Bearer.SCHOOL, "2012-03-12T09:00", "2012-03-12T18:00")))
                .isEmpty();
    }

    @Test
    void daysOffAreCalendarDaysOnlyAndMakeUpWeekendsAreWorkingDays() {
        assertThat(days("2012-03-30T09:00", "2012-04-06T00:00", interval(Bearer.PROVINCE, "2012-03-30T09:00", "")))
                .containsOnly(Map.entry(Bearer.PROVINCE, new Days(4, 7)));
    }

    @Test
    void aHandOverAtMidnightChargesTheDayThatEndsToWhoeverHadIt() {
        assertThat(days(
                        "2012-03-12T09:00",
                        "2012-03-14T00:00",
                        interval(Bearer.SCHOOL, "2012-03-12T09:00", "2012-03-13T00:00"),
                        interval(Bearer.TENCENT, "2012-03-13T00:00", "")))
                .containsOnly(Map.entry(Bearer.SCHOOL, new Days(1, 1)), Map.entry(Bearer.TENCENT, new Days(1, 1)));
    }

    @Test
    void ofSeveralAtOnceTheSchoolIsChargedLastAndAParkedDayNobody() {
        Interval school = interval(Bearer.SCHOOL, "2012-03-12T09:00", "");
        Interval tencent = interval(Bearer.TENCENT, "2012-03-13T09:00", "2012-03-14T09:00");
        Interval mail = interval(Bearer.MAIL, "2012-03-14T08:00", "2012-03-15T08:00");
        Interval parked = interval(Bearer.PARKED, "2012-03-15T10:00", "2012-03-17T00:00");

        assertThat(days("2012-03-12T09:00", "2012-03-18T00:00", school, tencent, mail, parked))
                .containsOnly(
                        Map.entry(Bearer.SCHOOL, new Days(1, 2)),
                        Map.entry(Bearer.TENCENT, new Days(1, 1)),
                        Map.entry(Bearer.MAIL, new Days(1, 1)),
                        Map.entry(Bearer.PARKED, new Days(2, 2)));
    }

    @Test
    void theDaysOfAllAddUpToTheDaysOfTheCase() {
        Random random = new Random(20120307);
        WorkingCalendar calendar = WorkingCalendar.asReleased();
        for (int round = 0; round < 200; round++) {
            var start = instant("2012-03-01T00:00").plusSeconds(random.nextInt(1_000_000));
            var end = start.plusSeconds(random.nextInt(3_000_000));
            Bearer[] bearers = Bearer.values();
            List<Interval> intervals = java.util.stream.IntStream.range(0, random.nextInt(8))
                    .mapToObj(i -> {
                        var from = start.plusSeconds(random.nextInt(3_000_000));
                        return new Interval(
                                bearers[random.nextInt(bearers.length)],
                                from,
                                random.nextInt(4) == 0 ? null : from.plusSeconds(random.nextInt(600_000)));
                    })
                    .toList();

            var days = count.count(start, end, intervals).values();

            var first = calendar.dayOf(start).minusDays(1);
            var last = calendar.dayOf(end).minusDays(1);
            assertThat(days.stream().mapToInt(Days::calendar).sum())
                    .isEqualTo((int) (last.toEpochDay() - first.toEpochDay()));
            assertThat(days.stream().mapToInt(Days::working).sum()).isEqualTo(calendar.workingDaysBetween(first, last));
        }
    }
}
