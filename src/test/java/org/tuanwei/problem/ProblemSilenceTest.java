package org.tuanwei.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.ReminderSweep;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.problem.Problem.ClosedHow;
import org.tuanwei.problem.Problem.State;
import org.tuanwei.problem.ProblemEntry.What;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** What the system does when the school, Tencent, or whoever raised the problem says nothing; and that it never guesses. */
@EngineTest
class ProblemSilenceTest {

    /** A Monday morning with two whole weeks of working days before it ends. */
    private static final Instant MONDAY = HandClock.instant("2026-11-23T10:00");

    private static final Map<String, Object> EXPLAINED = Map.of("action", "explained", "answer", "已核实，请用首次登录页面登录");
    private static final String PROVINCE = "province-310000-staff";

    @Autowired
    private ApplicationContext context;

    @Autowired
    private MovableClock clock;

    @Autowired
    private WorkingCalendar calendar;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private ReminderSweep reminders;

    @Autowired
    private TestPeople people;

    @Autowired
    private IdentityService identities;

    @Autowired
    private EngineIdentity engineIdentity;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void beginOnAMonday() {
        clock.set(MONDAY);
    }

    @AfterEach
    void now() {
        clock.back();
    }

    @Test
    void theCentreIsAskedAfterFiveWorkingDaysAndAgainAfterThreeUntilTencentAnswers() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.WRONG_PASSWORD, "提示密码错误");

        assertThat(bench.toNextTimer()).isEqualTo(calendar.due(MONDAY, 5));
        assertThat(bench.keys()).containsExactlyInAnyOrder(ProblemProcess.HANDLE, ProblemProcess.COORDINATE);
        assertThat(bench.thread()).containsExactly(What.OPENED, What.PARTNER_SILENT);
        bench.complete(
                "centre-staff", ProblemProcess.COORDINATE, Map.of("coordination", "waiting", "note", "已电话联系，对方答应尽快答复"));
        assertThat(bench.keys()).containsExactly(ProblemProcess.HANDLE);
        bench.toNextTimer();
        assertThat(bench.keys()).contains(ProblemProcess.COORDINATE);

        bench.answered("tencent", ProblemProcess.HANDLE, EXPLAINED);

        assertThat(bench.keys()).containsExactly(ProblemProcess.CONFIRM);
        bench.complete(bench.schoolGroup, ProblemProcess.CONFIRM, Map.of("solved", "yes"));
        assertThat(bench.allEnds()).containsExactly("EndEvent_PartnerAnswered", "EndEvent_Verdict", "EndEvent_Closed");
        assertThat(bench.open()).isEmpty();
        assertThat(bench.story()).contains("problem.partnerSilent", "problem.coordinated");
    }

    @Test
    void theCentreMayAnswerForTencentAndItIsSaidThatItDid() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "登录时提示号码被冻结");
        bench.toNextTimer();

        assertThatThrownBy(() -> bench.complete(
                        "centre-staff",
                        ProblemProcess.COORDINATE,
                        Map.of("coordination", "answered", "note", "新密码：Geheim2026x")))
                .isInstanceOf(FormRefused.class);
        bench.answered(
                "centre-staff",
                ProblemProcess.COORDINATE,
                Map.of("coordination", "answered", "note", "腾讯来电：号码已解冻，可以登录"));

        assertThat(bench.keys()).containsExactly(ProblemProcess.CONFIRM);
        assertThat(bench.allEnds()).containsExactly("EndEvent_AnsweredByCentre");
        assertThat(bench.threads.of(bench.only().id()).get(2).onBehalf()).contains("代腾讯公司答复");
        assertThat(bench.threads.latestAnswer(bench.only().id())).contains("号码已解冻");
    }

    @Test
    void aLockedLinkCannotBeAnsweredByTheCentre() {
        ProblemBench bench = new ProblemBench(context);
        bench.opened(ProblemKind.LINK_LOCKED, "取号链接锁定", bench.schoolGroup);
        bench.toNextTimer();

        assertThatThrownBy(() -> bench.complete(
                        "centre-staff", ProblemProcess.COORDINATE, Map.of("coordination", "answered", "note", "请重新取号")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("须由腾讯重新登记");
    }

    @Test
    void theLevelAboveIsAskedWhenTheOwnerLetsItsTermPass() {
        ProblemBench bench = new ProblemBench(context);
        bench.opened(ProblemKind.DATA_INCOMPLETE, "通信地址缺少门牌号", "tencent");

        assertThat(bench.toNextTimer()).isEqualTo(calendar.due(MONDAY, 2));
        assertThat(bench.keys()).containsExactlyInAnyOrder(ProblemProcess.CORRECT, ProblemProcess.PRESS_OWNER);
        bench.complete(
                PROVINCE,
                ProblemProcess.PRESS_OWNER,
                Map.of("contact", "reached", "note", "联系人出差，明天更正，电话 19900000001"));
        assertThat(bench.keys()).containsExactly(ProblemProcess.CORRECT);
        assertThat(bench.threads.of(bench.only().id()).get(2).text())
                .contains("199****01")
                .doesNotContain("19900000001");
        bench.answered(bench.schoolGroup, ProblemProcess.CORRECT, bench.corrected("late@school.example"));

        assertThat(bench.allEnds()).containsExactly("EndEvent_Pressed", "EndEvent_Corrected");
        assertThat(bench.keys()).containsExactly(ProblemProcess.CONFIRM);
    }

    @Test
    void whoCorrectsInTheEndTakesTheQuestionFromTheLevelAbove() {
        ProblemBench bench = new ProblemBench(context);
        bench.opened(ProblemKind.CANNOT_SEND, "发送失败", "tencent");
        bench.toNextTimer();

        bench.answered(bench.schoolGroup, ProblemProcess.CORRECT, bench.corrected("inthe-end@school.example"));

        assertThat(bench.keys()).containsExactly(ProblemProcess.CONFIRM);
    }

    @Test
    void twoAsksAndTenWorkingDaysCloseItAndItIsMarkedUnconfirmed() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.WRONG_PASSWORD, "提示密码错误");
        bench.answered("tencent", ProblemProcess.HANDLE, EXPLAINED);
        assertThat(bench.only().asks()).isEqualTo(1);

        assertThat(bench.toNextTimer()).isEqualTo(calendar.due(MONDAY, 5));
        assertThat(bench.only().asks()).isEqualTo(2);
        assertThat(bench.keys()).containsExactly(ProblemProcess.CONFIRM);
        assertThat(bench.only().state()).isEqualTo(State.ANSWERED);
        assertThat(bench.toNextTimer()).isEqualTo(calendar.due(MONDAY, 10));

        assertThat(bench.only().closedHow()).isEqualTo(ClosedHow.UNCONFIRMED);
        assertThat(bench.only().standing()).isEqualTo("未确认关闭");
        assertThat(bench.open()).isEmpty();
        assertThat(bench.allEnds())
                .containsExactly("EndEvent_PartnerAnswered", "EndEvent_Unconfirmed", "EndEvent_ClosedUnconfirmed");
        assertThat(bench.thread()).endsWith(What.ASKED_AGAIN, What.UNCONFIRMED);
        assertThat(bench.story()).contains("problem.askedAgain", "problem.closedUnconfirmed");
    }

    @Test
    void anAnswerAfterTheSecondAskStillCountsAndTheNextRoundBeginsWithItsOwnAsks() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.WRONG_PASSWORD, "提示密码错误");
        bench.answered("tencent", ProblemProcess.HANDLE, EXPLAINED);
        bench.toNextTimer();

        bench.complete(bench.schoolGroup, ProblemProcess.CONFIRM, Map.of("solved", "no", "reason", "还是提示密码错误"));

        assertThat(bench.keys()).containsExactly(ProblemProcess.HANDLE);
        assertThat(bench.only().asks()).isZero();
        bench.answered("tencent", ProblemProcess.HANDLE, EXPLAINED);
        assertThat(bench.only().asks()).isEqualTo(1);
        bench.complete(bench.schoolGroup, ProblemProcess.CONFIRM, Map.of("solved", "yes"));
        assertThat(bench.only().closedHow()).isEqualTo(ClosedHow.CONFIRMED);
    }

    @Test
    void nothingIsClosedUnconfirmedThatWasAskedOnlyOnce() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "登录时提示号码被冻结");
        bench.answered("tencent", ProblemProcess.HANDLE, EXPLAINED);

        assertThatThrownBy(() -> context.getBean(ProblemSilence.class)
                        .markUnconfirmed(bench.only().id()))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theTermIsTheOneOfTheTriageTableAndItsHolderIsWhoeverHasToAct() {
        ProblemBench bench = new ProblemBench(context);
        bench.opened(ProblemKind.DATA_INCOMPLETE, "通信地址缺少门牌号", "tencent");
        bench.answered(bench.schoolGroup, ProblemProcess.CORRECT, bench.corrected("term@school.example"));

        Deadline confirm =
                deadlines.openFor(bench.task(ProblemProcess.CONFIRM).taskId()).orElseThrow();
        assertThat(confirm.party()).isEqualTo(Deadline.Party.TENCENT);
        assertThat(jdbc.sql("select party from waiting_interval where case_id = ? and to_at is null")
                        .param(bench.file.id())
                        .query(String.class)
                        .list())
                .containsExactly("TENCENT");
    }

    @Test
    void tencentIsRemindedOnceOnTheMorningOfTheThirdWorkingDay() {
        ProblemBench bench = new ProblemBench(context);
        bench.raised(bench.schoolGroup, ProblemKind.WRONG_PASSWORD, "提示密码错误");
        mailOfTencent("remind@partner.example");

        clock.set(HandClock.instant("2026-11-25T10:00"));
        reminders.sweep();
        clock.set(HandClock.instant("2026-11-26T08:30"));
        reminders.sweep();
        List<String> before = lettersToTencent();

        clock.set(HandClock.instant("2026-11-26T09:00"));
        reminders.sweep();
        reminders.sweep();

        // one letter a day, whatever else Tencent is reminded of
        assertThat(lettersToTencent())
                .hasSize(before.size() + 1)
                .last()
                .asString()
                .contains(bench.file.organizationName());
        assertThat(jdbc.sql("select r.rung || ' ' || r.state from reminder r join deadline d on d.id = r.deadline_id"
                                + " where d.task_id = ? and r.due_at = ?")
                        .params(
                                bench.task(ProblemProcess.HANDLE).taskId(),
                                Timestamp.from(HandClock.instant("2026-11-26T09:00")))
                        .query(String.class)
                        .list())
                .containsExactly("T-2 SENT");
        assertThat(bench.keys()).containsExactly(ProblemProcess.HANDLE);
        mailOfTencent("");
    }

    private List<String> lettersToTencent() {
        return jdbc.sql("select subject || body from mail where recipient = 'remind@partner.example'"
                        + " and kind = 'reminder' order by id")
                .query(String.class)
                .list();
    }

    private void mailOfTencent(String email) {
        String id = people.of("tencent");
        engineIdentity.asSystem(() -> {
            User user = identities.createUserQuery().userId(id).singleResult();
            user.setEmail(email);
            identities.saveUser(user);
            return true;
        });
    }
}
