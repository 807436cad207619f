package org.tuanwei.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tuanwei.deadline.DeadlineBench.REGISTER;
import static org.tuanwei.testing.HandClock.instant;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tuanwei.deadline.Deadline.Party;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.Deadline.State;
import org.tuanwei.deadline.DueText.Light;
import org.tuanwei.deadline.LocalDeadlines.LooserDeadline;

class DeadlinesTest {

    private static final String NOTICE = "关于进一步推进上海市高校团组织微博体系建设有关事宜的通知";

    private final DeadlineBench bench = new DeadlineBench();

    @Test
    void aTaskWhoseNoticeOnlySaysSoonGetsADefaultThatSaysSo() {
        Deadline deadline = bench.enter("t1", REGISTER);

        assertThat(deadline.dueAt()).isEqualTo(instant("2012-03-15T00:00"));
        assertThat(deadline.provenance()).isEqualTo(Provenance.DEFAULT);
        assertThat(deadline.origin()).isEqualTo("系统默认（A4）");
        assertThat(deadline.party()).isEqualTo(Party.OWNER);
        assertThat(deadline.caseId()).isEqualTo(7);
        assertThat(deadline.organizationCode()).isEqualTo("4131010277");
        assertThat(deadline.estimated()).isFalse();
        assertThat(bench.dueDates).as("Tasklist must show the 14th").containsExactly(instant("2012-03-14T23:59:59"));
    }

    @Test
    void aNoticeOfTheUnitCapsTheDefaultAndIsNamed() {
        bench.localDeadlines.name("310000", REGISTER, LocalDate.of(2012, 3, 13), NOTICE, "A6");
        bench.localDeadlines.name("320000", REGISTER, LocalDate.of(2012, 3, 9), "另一省的通知", "A6");

        Deadline deadline = bench.enter("t1", REGISTER);

        assertThat(deadline.dueAt()).isEqualTo(instant("2012-03-14T00:00"));
        assertThat(deadline.provenance()).isEqualTo(Provenance.NOTICE);
        assertThat(deadline.origin()).isEqualTo("通知要求（《" + NOTICE + "》A6）");
    }

    @Test
    void aNoticeThatGivesMoreTimeThanTheDefaultLoosensNothing() {
        bench.localDeadlines.name("310000", REGISTER, LocalDate.of(2012, 3, 20), NOTICE, "A6");

        assertThat(bench.enter("t1", REGISTER).provenance()).isEqualTo(Provenance.DEFAULT);
    }

    @Test
    void aUnitMayTightenTheCentresDateButNotLoosenIt() {
        bench.localDeadlines.name("CN", REGISTER, LocalDate.of(2012, 3, 13), "中央通知", "D5");
        assertThatThrownBy(() -> bench.localDeadlines.name("310000", REGISTER, LocalDate.of(2012, 3, 14), NOTICE, "A6"))
                .isInstanceOf(LooserDeadline.class)
                .hasMessageContaining("只能加严");
        bench.localDeadlines.name("310000", REGISTER, LocalDate.of(2012, 3, 12), NOTICE, "A11");

        Deadline deadline = bench.enter("t1", REGISTER);
        assertThat(deadline.dueAt()).isEqualTo(instant("2012-03-13T00:00"));
        assertThat(deadline.origin()).isEqualTo("本级加严（《" + NOTICE + "》A11）");
    }

    @Test
    void aTaskEnteredAfterANoticesDayIsNotLateBeforeItBegan() {
        bench.localDeadlines.name("310000", REGISTER, LocalDate.of(2012, 3, 6), NOTICE, "A6");

        assertThat(bench.enter("t1", REGISTER).provenance()).isEqualTo(Provenance.DEFAULT);
    }

    @ParameterizedTest
    @CsvSource({
        "2012-03-14T23:59:59, true, MET",
        "2012-03-15T00:00, true, LATE",
        "2012-03-10T10:00, false, CANCELLED",
        "2012-03-20T10:00, false, CANCELLED"
    })
    void leavingATaskClosesItsDeadline(String moment, boolean completed, State state) {
        bench.enter("t1", REGISTER);
        bench.clock.set(moment);

        bench.leave("t1", REGISTER, completed);

        assertThat(bench.deadlines.openFor("t1")).isEmpty();
        assertThat(bench.deadlines.ofCase(7)).extracting(Deadline::state).containsExactly(state);
        assertThat(bench.states()).doesNotContain("PENDING");
    }

