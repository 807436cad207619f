package org.tuanwei.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.tuanwei.deadline.DeadlineBench.REGISTER;
import static org.tuanwei.testing.HandClock.instant;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.DueMoves.Impact;
import org.tuanwei.deadline.NoticeDates.Wish;
import org.tuanwei.engine.ProcessTimers.Timer;

/** Dates that notices name or that a person moves: everything that rests on them moves with them, or nothing. */
class NoticeDatesTest {

    private static final String CENTRAL = "中央通知";
    private static final String LOCAL = "上海市转发通知";

    private final DeadlineBench bench = new DeadlineBench();
    private final DueMoves moves = bench.moves();
    private final NoticeDates dates = new NoticeDates(moves, bench.calendar, bench.jdbc, bench.clock);

    @BeforeEach
    void someoneToRemind() {
        bench.beans.addBean("addressees", (ReminderAddressees)
                (deadline, addressee) -> addressee == Addressee.OWNER ? List.of("wang@school.example") : List.of());
        when(bench.timers.of(anyString())).thenReturn(List.of());
    }

    @Test
    void aDateNamedForTasksThatAreOpenCapsThemAndTheirRemindersBeginAnew() throws Exception {
        bench.enter("t1", REGISTER);

        Impact impact = dates.preview(wish("CN", "2012-03-13"));
        assertThat(impact.shifts()).singleElement().satisfies(shift -> {
            assertThat(shift.to()).isEqualTo("2012-03-13");
            assertThat(shift.provenance()).isEqualTo(Provenance.NOTICE);
        });
        assertThat(impact.reminders()).isEqualTo(5);
        dates.apply(wish("CN", "2012-03-13"), "写明日期", "王主任", impact.fingerprint());

        Deadline capped = bench.deadlines.openFor("t1").orElseThrow();
        assertThat(capped.dueAt()).isEqualTo(instant("2012-03-14T00:00"));
        assertThat(capped.origin()).isEqualTo("通知要求（《" + CENTRAL + "》A6）");
        assertThat(moves.rungs(capped.id()))
                .extracting(rung -> rung.name() + "@" + bench.calendar.dayOf(rung.leaves()))
                .containsExactly(
                        "T-3@2012-03-08", "T-1@2012-03-12", "T+1@2012-03-14", "T+1@2012-03-14", "T+3@2012-03-16");
        verify(bench.workflow).moveDue("t1", instant("2012-03-13T23:59:59"));
        assertThat(moves.history(capped.id())).singleElement().satisfies(change -> {
            assertThat(change.from()).isEqualTo("2012-03-14");
            assertThat(change.by()).isEqualTo("王主任");
        });
        assertThat(bench.enter("t2", REGISTER).dueAt()).as("and those to come").isEqualTo(instant("2012-03-14T00:00"));
    }

    @Test
    void aDateLaterThanTheDefaultMovesNothing() {
        bench.enter("t1", REGISTER);
        assertThat(dates.preview(wish("CN", "2012-03-20")).empty()).isTrue();
    }

    @Test
    void theCentresTighteningTakesLooserLowerDatesDownWithIt() throws Exception {
        apply(wish("CN", "2012-03-14"));
        apply(local("310000", "2012-03-13"));
        Deadline local = bench.enter("t1", REGISTER);
        assertThat(local.provenance()).isEqualTo(Provenance.LOCAL);

        long id = idOf("CN");
        Wish earlier = new Wish(id, "CN", REGISTER, LocalDate.parse("2012-03-12"), CENTRAL, "A6");
        Impact impact = dates.preview(earlier);
        assertThat(impact.lower()).singleElement().satisfies(lower -> {
            assertThat(lower.unitCode()).isEqualTo("310000");
            assertThat(lower.to()).isEqualTo("2012-03-12");
        });
        dates.apply(earlier, "会议提前", "王主任", impact.fingerprint());

        assertThat(dates.inForce()).extracting(NoticeDates.Named::dueOn).containsOnly(LocalDate.parse("2012-03-12"));
        assertThat(bench.deadlines.openFor("t1").orElseThrow().dueAt()).isEqualTo(instant("2012-03-13T00:00"));
        assertThat(count("local_deadline_change")).isEqualTo(2);
    }

    @Test
    void aDateTakenBackGivesTheDefaultBack() throws Exception {
        apply(wish("CN", "2012-03-13"));
        Deadline capped = bench.enter("t1", REGISTER);
        assertThat(capped.dueAt()).isEqualTo(instant("2012-03-14T00:00"));

        apply(new Wish(idOf("CN"), "CN", REGISTER, null, CENTRAL, "A6"));

        Deadline counted = bench.deadlines.openFor("t1").orElseThrow();
        assertThat(counted.dueAt()).isEqualTo(instant("2012-03-15T00:00"));
        assertThat(counted.origin()).isEqualTo("系统默认（A4）");
        assertThat(dates.inForce()).isEmpty();
        assertThat(bench.localDeadlines.strictest("310000", REGISTER, LocalDate.EPOCH))
                .isEmpty();
    }

