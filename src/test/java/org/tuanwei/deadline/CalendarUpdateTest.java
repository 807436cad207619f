package org.tuanwei.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.tuanwei.deadline.DeadlineBench.REGISTER;
import static org.tuanwei.testing.HandClock.instant;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tuanwei.deadline.CalendarUpdate.Impact;
import org.tuanwei.deadline.YearArrangement.SpecialDay;
import org.tuanwei.engine.ProcessTimers.Timer;

/** A year that is announced moves what was only estimated, all of it at once, and nothing that somebody named. */
class CalendarUpdateTest {

    private static final String NOTICE = "关于报送统计表的通知";
    private static final YearArrangement NEW_YEAR = new YearArrangement(
            2027,
            "国办发明电〔2026〕7号",
            List.of(off("2027-01-01"), off("2027-01-02"), off("2027-01-03"), off("2027-01-04"), work("2027-01-09")));

    private final DeadlineBench bench = new DeadlineBench();
    private final CalendarUpdate update = bench.calendarUpdate();

    @BeforeEach
    void theLastDaysOfTheYear() {
        bench.clock.set("2026-12-30T10:00");
        when(bench.timers.after(any()))
                .thenReturn(List.of(
                        new Timer("silent", "instance", instant("2027-01-07T00:00")),
                        new Timer("overdue", "other", instant("2027-01-04T09:00"))));
    }

    @Test
    void theImpactIsShownBeforeAndCarriedOutInOneGo() throws Exception {
        Deadline counted = bench.enter("t1", REGISTER);
        assertThat(counted.estimated()).isTrue();
        assertThat(counted.dueAt()).isEqualTo(instant("2027-01-07T00:00"));

        Impact impact = update.preview(NEW_YEAR);

        assertThat(impact.shifts()).singleElement().satisfies(shift -> {
            assertThat(shift.deadline().id()).isEqualTo(counted.id());
            assertThat(shift.to()).isEqualTo(instant("2027-01-09T00:00"));
        });
        assertThat(impact.replaces()).isEmpty();
        assertThat(impact.timers()).isEqualTo(2);
        assertThat(bench.deadlines.openFor("t1").orElseThrow()).isEqualTo(counted);

        update.apply(NEW_YEAR, impact.fingerprint(), "王主任");

        assertThat(bench.deadlines.openFor("t1").orElseThrow()).satisfies(moved -> {
            assertThat(moved.dueAt()).isEqualTo(instant("2027-01-09T00:00"));
            assertThat(moved.estimated()).isFalse();
            assertThat(moved.provenance()).isEqualTo(Deadline.Provenance.DEFAULT);
        });
        assertThat(bench.rungs())
                .containsExactly(
                        "T-3/OWNER@2027-01-05T09:00",
                        "T-1/OWNER@2027-01-07T09:00",
                        "T+1/OWNER@2027-01-09T09:00",
                        "T+1/SUPERIOR@2027-01-09T09:00",
                        "T+3/SUPERIOR@2027-01-12T09:00");
        assertThat(bench.changes.of(counted.id())).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(DueChanges.Kind.CALENDAR);
            assertThat(change.reason()).contains("国办发明电〔2026〕7号");
            assertThat(change.by()).isEqualTo("王主任");
        });
        verify(bench.workflow).moveDue("t1", instant("2027-01-08T23:59:59"));
        verify(bench.timers).move("silent", instant("2027-01-09T00:00"));
        verify(bench.timers).move("overdue", instant("2027-01-06T09:00"));
        assertThat(bench.calendar.isWorkingDay(LocalDate.of(2027, 1, 9))).isTrue();
        assertThat(bench.years.imports()).first().satisfies(one -> assertThat(one.movedDates())
                .isEqualTo(1));
    }

    @Test
    void aNamedDayStaysAndIsListedWhereItFallsOnADayOff() throws Exception {
        bench.localDeadlines.name("310000", REGISTER, LocalDate.of(2027, 1, 4), NOTICE, "A6");
        Deadline named = bench.enter("t1", REGISTER);
        when(bench.timers.after(any()))
                .thenReturn(List.of(
                        new Timer("own", "instance", instant("2027-01-07T00:00")),
                        new Timer("morning", "instance", instant("2027-01-04T09:00"))));

        Impact impact = update.preview(NEW_YEAR);

        assertThat(impact.shifts()).isEmpty();
        assertThat(impact.onDaysOff()).extracting(Deadline::id).containsExactly(named.id());
        assertThat(impact.timers())
                .as("only the one that would disturb a day off")
                .isEqualTo(1);
        update.apply(NEW_YEAR, impact.fingerprint(), "王主任");
        assertThat(bench.deadlines.openFor("t1").orElseThrow().dueAt()).isEqualTo(instant("2027-01-05T00:00"));
        verify(bench.timers).move(eq("morning"), eq(instant("2027-01-05T09:00")));
    }

    @Test
    void aPreviewThatIsNoLongerTrueIsRefusedAndNothingMoves() {
        bench.enter("t1", REGISTER);
        String shown = update.preview(NEW_YEAR).fingerprint();
        bench.enter("t2", REGISTER);

        assertThatThrownBy(() -> update.apply(NEW_YEAR, shown, "王主任")).isInstanceOf(StalePreview.class);

        assertThat(bench.years.imports()).isEmpty();
        assertThat(bench.deadlines.openFor("t1").orElseThrow().dueAt()).isEqualTo(instant("2027-01-07T00:00"));
        assertThat(bench.calendar.covers(LocalDate.of(2027, 1, 1))).isFalse();
    }

    @Test
    void anotherNodeKnowsTheYearAtItsNextLook() throws Exception {
        WorkingCalendar other = WorkingCalendar.asReleased();
        CalendarYears node = new CalendarYears(bench.jdbc, other, bench.clock);
        update.apply(NEW_YEAR, update.preview(NEW_YEAR).fingerprint(), "王主任");

        assertThat(other.covers(LocalDate.of(2027, 1, 1))).isFalse();
        node.refresh();
        assertThat(other.isWorkingDay(LocalDate.of(2027, 1, 4))).isFalse();
        assertThat(other.isWorkingDay(LocalDate.of(2012, 3, 31)))
                .as("the released years stay")
                .isTrue();
    }

    @Test
    void theNextYearIsMissedInDecemberAndTheRunningOneAlways() {
        assertThat(bench.calendar.missingYear(LocalDate.of(2026, 11, 30))).isEmpty();
        assertThat(bench.calendar.missingYear(LocalDate.of(2026, 12, 1))).contains(2027);
        assertThat(bench.calendar.missingYear(LocalDate.of(2033, 5, 1))).contains(2033);
        assertThat(bench.calendar.with(NEW_YEAR).missingYear(LocalDate.of(2026, 12, 1)))
                .isEmpty();
    }

    private static SpecialDay off(String day) {
        return new SpecialDay(LocalDate.parse(day), false, "元旦");
    }

    private static SpecialDay work(String day) {
        return new SpecialDay(LocalDate.parse(day), true, "元旦");
    }
}