    @Test
    void aTaskEnteredAgainHasADeadlineAndRungsOfItsOwn() {
        bench.enter("t1", REGISTER);
        bench.leave("t1", REGISTER, true);
        bench.clock.set("2012-03-12T10:00");
        bench.enter("t2", REGISTER);

        assertThat(bench.deadlines.ofCase(7)).extracting(Deadline::state).containsExactly(State.MET, State.OPEN);
        assertThat(bench.rungs()).hasSize(10);
        assertThat(bench.deadlines.openOfCases(List.of(6L, 7L, 8L))).hasSize(1);
    }

    @Test
    void theRungsStandWorkingDaysAroundTheEndAtNine() {
        bench.enter("t1", REGISTER);

        assertThat(bench.rungs())
                .containsExactly(
                        "T-3/OWNER@2012-03-09T09:00",
                        "T-1/OWNER@2012-03-13T09:00",
                        "T+1/OWNER@2012-03-15T09:00",
                        "T+1/SUPERIOR@2012-03-15T09:00",
                        "T+3/SUPERIOR@2012-03-19T09:00");
    }

    @Test
    void aRungThatLayBeforeTheTaskWasEnteredDoesNotExist() {
        bench.localDeadlines.name("310000", REGISTER, LocalDate.of(2012, 3, 8), NOTICE, "A6");
        bench.enter("t1", REGISTER);

        assertThat(bench.rungs())
                .containsExactly(
                        "T+1/OWNER@2012-03-09T09:00", "T+1/SUPERIOR@2012-03-09T09:00", "T+3/SUPERIOR@2012-03-13T09:00");
    }

    @Test
    void aTaskOfAProcessWithoutACaseHasADeadlineToo() {
        var task = new org.tuanwei.engine.HumanTask(
                "t9", "organization-change.Task_Decide", "审核单位变更", "i", "change-3", "310000", null, java.util.Map.of());
        bench.keeper.entered(task, bench.dueDates::add);

        assertThat(bench.deadlines.openFor("t9").orElseThrow().caseId()).isNull();
    }

    @Test
    void aDateInAYearThatIsNotAnnouncedIsMarkedAsEstimated() {
        bench.clock.set("2026-12-30T10:00");
        Deadline deadline = bench.enter("t1", REGISTER);

        assertThat(deadline.estimated()).isTrue();
        assertThat(bench.deadlines.dueText(deadline).estimated()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "2012-03-07T10:00, 还剩 5 个工作日, GREEN, false",
        "2012-03-12T10:00, 还剩 2 个工作日, GREEN, false",
        "2012-03-13T23:00, 还剩 1 个工作日, YELLOW, false",
        "2012-03-14T00:00, 今天到期, YELLOW, false",
        "2012-03-14T23:59, 今天到期, YELLOW, false",
        "2012-03-15T00:00, 逾期 1 个工作日, RED, true",
        "2012-03-17T10:00, 逾期 2 个工作日, RED, true",
        "2012-03-19T10:00, 逾期 3 个工作日, RED, true"
    })
    void theTimeLeftIsSaidInWorkingDays(String now, String words, Light light, boolean overdue) {
        Deadline deadline = bench.enter("t1", REGISTER);

        DueText text = bench.deadlines.dueText(deadline, instant(now));

        assertThat(text).isEqualTo(new DueText(words, light, overdue, false));
    }

    @Test
    void aNoticeMayNameADayOff() {
        bench.localDeadlines.name("310000", REGISTER, LocalDate.of(2012, 3, 11), NOTICE, "A6");
        Deadline deadline = bench.enter("t1", REGISTER);

        assertThat(words(deadline, "2012-03-09T10:00")).isEqualTo("休息日到期");
        assertThat(words(deadline, "2012-03-11T10:00")).isEqualTo("今天到期");
        assertThat(words(deadline, "2012-03-12T10:00")).isEqualTo("逾期 1 个工作日");
        assertThat(bench.rungs().get(0)).isEqualTo("T-1/OWNER@2012-03-09T09:00");
    }

    @Test
    void theViewForMachinesCarriesProvenanceAndHolder() {
        Deadline deadline = bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-16T10:00");

        DeadlineView view = bench.deadlines.view(deadline);

        assertThat(view.caseId()).isEqualTo(7);
        assertThat(view.holder()).isEqualTo("OWNER");
        assertThat(view.provenance()).isEqualTo("DEFAULT");
        assertThat(view.dueDay()).isEqualTo("2012-03-14");
        assertThat(view.overdue()).isTrue();
        assertThat(view.text()).isEqualTo("逾期 2 个工作日");
    }

    private String words(Deadline deadline, String now) {
        return bench.deadlines.dueText(deadline, instant(now)).words();
    }
}