    @Test
    void aUnitMayTightenOnlyAndOnlyItsOwnSchoolsFeelIt() throws Exception {
        apply(wish("CN", "2012-03-13"));
        bench.enter("t1", REGISTER);

        assertThat(dates.refusal(local("310000", "2012-03-14")))
                .hasValueSatisfying(why -> assertThat(why).contains("只能加严"));
        assertThat(dates.refusal(local("310000", "2012-03-06")))
                .hasValueSatisfying(why -> assertThat(why).contains("已经过去"));
        assertThat(dates.preview(local("320000", "2012-03-12")).shifts()).isEmpty();
        assertThat(dates.preview(local("310000", "2012-03-12")).shifts())
                .singleElement()
                .satisfies(shift -> assertThat(shift.provenance()).isEqualTo(Provenance.LOCAL));
    }

    @Test
    void aDayOffIsPointedOut() {
        bench.enter("t1", REGISTER);
        assertThat(dates.preview(wish("CN", "2012-03-11")).daysOff()).hasSize(1);
    }

    @Test
    void whatWasExtendedStaysExtended() throws Exception {
        Deadline deadline = bench.enter("t1", REGISTER);
        moves.extend(deadline, LocalDate.parse("2012-03-20"), "学校放假", "李老师");

        assertThat(dates.preview(wish("CN", "2012-03-13")).shifts()).isEmpty();
    }

    @Test
    void aPreviewThatIsNoLongerTrueIsRefusedAndNothingMoves() {
        Deadline deadline = bench.enter("t1", REGISTER);
        String shown = dates.preview(wish("CN", "2012-03-13")).fingerprint();
        String one = moves.preview(deadline, LocalDate.parse("2012-03-16")).fingerprint();
        bench.enter("t2", REGISTER);
        assertThatThrownBy(() -> dates.apply(wish("CN", "2012-03-13"), "写明日期", "王主任", shown))
                .isInstanceOf(StalePreview.class);
        bench.jdbc
                .sql("update deadline set due_at = due_at + interval '1 day' where task_id = 't1'")
                .update();
        assertThatThrownBy(() -> moves.move(deadline, LocalDate.parse("2012-03-16"), "顺延", "王主任", one))
                .isInstanceOf(StalePreview.class);
        assertThat(dates.inForce()).isEmpty();
        assertThat(count("deadline_change")).isZero();
    }

    @Test
    void oneDateMovesWithTheTimersThatStandAtItAndTheMailThatHasNotLeft() throws Exception {
        Deadline deadline = bench.enter("t1", REGISTER);
        when(bench.timers.of("instance"))
                .thenReturn(List.of(
                        new Timer("end", "instance", instant("2012-03-15T00:00")),
                        new Timer("morning", "instance", instant("2012-03-15T09:00")),
                        new Timer("other", "instance", instant("2012-03-20T09:00"))));
        bench.clock.set("2012-03-09T09:00");
        bench.node().sweep();
        assertThat(bench.mails()).hasSize(1);

        Impact impact = moves.preview(deadline, LocalDate.parse("2012-03-30"));
        assertThat(impact.timers()).isEqualTo(2);
        moves.move(deadline, LocalDate.parse("2012-03-30"), "学校春假", "王主任", impact.fingerprint());

        verify(bench.timers).move("end", instant("2012-03-31T00:00"));
        verify(bench.timers).move("morning", instant("2012-03-31T09:00"));
        assertThat(count("mail where state = 'WITHDRAWN'")).isEqualTo(1);
        assertThat(bench.deadlines.openFor("t1").orElseThrow().origin()).isEqualTo("延期（A4）");
        bench.clock.set("2012-03-27T09:00");
        assertThat(bench.node().sweep()).as("T-3 of the new date, once more").isEqualTo(1);
    }

    private void apply(Wish wish) throws StalePreview {
        dates.apply(wish, "写明日期", "王主任", dates.preview(wish).fingerprint());
    }

    private long idOf(String unit) {
        return dates.inForce().stream()
                .filter(one -> one.unitCode().equals(unit))
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static Wish wish(String unit, @Nullable String day) {
        return new Wish(null, unit, REGISTER, day == null ? null : LocalDate.parse(day), CENTRAL, "A6");
    }

    private static Wish local(String unit, String day) {
        return new Wish(null, unit, REGISTER, LocalDate.parse(day), LOCAL, "A11");
    }

    private int count(String what) {
        return bench.jdbc
                .sql("select count(*) from " + what)
                .query(Integer.class)
                .single();
    }
}
