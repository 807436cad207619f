package org.tuanwei.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tuanwei.testing.HandClock.SHANGHAI;
import static org.tuanwei.testing.HandClock.instant;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.tuanwei.demo.SharedData;

class WorkingCalendarTest {

    private static final int DRAWS = 5_000;

    private final WorkingCalendar calendar = WorkingCalendar.asReleased();
    private final Random random = new Random(20120314);

    @Test
    void everyDayOfTheCoveredYearsIsAsTheReferenceHasIt() {
        Map<LocalDate, Boolean> reference = new HashMap<>();
        SharedData.rows("holidays.csv").forEach(row -> reference.put(LocalDate.parse(row[0]), Boolean.valueOf(row[1])));

        for (int year : new int[] {2012, 2024, 2025, 2026}) {
            for (LocalDate day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(1)) {
                boolean expected =
                        reference.getOrDefault(day, day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) <= 0);
                assertThat(calendar.isWorkingDay(day)).as("%s", day).isEqualTo(expected);
            }
        }
        reference.forEach((day, working) ->
                assertThat(calendar.isWorkingDay(day)).as("%s", day).isEqualTo(working));
    }

    @Test
    void theDatesOfTheNoticeAreCountedAsOfficialsCountThem() {
        LocalDate due = LocalDate.of(2012, 3, 15);
        assertThat(calendar.plusWorkingDays(due, -5)).isEqualTo("2012-03-08");
        assertThat(calendar.plusWorkingDays(due, -3)).isEqualTo("2012-03-12");
        assertThat(calendar.plusWorkingDays(due, -1)).isEqualTo("2012-03-14");
        assertThat(calendar.plusWorkingDays(LocalDate.of(2012, 3, 30), 1)).isEqualTo("2012-03-31");
        assertThat(calendar.plusWorkingDays(LocalDate.of(2012, 3, 30), 3)).isEqualTo("2012-04-05");
        assertThat(calendar.isWorkingDay(LocalDate.of(2011, 12, 31))).isTrue();
    }

    @Test
    void workingDaysEndAtMidnightAfterTheLastOne() {
        assertThat(calendar.due(instant("2012-03-07T08:00"), 5)).isEqualTo(instant("2012-03-15T00:00"));
        assertThat(calendar.due(instant("2012-03-07T23:59"), 5)).isEqualTo(instant("2012-03-15T00:00"));
        assertThat(calendar.due(instant("2012-03-10T12:00"), 1)).isEqualTo(instant("2012-03-13T00:00"));
        assertThat(calendar.dueDay(instant("2012-03-15T00:00"))).isEqualTo("2012-03-14");
    }

    @Test
    void addingAndCountingWorkingDaysAgree() {
        for (int draw = 0; draw < DRAWS; draw++) {
            LocalDate day = anyDay();
            int n = 1 + random.nextInt(40);
            int m = 1 + random.nextInt(10);
            LocalDate after = calendar.plusWorkingDays(day, n);
            LocalDate before = calendar.plusWorkingDays(day, -n);

            assertThat(calendar.isWorkingDay(after)).as("%s + %d", day, n).isTrue();
            assertThat(calendar.isWorkingDay(before)).as("%s - %d", day, n).isTrue();
            assertThat(after).isAfter(day);
            assertThat(before).isBefore(day);
            assertThat(calendar.workingDaysBetween(day, after)).isEqualTo(n);
            assertThat(calendar.workingDaysBetween(after, day)).isEqualTo(-n);
            assertThat(calendar.plusWorkingDays(after, m)).isEqualTo(calendar.plusWorkingDays(day, n + m));
            assertThat(calendar.plusWorkingDays(after, -n))
                    .as("back again, to the working day itself or the one before a day off")
                    .isEqualTo(calendar.isWorkingDay(day) ? day : calendar.plusWorkingDays(day, -1));
            assertThat(calendar.plusWorkingDays(day, 0)).isEqualTo(day);
        }
    }

    @Test
    void remindersLeaveAtTheFirstNineOClockOfAWorkingDay() {
        for (int draw = 0; draw < DRAWS; draw++) {
            Instant moment = anyMoment();
            Instant next = calendar.nextSendingTime(moment);

            assertThat(next).isAfterOrEqualTo(moment);
            assertThat(next.atZone(SHANGHAI).toLocalTime()).isEqualTo(LocalTime.of(9, 0));
            assertThat(calendar.isOfficeTime(next)).isTrue();
            assertThat(calendar.nextSendingTime(next)).isEqualTo(next);
            for (Instant earlier = next.minus(Duration.ofDays(1));
                    !earlier.isBefore(moment);
                    earlier = earlier.minus(Duration.ofDays(1))) {
                assertThat(calendar.isWorkingDay(calendar.dayOf(earlier))).isFalse();
            }
        }
    }

    @Test
    void officeTimeIsFromEightToEightOnWorkingDays() {
        for (int draw = 0; draw < DRAWS; draw++) {
            Instant moment = anyMoment();
            int hour = moment.atZone(SHANGHAI).getHour();
            assertThat(calendar.isOfficeTime(moment))
                    .isEqualTo(hour >= 8 && hour < 20 && calendar.isWorkingDay(calendar.dayOf(moment)));
        }
        assertThat(calendar.isOfficeTime(instant("2025-03-12T07:59:59"))).isFalse();
        assertThat(calendar.isOfficeTime(instant("2025-03-12T08:00"))).isTrue();
        assertThat(calendar.isOfficeTime(instant("2025-03-12T20:00"))).isFalse();
        assertThat(calendar.isOfficeTime(instant("2012-03-31T10:00")))
                .as("make-up Saturday")
                .isTrue();
        assertThat(calendar.isOfficeTime(instant("2012-04-03T10:00")))
                .as("day off")
                .isFalse();
    }

    @Test
    void aYearThatIsNotKnownCountsWeekendsOnlyAndSaysSo() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        Logger logger = (Logger) LoggerFactory.getLogger(WorkingCalendar.class);
        logger.addAppender(log);
        try {
            assertThat(calendar.covers(LocalDate.of(2026, 12, 31))).isTrue();
            assertThat(calendar.covers(LocalDate.of(2033, 10, 3))).isFalse();
            assertThat(calendar.isWorkingDay(LocalDate.of(2033, 10, 3))).isTrue();
            assertThat(calendar.isWorkingDay(LocalDate.of(2033, 10, 8))).isFalse();
        } finally {
            logger.detachAppender(log);
        }
        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .singleElement()
                .asString()
                .contains("2033");
    }

    @Test
    void anOperatorCanAddTheYearAnnouncedAfterTheRelease(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(
                folder.resolve("2033.csv"), "2033,2033-10-01,2033-10-07,OFF,国庆节,国务院办公厅关于2033年部分节假日安排的通知\n");
        WorkingCalendar later = new WorkingCalendar(file.toString());

        assertThat(later.covers(LocalDate.of(2033, 1, 1))).isTrue();
        assertThat(later.isWorkingDay(LocalDate.of(2033, 10, 3))).isFalse();
        assertThat(later.isWorkingDay(LocalDate.of(2012, 3, 31))).isTrue();
    }

    @Test
    void aLineThatMakesNoSenseIsNamed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("2033.csv"), "2033,2033-10-01,十月七日,OFF,国庆节,通知\n");
        assertThatThrownBy(() -> new WorkingCalendar(file.toString()))
                .hasMessageContaining("2033.csv 有一行读不懂：2033,2033-10-01");
    }

    private LocalDate anyDay() {
        return LocalDate.of(2024, 3, 1).plusDays(random.nextInt(900));
    }

    private Instant anyMoment() {
        return anyDay().atStartOfDay(SHANGHAI).toInstant().plusSeconds(random.nextInt(86_400));
    }
}
