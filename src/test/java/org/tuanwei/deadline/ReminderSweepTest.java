package org.tuanwei.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyMap;
import static org.mockito.ArgumentMatchers.anySet;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;
import static org.tuanwei.deadline.DeadlineBench.REGISTER;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.mail.UnsafeMail;
import org.tuanwei.organization.Organization;

class ReminderSweepTest {

    private final DeadlineBench bench = new DeadlineBench();
    private final List<String> owners = new ArrayList<>(List.of("wang@school.example"));
    private final List<String> superiors = new ArrayList<>(List.of("unit@province.example"));

    @BeforeEach
    void someoneToWriteTo() {
        bench.beans.addBean("addressees", (ReminderAddressees)
                (deadline, addressee) -> addressee == Addressee.OWNER ? owners : superiors);
    }

    @Test
    void eachRungLeavesOnceAtItsTime() {
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-09T08:59");
        assertThat(bench.node().sweep()).isZero();

        bench.clock.set("2012-03-09T09:00");
        assertThat(bench.node().sweep()).isEqualTo(1);
        assertThat(bench.node().sweep()).isZero();
        bench.clock.set("2012-03-13T09:00");
        assertThat(bench.node().sweep()).isEqualTo(1);
        bench.clock.set("2012-03-15T09:00");
        assertThat(bench.node().sweep()).isEqualTo(2);
        bench.clock.set("2012-03-19T09:00");
        assertThat(bench.node().sweep())
                .as("to the level above, with supervision")
                .isEqualTo(1);
        bench.clock.advance(Duration.ofDays(30));
        assertThat(bench.node().sweep()).isZero();

        assertThat(bench.mails())
                .containsExactly(
                        "wang@school.example 【提醒】本单位：注册基本信息，还剩 3 个工作日",
                        "wang@school.example 【提醒】本单位：注册基本信息，还剩 1 个工作日",
                        "wang@school.example 【逾期】本单位：注册基本信息，逾期 1 个工作日",
                        "unit@province.example 【逾期】本单位：注册基本信息，逾期 1 个工作日",
                        "unit@province.example 【逾期】本单位：注册基本信息，逾期 3 个工作日");
    }

    @Test
    void nothingLeavesAtNightOrOnADayOff() {
        bench.enter("t1", REGISTER);
        for (String rest : List.of(
                "2012-03-09T20:00",
                "2012-03-09T23:59",
                "2012-03-10T10:00",
                "2012-03-11T15:00",
                "2012-03-12T07:59",
                "2012-04-03T10:00")) {
            bench.clock.set(rest);
            assertThat(bench.node().sweep()).as(rest).isZero();
        }
        assertThat(bench.mails()).isEmpty();

        bench.clock.set("2012-03-31T10:00");
        assertThat(bench.node().sweep()).as("make-up Saturday").isPositive();
    }

