package org.tuanwei.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.contact.Contacts;
import org.tuanwei.credential.Credential.State;
import org.tuanwei.credential.PickupLink.Standing;
import org.tuanwei.credential.PickupService.Answer;
import org.tuanwei.deadline.ReminderSweep;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.MovableClock;

/** Every end of credential-delivery, and every way round, with the real services on a real database. */
@EngineTest
class CredentialDeliveryProcessTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private IssueService issues;

    @Autowired
    private Contacts contacts;

    @Autowired
    private EndedCases ended;

    @Autowired
    private ReminderSweep reminders;

    @Autowired
    private WorkingCalendar calendar;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    @AfterEach
    void backToToday() {
        clock.back();
    }

    @Test
    void fromTencentsEntryToTheChangedPassword() {
        DeliveryBench bench = new DeliveryBench(context, "110000").issued("2100001", "geheim-A1");
        assertThat(bench.open()).containsExactly(CredentialProcess.AWAIT_PICK_UP);

        Answer answer = bench.pickedUp();

        assertThat(answer).isInstanceOfSatisfying(Answer.Revealed.class, revealed -> {
            assertThat(revealed.qqNumber()).isEqualTo("2100001");
            assertThat(new String(revealed.password(), StandardCharsets.UTF_8)).isEqualTo("geheim-A1");
        });
        assertThat(bench.open()).containsExactly(CredentialProcess.CONFIRM);
        bench.complete(CredentialProcess.CONFIRM, bench.ownerGroup, Map.of("outcome", "changed"));
        assertThat(bench.ends()).containsExactly("EndEvent_Delivered");
        assertThat(bench.running()).isFalse();
        assertThat(bench.credential().orElseThrow().state()).isEqualTo(State.DELIVERED);
        assertThat(bench.story())
                .containsSubsequence(
                        "credential.entered",
                        "credential.linkSent",
                        "credential.pickedUp",
                        "credential.confirmed",
                        "credential.wiped");
    }

    @Test
    void dataThatWillNotDoEndTheDeliveryWithAnError() {
        DeliveryBench bench = new DeliveryBench(context, "120000");
        HumanTask task = bench.task(CredentialProcess.ISSUE);

        bench.people.run("tencent", () -> issues.object(task, "DATA_INCOMPLETE", "通信地址缺少门牌号"));

        assertThat(bench.ends()).containsExactly("EndEvent_DataUnusable");
        assertThat(bench.credential()).isEmpty();
    }

    @Test
    void theFormAloneCompletesNothing() {
        DeliveryBench bench = new DeliveryBench(context, "130000");

        assertThatThrownBy(() -> bench.complete(CredentialProcess.ISSUE, "tencent", Map.of()))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("还没有登记号码与初始密码");
        assertThat(bench.open()).containsExactly(CredentialProcess.ISSUE);
    }

    @Test
    void silenceBecomesAProblemAndAPickUpStillSettlesIt() {
        DeliveryBench bench = new DeliveryBench(context, "140000").issued("2100002", "geheim-A2");

        clock.runAhead(Duration.ofDays(12));
        bench.sent();

        assertThat(bench.ends()).containsExactly("EndEvent_SilenceReported");
        assertThat(bench.open())
                .contains(CredentialProcess.AWAIT_PICK_UP)
                .anyMatch(key -> key.startsWith("partner-problem."));
        // the link has expired meanwhile: a fresh one is asked for on the public page
        assertThat(bench.pickups.look(bench.newestToken())).isEqualTo(Standing.EXPIRED);
        bench.pickups.resend(bench.newestToken());
        bench.sent();
        assertThat(bench.pickedUp()).isInstanceOf(Answer.Revealed.class);
        assertThat(bench.open()).containsExactly(CredentialProcess.CONFIRM);
    }

    @Test
    void aBounceAsksForTheRightAddressAndSendsAgain() {
        DeliveryBench bench = new DeliveryBench(context, "150000").issued("2100003", "geheim-A3");

        bench.bounced();

        assertThat(bench.open()).containsExactly(CredentialProcess.CORRECT_ADDRESS);
        assertThatThrownBy(() -> bench.correctedTo(bench.email()))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("被退回过");
        bench.correctedTo("right150000@unit.example");
        assertThat(bench.open()).containsExactly(CredentialProcess.AWAIT_PICK_UP);
        assertThat(bench.mails("right150000@unit.example"))
                .filteredOn(mail -> mail.contains("/pickup/"))
                .hasSize(1);
        assertThat(bench.pickedUp()).isInstanceOf(Answer.Revealed.class);
    }

    @Test
    void anAddressCorrectedElsewhereBringsTheDeliveryOnToo() {
        DeliveryBench bench = new DeliveryBench(context, "210000").issued("2100004", "geheim-A4");
        bench.bounced();

        contacts.correct(bench.file.organizationId(), DeliveryBench.details("right210000@unit.example"), "电话核实");
        bench.sent();

        assertThat(bench.open()).containsExactly(CredentialProcess.AWAIT_PICK_UP);
        assertThat(bench.mails("right210000@unit.example")).anyMatch(mail -> mail.contains("/pickup/"));
    }

    @Test
    void anAddressCorrectedWhileTheSchoolIsAwaitedGetsALinkOfItsOwn() {
        DeliveryBench bench = new DeliveryBench(context, "220000").issued("2100005", "geheim-A5");

        contacts.correct(bench.file.organizationId(), DeliveryBench.details("right220000@unit.example"), "电话核实");
        bench.sent();

        assertThat(bench.open()).containsExactly(CredentialProcess.AWAIT_PICK_UP);
        assertThat(bench.mails("right220000@unit.example")).anyMatch(mail -> mail.contains("/pickup/"));
    }

    @Test
    void afterThreeResendsAFourthBounceIsAProblemAndTheCorrectedAddressSolvesIt() {
        DeliveryBench bench = new DeliveryBench(context, "230000").issued("2100006", "geheim-A6");
        for (int i = 1; i <= 3; i++) {
            bench.bounced();
            assertThat(bench.open()).containsExactly(CredentialProcess.CORRECT_ADDRESS);
            bench.correctedTo("wrong230000-" + i + "@unit.example");
        }

        bench.bounced();

        assertThat(bench.open()).containsExactly("partner-problem.Task_SchoolCorrect");
        assertThat(bench.credential().orElseThrow().state()).isEqualTo(State.SEALED);
        contacts.correct(bench.file.organizationId(), DeliveryBench.details("right230000@unit.example"), "电话核实");
        bench.sent();
        assertThat(bench.open()).contains(CredentialProcess.AWAIT_PICK_UP);
        assertThat(bench.mails("right230000@unit.example")).anyMatch(mail -> mail.contains("/pickup/"));
    }

    @Test
    void whoHasNotPickedUpIsRemindedOnTheThirdWorkingDayWithAFreshLink() {
        clock.set(HandClock.instant("2026-11-23T10:00"));
        DeliveryBench bench = new DeliveryBench(context, "660000").issued("2100021", "geheim-R1");

        clock.set(HandClock.instant("2026-11-25T10:00"));
        reminders.sweep();
        List<String> before = bench.sent().remindedOf();
        clock.set(HandClock.instant("2026-11-26T08:30"));
        reminders.sweep();
        assertThat(bench.sent().remindedOf()).isEqualTo(before);
        clock.set(HandClock.instant("2026-11-26T09:00"));
        reminders.sweep();
        reminders.sweep();
        List<String> after = bench.sent().remindedOf();

        assertThat(after).hasSize(before.size() + 1).doesNotHaveDuplicates().doesNotContain(bench.newestToken());
        assertThat(bench.open()).containsExactly(CredentialProcess.AWAIT_PICK_UP);
        assertThat(bench.pickups.fetch(after.get(after.size() - 1), DeliveryBench.PHRASE))
                .isInstanceOf(Answer.Revealed.class);
    }

    @Test
    void afterFiveWorkingDaysSilenceIsAProblemAndAfterEightTheLevelAboveIsAsked() {
        Instant monday = HandClock.instant("2026-11-23T10:00");
        clock.set(monday);
        DeliveryBench bench = new DeliveryBench(context, "660000").issued("2100024", "geheim-R4");

        assertThat(bench.toNextTimer()).isEqualTo(calendar.due(monday, 5));
        assertThat(bench.open())
                .containsExactlyInAnyOrder(CredentialProcess.AWAIT_PICK_UP, "partner-problem.Task_SchoolCorrect");
        assertThat(bench.toNextTimer()).isEqualTo(calendar.due(monday, 8));
        assertThat(bench.open()).contains("partner-problem.Task_PressOwner");

        bench.pickups.resend(bench.newestToken());
        bench.sent().pickedUp();
        assertThat(bench.open())
                .as("a late pick-up takes both questions away")
                .containsExactly(CredentialProcess.CONFIRM);
    }

    @Test
    void anAddressThatCameBackAndIsReadAfterAllGetsTheLinkOnceMore() {
        DeliveryBench bench = new DeliveryBench(context, "120000").issued("2100022", "geheim-R2");
        assertThat(bench.tokens()).hasSize(1);
        bench.bounced();
        assertThat(bench.open()).containsExactly(CredentialProcess.CORRECT_ADDRESS);
        assertThat(bench.tokens()).hasSize(1);

        bench.proved();

        assertThat(bench.open()).containsExactly(CredentialProcess.AWAIT_PICK_UP);
        assertThat(bench.tokens()).hasSize(2).doesNotHaveDuplicates();
        assertThat(bench.pickedUp()).isInstanceOf(Answer.Revealed.class);
    }

    @Test
    void whatTheOwnerSaysReachesTencentInItsOwnWordsAndUnderItsName() {
        DeliveryBench bench = new DeliveryBench(context, "130000").issued("2100023", "geheim-R3");
        bench.pickedUp();
        assertThatThrownBy(() -> bench.complete(
                        CredentialProcess.CONFIRM,
                        bench.ownerGroup,
                        Map.of("outcome", "wrongPassword", "reason", "用密码 Geheim2026x 登录不上")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("似乎写有密码");

        bench.complete(
                CredentialProcess.CONFIRM,
                bench.ownerGroup,
                Map.of("outcome", "wrongPassword", "reason", "11月23日上午登录，提示密码不正确，可打 19900000001"));
        bench.sent();

        assertThat(jdbc.sql("select text, opened_by_party, opened_by from problem where case_id = ?")
                        .param(bench.file.id())
                        .query((row, n) -> List.of(row.getString(1), row.getString(2), row.getString(3)))
                        .single())
                .containsExactly("11月23日上午登录，提示密码不正确，可打 199****01", "PROVINCE", bench.people.of(bench.ownerGroup));
    }

    @Test
    void aWrongPasswordGoesToTencentWhoEntersItAnew() {
        DeliveryBench bench = new DeliveryBench(context, "310000").issued("2100007", "geheim-A7");
        bench.pickedUp();
        bench.complete(
                CredentialProcess.CONFIRM, bench.ownerGroup, Map.of("outcome", "wrongPassword", "reason", "提示密码错误"));
        bench.sent();
        assertThat(bench.open()).containsExactly(CredentialProcess.PARTNER_HANDLE);
        HumanTask handle = bench.task(CredentialProcess.PARTNER_HANDLE);

        bench.people.run("tencent", () -> issues.issue(handle, "2100007", "geheim-B7", "geheim-B7"));
        bench.sent();

        assertThat(bench.open())
                .contains(CredentialProcess.AWAIT_PICK_UP)
                .doesNotContain(CredentialProcess.PARTNER_HANDLE);
        assertThat(bench.pickedUp()).isInstanceOfSatisfying(Answer.Revealed.class, revealed -> assertThat(
                        new String(revealed.password(), StandardCharsets.UTF_8))
                .isEqualTo("geheim-B7"));
        bench.complete(CredentialProcess.CONFIRM, bench.ownerGroup, Map.of("outcome", "changed"));
        assertThat(bench.ends()).containsExactly("EndEvent_Delivered");
    }

    @Test
    void fiveWrongPhrasesLockEveryLinkAndTencentHasToEnterThePasswordAnew() {
        DeliveryBench bench = new DeliveryBench(context, "320000").issued("2100008", "geheim-A8");
        bench.complete(CredentialProcess.AWAIT_PICK_UP, bench.ownerGroup, Map.of("request", "resend"));
        bench.sent();
        List<String> tokens = bench.tokens();
        assertThat(tokens).hasSize(2).doesNotHaveDuplicates();

        for (int i = 0; i < 4; i++) {
            assertThat(bench.pickups.fetch(tokens.get(i % 2), "错误口令" + i)).isEqualTo(new Answer.WrongPhrase(4 - i));
        }
        assertThat(bench.pickups.fetch(tokens.get(0), "错误口令五")).isEqualTo(new Answer.Closed(Standing.LOCKED));

        assertThat(bench.pickups.fetch(tokens.get(1), DeliveryBench.PHRASE))
                .isEqualTo(new Answer.Closed(Standing.LOCKED));
        bench.sent();
        assertThat(bench.open()).containsExactly(CredentialProcess.PARTNER_HANDLE);
        assertThat(bench.credential().orElseThrow().state()).isEqualTo(State.WIPED);
        HumanTask handle = bench.task(CredentialProcess.PARTNER_HANDLE);
        bench.people.run("tencent", () -> issues.issue(handle, "2100008", "geheim-B8", "geheim-B8"));
        bench.sent();
        assertThat(bench.pickedUp()).isInstanceOf(Answer.Revealed.class);
    }

    @Test
    void whoSaysNotMeLocksTheLinkAtOnce() {
        DeliveryBench bench = new DeliveryBench(context, "330000").issued("2100009", "geheim-A9");

        assertThat(bench.pickups.disown(bench.newestToken())).isEqualTo(Standing.LOCKED);
        bench.sent();

        assertThat(bench.open()).containsExactly(CredentialProcess.PARTNER_HANDLE);
        assertThat(bench.pickups.fetch(bench.newestToken(), DeliveryBench.PHRASE))
                .isEqualTo(new Answer.Closed(Standing.LOCKED));
    }

    @Test
    void aPickUpWhileTheAddressIsBeingCorrectedIsNotLost() {
        DeliveryBench bench = new DeliveryBench(context, "340000").issued("2100010", "geheim-C1");
        String token = bench.newestToken();
        bench.bounced();
        assertThat(bench.open()).containsExactly(CredentialProcess.CORRECT_ADDRESS);

        assertThat(bench.pickups.fetch(token, DeliveryBench.PHRASE)).isInstanceOf(Answer.Revealed.class);
        bench.sent();
        bench.sent();

        assertThat(bench.open()).containsExactly(CredentialProcess.CONFIRM);
    }

    @Test
    void aPickUpBetweenTwoLettersIsNotLost() {
        DeliveryBench bench = new DeliveryBench(context, "350000").issued("2100011", "geheim-C2");
        String token = bench.newestToken();
        bench.complete(CredentialProcess.AWAIT_PICK_UP, bench.ownerGroup, Map.of("request", "resend"));

        assertThat(bench.pickups.fetch(token, DeliveryBench.PHRASE)).isInstanceOf(Answer.Revealed.class);
        bench.sent();
        bench.sent();

        assertThat(bench.open()).containsExactly(CredentialProcess.CONFIRM);
        assertThat(bench.tokens()).containsExactly(token);
    }

    @Test
    void theOwnerMaySayThatTheAddressIsWrong() {
        DeliveryBench bench = new DeliveryBench(context, "360000").issued("2100012", "geheim-C3");

        bench.complete(CredentialProcess.AWAIT_PICK_UP, bench.ownerGroup, Map.of("request", "newAddress"));

        assertThat(bench.open()).containsExactly(CredentialProcess.CORRECT_ADDRESS);
        bench.correctedTo("right360000@unit.example");
        assertThat(bench.open()).containsExactly(CredentialProcess.AWAIT_PICK_UP);
    }

    @Test
    void aSettledProblemLeadsBackToTheConfirmation() {
        DeliveryBench bench = new DeliveryBench(context, "370000").issued("2100013", "geheim-C4");
        bench.pickedUp();
        bench.complete(CredentialProcess.CONFIRM, bench.ownerGroup, Map.of("outcome", "frozen", "reason", "登录提示冻结"));
        bench.sent();
        bench.complete(
                CredentialProcess.PARTNER_HANDLE, "tencent", Map.of("action", "unfrozen", "answer", "号码已解冻，请重试"));
        bench.sent();
        bench.complete("partner-problem.Task_Confirm", bench.ownerGroup, Map.of("solved", "yes"));
        bench.sent();

        assertThat(bench.open()).containsExactly(CredentialProcess.CONFIRM);
        bench.complete(CredentialProcess.CONFIRM, bench.ownerGroup, Map.of("outcome", "changed"));
        assertThat(bench.ends()).containsExactly("EndEvent_Delivered");
    }

    @Test
    void whatNobodyWillFetchAnyMoreIsWiped() {
        DeliveryBench bench = new DeliveryBench(context, "410000").issued("2100014", "geheim-C5");
        String token = bench.newestToken();
        context.getBean(org.tuanwei.casefile.CaseFiles.class).end(bench.file.id(), "单位撤并");

        assertThat(ended.wipe()).isPositive();

        assertThat(bench.credential().orElseThrow().state()).isEqualTo(State.WIPED);
        assertThat(bench.pickups.fetch(token, DeliveryBench.PHRASE)).isEqualTo(new Answer.Closed(Standing.EXPIRED));
    }
}