    @Test
    void fourNodesAtOnceSendEachRungOnceAndNobodyTwoMails() throws Exception {
        bench.beans.addBean("own", (ReminderAddressees) (deadline, addressee) -> addressee == Addressee.OWNER
                ? List.of("head" + deadline.taskId().hashCode() % 20 + "@s.example")
                : List.of());
        owners.clear();
        for (int i = 0; i < 60; i++) {
            bench.enter("task-" + i, REGISTER);
        }
        bench.clock.set("2012-03-15T09:00");
        sweepAtOnce();

        assertThat(mailsTo("unit@province.example")).singleElement().asString().contains("60 件事项逾期");
        assertThat(bench.jdbc
                        .sql("select count(*) - count(distinct recipient) from mail")
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(count("reminder where rung = 'T+1' and state = 'SENT'")).isEqualTo(120);

        bench.clock.set("2012-03-19T09:00");
        sweepAtOnce();
        verify(bench.workflow, times(60)).correlate(eq("supervision.opened"), eq(7L), eq("310000"), anyMap());
    }

    private void sweepAtOnce() throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Integer>> sweeps = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                sweeps.add(bench.node()::sweep);
            }
            for (Future<Integer> node : nodes.invokeAll(sweeps)) {
                node.get();
            }
        } finally {
            nodes.shutdown();
        }
        bench.node().sweep();
    }

    @Test
    void severalRemindersOfOnePersonOnOneDayAreOneMailWithAListAndLinks() {
        bench.enter("t1", REGISTER);
        bench.enter("t2", "account-opening.Task_FilePlan");
        bench.enter("t3", "avatar-setup.Task_Upload");
        superiors.set(0, "WANG@school.example");
        bench.clock.set("2012-03-15T09:00");

        assertThat(bench.node().sweep()).isEqualTo(1);

        String body = bodyTo("wang@school.example");
        assertThat(bench.mails()).singleElement().asString().startsWith("wang@school.example 【逾期】4 件事项");
        assertThat(body)
                .contains("今天有 4 件事项提醒您", "请办理（2 件）", "下级尚未办结，请督促（2 件）", "1. 本单位“", "2. 本单位“")
                .contains("期限：2012年3月14日（星期三）24:00 前，系统默认（A4）", "https://tuanwei.example/cases/7")
                .contains("https://tuanwei.example/desk");
    }

    @Test
    void whatComesUpAfterTheDaysMailHasLeftWaitsForTheNextMorning() {
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-09T09:00");
        bench.node().sweep();
        bench.enter("t2", REGISTER);
        bench.jdbc
                .sql("update reminder set due_at = ?, next_try_at = due_at where rung = 'T-3' and state = 'PENDING'")
                .param(java.sql.Timestamp.from(bench.clock.instant()))
                .update();
        bench.jdbc
                .sql("update reminder set next_try_at = due_at where state = 'PENDING'")
                .update();

        assertThat(bench.node().sweep()).as("the mail waits still: it is added").isEqualTo(1);
        assertThat(bench.mails()).containsExactly("wang@school.example 【提醒】2 件事项临近到期");

        bench.jdbc.sql("update mail set state = 'SENT', sent_at = now()").update();
        bench.enter("t3", REGISTER);
        bench.jdbc
                .sql("update reminder set due_at = ?, next_try_at = ? where rung = 'T-3' and state = 'PENDING'")
                .params(java.sql.Timestamp.from(bench.clock.instant()), java.sql.Timestamp.from(bench.clock.instant()))
                .update();
        assertThat(bench.node().sweep()).isZero();
        assertThat(bench.mails()).hasSize(1);
        bench.clock.set("2012-03-12T09:00");
        assertThat(bench.node().sweep()).isEqualTo(1);
        assertThat(bench.mails()).hasSize(2);
    }

    @Test
    void aReminderThatHasNotLeftIsTakenBackWhenItsTaskEnds() {
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-09T09:00");
        bench.node().sweep();

        bench.leave("t1", REGISTER, true);

        assertThat(count("mail where state = 'WITHDRAWN'")).isEqualTo(1);
        assertThat(count("reminder_line where state = 'WITHDRAWN'")).isEqualTo(1);
    }

    @Test
    void aMailThatHoldsOtherThingsTooGoesWithoutTheOneThatIsDone() {
        bench.enter("t1", REGISTER);
        bench.enter("t2", REGISTER);
        bench.clock.set("2012-03-09T09:00");
        bench.node().sweep();
        assertThat(bench.mails()).containsExactly("wang@school.example 【提醒】2 件事项临近到期");

        bench.leave("t1", REGISTER, true);

        assertThat(bench.mails()).containsExactly("wang@school.example 【提醒】本单位：注册基本信息，还剩 3 个工作日");
        assertThat(count("mail where state = 'QUEUED'")).isEqualTo(1);
    }

    @Test
    void aMailThatHasLeftIsLeftAlone() {
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-09T09:00");
        bench.node().sweep();
        bench.jdbc.sql("update mail set state = 'SENT', sent_at = now()").update();

        bench.leave("t1", REGISTER, true);

        assertThat(count("mail where state = 'SENT'")).isEqualTo(1);
        assertThat(count("reminder_line where state = 'QUEUED'")).isEqualTo(1);
    }

    @Test
    void whatTheTableOnlyListsIsWrittenToNobody() {
        bench.enter("t1", "contact-row.Task_Confirm");
        bench.clock.set("2012-03-15T09:00");

        assertThat(bench.node().sweep()).as("the school itself").isEqualTo(1);
        assertThat(count("reminder where addressee = 'SUPERIOR' and state = 'LISTED'"))
                .isEqualTo(1);
        assertThat(mailsTo("unit@province.example")).isEmpty();
    }

    @Test
    void aNodeThatDiesWithRungsInItsHandsIsReplacedAndNobodyIsWrittenToBefore() {
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-09T09:00");
        assertThat(bench.node().claim()).as("the node that is going to die").hasSize(1);
        bench.enter("t2", REGISTER);
        bench.jdbc
                .sql("update reminder set due_at = ?, next_try_at = ? where rung = 'T-3' and attempts = 0")
                .params(java.sql.Timestamp.from(bench.clock.instant()), java.sql.Timestamp.from(bench.clock.instant()))
                .update();
        assertThat(bench.node().sweep())
                .as("one line is still in the dead node's hands")
                .isZero();
        assertThat(bench.mails()).isEmpty();

        bench.clock.advance(ReminderSweep.LEASE);
        assertThat(bench.node().sweep()).isEqualTo(1);
        assertThat(bench.mails()).containsExactly("wang@school.example 【提醒】2 件事项临近到期");
    }

    @Test
    void aNodeThatDiesBetweenMailAndLineLeavesNeitherBehind() {
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-09T09:00");
        Outbox half = bench.outbox();
        Outbox dying = mock(Outbox.class);
        org.mockito.Mockito.doAnswer(call -> {
                    half.enqueue(call.getArgument(0, MailRequest.class), Set.of());
                    throw new NodeDied();
                })
                .when(dying)
                .enqueue(any(MailRequest.class), anySet());
        assertThatThrownBy(() -> bench.node(dying).sweep()).isInstanceOf(NodeDied.class);
        assertThat(bench.mails()).isEmpty();
        assertThat(bench.states()).contains("T-3/OWNER ADDRESSED");

        assertThat(bench.node().sweep()).isEqualTo(1);
        assertThat(bench.mails()).hasSize(1);
        assertThat(bench.node().sweep()).isZero();
    }

    @Test
    void aMailThatAlwaysFailsIsGivenUpAndHoldsNobodyBack() {
        bench.enter("bad", REGISTER);
        Outbox broken = mock(Outbox.class);
        doThrow(new IllegalStateException("always")).when(broken).enqueue(any(MailRequest.class), anySet());
        bench.clock.set("2012-03-09T09:00");
        for (int tries = 0; tries < 5; tries++) {
            assertThat(bench.node(broken).sweep()).isZero();
            bench.clock.advance(Duration.ofMinutes(10));
        }
        assertThat(bench.node(broken).sweep()).isZero();

        assertThat(bench.states()).startsWith("T-3/OWNER FAILED, T-1/OWNER PENDING");
    }

    @Test
    void aRungThatCannotBeSettledIsGivenUpAndHoldsNobodyBack() {
        bench.beans.addBean("picky", (ReminderAddressees) (deadline, addressee) -> {
            if (deadline.taskId().equals("bad")) {
                throw new IllegalStateException("no organisation");
            }
            return List.of();
        });
        bench.enter("bad", REGISTER);
        bench.enter("good", REGISTER);
        bench.clock.set("2012-03-09T09:00");
        assertThat(bench.node().sweep()).isEqualTo(1);
        for (int tries = 0; tries < 5; tries++) {
            bench.clock.advance(Duration.ofMinutes(10));
            assertThat(bench.node().sweep()).isZero();
        }
        assertThat(bench.states()).contains("T-3/OWNER FAILED", "T-3/OWNER SENT");
    }

    private int count(String what) {
        return bench.jdbc
                .sql("select count(*) from " + what)
                .query(Integer.class)
                .single();
    }

    private List<String> mailsTo(String recipient) {
        return bench.mails().stream()
                .filter(mail -> mail.startsWith(recipient + " "))
                .toList();
    }

    @Test
    void aFinishedTaskIsNotRemindedOf() {
        bench.enter("t1", REGISTER);
        bench.leave("t1", REGISTER, true);
        bench.clock.set("2012-03-15T09:00");

        assertThat(bench.node().sweep()).isZero();
        assertThat(bench.mails()).isEmpty();
    }

    @Test
    void afterALongRestOnlyTheLatestRungSpeaks() {
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-16T09:00");

        assertThat(bench.node().sweep()).isEqualTo(2);

        assertThat(bench.states())
                .isEqualTo("T-3/OWNER SKIPPED, T-1/OWNER SKIPPED, T+1/OWNER SENT, T+1/SUPERIOR SENT,"
                        + " T+3/SUPERIOR PENDING");
        assertThat(bench.mails())
                .containsExactlyInAnyOrder(
                        "wang@school.example 【逾期】本单位：注册基本信息，逾期 2 个工作日",
                        "unit@province.example 【逾期】本单位：注册基本信息，逾期 2 个工作日");
    }

    @Test
    void severalAddressesGetOneMailEachAndADoubleOneOnlyOne() {
        owners.addAll(List.of("li@school.example", "WANG@school.example"));
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-09T09:00");

        assertThat(bench.node().sweep()).isEqualTo(2);
        assertThat(bench.mails()).hasSize(2);
    }

    @Test
    void aRungThatNobodyCanReceiveIsMarked() {
        owners.clear();
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-09T09:00");

        assertThat(bench.node().sweep()).isZero();
        assertThat(bench.states()).startsWith("T-3/OWNER UNADDRESSED");
    }

    @Test
    void anAddressThatIsNoneDoesNotKeepTheOthersFromTheirMail() {
        owners.add(0, "no address");
        Outbox picky = mock(Outbox.class);
        doThrow(new UnsafeMail("收件人不是有效的邮箱地址，邮件未登记"))
                .when(picky)
                .enqueue(
                        org.mockito.ArgumentMatchers.argThat(
                                mail -> mail != null && mail.recipient().contains(" ")),
                        anySet());
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-09T09:00");

        assertThat(bench.node(picky).sweep()).isEqualTo(1);
    }

    @Test
    void theMailSaysWhatIsDueWhenOnWhoseWordAndWhere() {
        bench.beans.addBean("fresh", (ReminderText) (deadline, addressee, address) -> addressee == Addressee.OWNER
                ? Optional.of(new ReminderText.Paragraph("新的取号链接：{{late:link:5}}", Set.of("5")))
                : Optional.empty());
        bench.localDeadlines.name("310000", REGISTER, java.time.LocalDate.of(2012, 3, 14), "关于转发微博体系建设通知的通知", "A6");
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-09T09:00");
        bench.node().sweep();

        assertThat(bench.jdbc.sql("select body from mail").query(String.class).single())
                .contains(
                        "待办“注册基本信息”还剩 3 个工作日，请按时办理",
                        "期限：2012年3月14日（星期三）24:00 前",
                        "期限来源：通知要求（《关于转发微博体系建设通知的通知》A6）",
                        "新的取号链接：{{late:link:5}}",
                        "https://tuanwei.example/cases/7",
                        "请联系团中央学校部");
    }

    @Test
    void theOwnerIsToldWhichUnitToAskAndTheUnitWhoseTaskIsLate() {
        organization("4131010277", Organization.Kind.SCHOOL, "上海体育大学");
        organization("310000", Organization.Kind.UNIT, "共青团上海市委");
        bench.enter("t1", REGISTER);
        bench.clock.set("2012-03-16T09:00");
        bench.node().sweep();

        assertThat(bodyTo("wang@school.example"))
                .contains("上海体育大学的待办“注册基本信息”逾期 2 个工作日，请尽快办理。", "请联系共青团上海市委。", "期限来源：系统默认（A4）");
        assertThat(bodyTo("unit@province.example")).contains("尚未办结，请了解情况并督促办理", "请联系团中央学校部。");
    }

    private void organization(String code, Organization.Kind kind, String name) {
        Organization organization = mock(Organization.class);
        when(organization.name()).thenReturn(name);
        when(organization.kind()).thenReturn(kind);
        when(organization.unitCode()).thenReturn("310000");
        when(bench.organizations.byCode(code)).thenReturn(Optional.of(organization));
    }

    private String bodyTo(String recipient) {
        return bench.jdbc
                .sql("select body from mail where recipient = :recipient")
                .param("recipient", recipient)
                .query(String.class)
                .single();
    }

    @Test
    void remindersThatTheMailServerHeldUpWaitForTheNextMorning() {
        ReminderHours hours = new ReminderHours(bench.calendar);
        assertThat(hours.notBefore("reminder", org.tuanwei.testing.HandClock.instant("2012-03-09T19:59")))
                .isEmpty();
        assertThat(hours.notBefore("reminder", org.tuanwei.testing.HandClock.instant("2012-03-09T20:00")))
                .contains(org.tuanwei.testing.HandClock.instant("2012-03-12T09:00"));
        assertThat(hours.notBefore("receipt", org.tuanwei.testing.HandClock.instant("2012-03-09T23:00")))
                .isEmpty();
    }

    /** What a killed node looks like to a transaction: nothing that anybody catches. */
    private static class NodeDied extends Error {
        private static final long serialVersionUID = 1L;
    }
}
