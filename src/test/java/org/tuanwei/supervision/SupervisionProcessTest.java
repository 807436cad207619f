package org.tuanwei.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.QueuedMessages;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.Organizations;
import org.tuanwei.supervision.Supervision.State;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Walks supervision to each of its end events, around the make-up weekend of the notice's spring. */
@EngineTest
class SupervisionProcessTest {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final LocalDate FRIDAY = LocalDate.of(2012, 3, 30);

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private Supervisions supervisions;

    @Autowired
    private SupervisionOpening opening;

    @Autowired
    private SupervisionService service;

    @Autowired
    private SupervisionEndings endings;

    @Autowired
    private Lapses lapses;

    @Autowired
    private Answers answers;

    @Autowired
    private Waitings waitings;

    @Autowired
    private SupervisionStory story;

    @Autowired
    private Organizations organizations;

    @Autowired
    private OrganizationChanges tree;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Workflow workflow;

    @Autowired
    private QueuedMessages queue;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    private SupervisionStage stage;
    private Organization school;

    @BeforeEach
    void beforeTheMakeUpWeekend() {
        stage = beans.createBean(SupervisionStage.class);
        clock.set(at(FRIDAY, 10));
        school = stage.school();
    }

    @AfterEach
    void today() {
        clock.back();
    }

    private static Instant at(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).atZone(ZONE).toInstant();
    }

    @Test
    void a_unit_answers_twice_and_is_struck_off_at_EndEvent_Closed() {
        Organization unit = organizations.require("540000");
        Supervision supervision = stage.proposed(unit);
        assertThat(supervision.state()).isEqualTo(State.AUTHORIZING);
        assertThat(supervision.number()).isNull();
        stage.complete(supervision, "centre-lead", Map.of("decision", "return", "reason", "请写明登记的最后日期"));
        assertThat(supervisions.get(supervision.id()).returnReason()).isEqualTo("请写明登记的最后日期");
        stage.complete(
                supervision, "centre-staff", Map.of("decision", "approve", "demand", "请在下发后五个工作日内登记", "termDays", "5"));
        stage.complete(supervision, "centre-lead", Map.of("decision", "approve"));
        assertThat(supervisions.get(supervision.id()).state()).isEqualTo(State.ISSUING);
        jobs.runDue(supervision.key());

        Supervision issued = supervisions.get(supervision.id());
        assertThat(issued.title()).matches("团中央督〔2012〕\\d+号");
        // Saturday and Sunday are working days, Monday to Wednesday are off
        assertThat(issued.dueOn()).isEqualTo(LocalDate.of(2012, 4, 9));
        stage.complete(issued, "province-540000-lead", Map.of());
        Deadline deadline = deadlines.openFor(stage.task(issued).taskId()).orElseThrow();
        assertThat(deadline.origin()).isEqualTo("通知要求（《" + issued.title() + "》E0）");
        assertThat(deadline.dueAt()).isEqualTo(at(LocalDate.of(2012, 4, 10), 0));
        assertThat(jdbc.sql("select rung || ' ' || addressee || ' ' || light from reminder where deadline_id = ?")
                        .param(deadline.id())
                        .query(String.class)
                        .list())
                .contains("T-3 OWNER YELLOW", "T+1 OWNER RED", "T+2 SUPERIOR RED")
                .doesNotContain("T+1 SUPERIOR RED");

        stage.answer(issued, "province-540000-lead");
        stage.complete(
                issued, "supervisor-CN", Map.of("decision", "return", "verdict", "只登记了一半，请继续", "reworkDays", "3"));
        jobs.runDue(issued.key());
        assertThat(supervisions.get(issued.id())).satisfies(again -> {
            assertThat(again.state()).isEqualTo(State.HANDLING);
            assertThat(again.dueOn()).isEqualTo(LocalDate.of(2012, 4, 5));
        });
        stage.answer(issued, "province-540000-lead");
        stage.complete(issued, "centre-staff", Map.of("decision", "approve", "verdict", "已全部登记，同意销号"));
        assertThat(supervisions.get(issued.id()).state()).isEqualTo(State.CLOSED);
        jobs.runDue(issued.key());

        assertThat(stage.endOf(issued)).isEqualTo("EndEvent_Closed");
        assertThat(answers.ofRounds(issued.id()))
                .extracting(Answer::round, Answer::accepted, Answer::verdict)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(2, true, "已全部登记，同意销号"),
                        org.assertj.core.groups.Tuple.tuple(1, false, "只登记了一半，请继续"));
        assertThat(story.of(issued.id(), false))
                .extracting(SupervisionStory.Line::text)
                .contains("提出督办：微博逾期未开通：催办三次仍未登记", "复核认可，办结销号：已全部登记，同意销号");
        assertThat(story.of(issued.id(), true))
                .extracting(SupervisionStory.Line::text)
                .doesNotContain("审核退回：请写明登记的最后日期")
                .contains("承办单位签收");
        assertThatThrownBy(() -> jdbc.sql("delete from supervision_event where supervision_id = ?")
                        .param(issued.id())
                        .update())
                .as("what happened is only ever added to")
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
    }

    @Test
    void a_proposal_that_is_not_taken_up_ends_at_EndEvent_Declined_and_the_school_hears_nothing() {
        assertThat(workflow.correlate(
                        "supervision.opened",
                        "probe-" + school.code(),
                        school.name(),
                        school.tenantId(),
                        Map.of("organizationCode", school.code(), "lapse", "inactive", "lapseText", "连续三周没有更新")))
                .isTrue();
        Supervision supervision = supervisions.openOf(school.code()).orElseThrow();
        assertThat(supervision.supervisedBy()).isEqualTo(SupervisionStage.UNIT);
        assertThat(lapses.of(supervision.id())).extracting(Lapse::text).containsExactly("微博活跃度未达标：连续三周没有更新");
        stage.complete(supervision, SupervisionStage.SUPERVISOR, Map.of("decision", "return", "reason", "学校放假，恢复后再核查"));
        assertThat(stage.endOf(supervision)).isEqualTo("EndEvent_Declined");
        assertThat(supervisions.get(supervision.id()).endReason()).isEqualTo("学校放假，恢复后再核查");
        assertThat(mailsAbout(supervision)).isEmpty();
    }

    @Test
    void what_is_mended_before_it_is_issued_ends_at_EndEvent_Withdrawn_from_either_task() {
        Supervision early = openedFor(school, "mend-" + school.code());
        workflow.offer("supervision.mended", "mend-" + school.code(), school.tenantId(), Map.of());
        jobs.runDue(early.key());
        assertThat(stage.endOf(early)).isEqualTo("EndEvent_Withdrawn");
        assertThat(supervisions.get(early.id()).state()).isEqualTo(State.WITHDRAWN);

        Supervision later = openedFor(school, "mend2-" + school.code());
        stage.complete(
                later, SupervisionStage.STAFF, Map.of("decision", "approve", "demand", "请尽快补报", "termDays", "3"));
        opening.open(school, LapseKind.OTHER, "second-" + school.code(), "");
        workflow.offer("supervision.mended", "mend2-" + school.code(), school.tenantId(), Map.of());
        assertThat(stage.running(later)).as("one of two is still owed").isTrue();
        workflow.offer("supervision.mended", "second-" + school.code(), school.tenantId(), Map.of());
        jobs.runDue(later.key());
        assertThat(stage.endOf(later)).isEqualTo("EndEvent_Withdrawn");
    }

    @Test
    void a_late_task_that_is_done_after_all_withdraws_what_the_ladder_asked_for() {
        Supervision one = stage.proposed(organizations.require("620000"));
        var late = stage.task(one);
        workflow.correlate(
                "supervision.opened",
                one.key(),
                school.name(),
                school.tenantId(),
                Map.of("organizationCode", school.code(), "lapse", "taskOverdue", "taskName", late.name()));
        Supervision asked = supervisions.openOf(school.code()).orElseThrow();
        assertThat(lapses.of(asked.id())).extracting(Lapse::text).containsExactly("待办逾期未办结：审核");
        endings.mended(Lapse.ofTask("another-" + one.key(), late.name()));
        assertThat(stage.running(asked)).isTrue();
        endings.mended(Lapse.ofTask(one.key(), late.name()));
        jobs.runDue(asked.key());
        assertThat(stage.endOf(asked)).isEqualTo("EndEvent_Withdrawn");
    }

    @Test
    void what_is_mended_after_it_was_issued_is_noted_and_a_person_gives_the_verdict() {
        Supervision supervision = openedFor(school, "late-" + school.code());
        stage.complete(
                supervision,
                SupervisionStage.SUPERVISOR,
                Map.of("decision", "approve", "demand", "请尽快补报", "termDays", "3"));
        stage.complete(supervision, SupervisionStage.LEAD, Map.of("decision", "approve"));
        jobs.runDue(supervision.key());
        workflow.offer("supervision.mended", "late-" + school.code(), school.tenantId(), Map.of());
        assertThat(supervisions.get(supervision.id()).state()).isEqualTo(State.ACKNOWLEDGING);
        assertThat(lapses.of(supervision.id()).get(0).mendedAt()).isNotNull();
    }

    @Test
    void a_school_that_is_closed_ends_its_supervision_at_EndEvent_Discontinued() {
        Supervision supervision = stage.handling(school);
        tree.close(school.id(), new Approval("教育部撤销建制", "a", "b"));
        jobs.runDue(supervision.key());
        assertThat(stage.endOf(supervision)).isEqualTo("EndEvent_Discontinued");
        assertThat(supervisions.get(supervision.id()).endReason()).contains("已撤销", "教育部撤销建制");
    }

    @Test
    void nobody_authorizes_what_he_proposed_and_silence_authorizes_nothing() {
        Supervision supervision = stage.proposed(school);
        String taskId = stage.task(supervision).taskId();
        workflow.offerTo(taskId, SupervisionStage.SUPERVISOR);
        assertThatThrownBy(
                        () -> stage.complete(supervision, SupervisionStage.SUPERVISOR, Map.of("decision", "approve")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("您自己立项的");
        clock.set(at(FRIDAY.plusDays(60), 10));
        jobs.runDue(supervision.key());
        assertThat(stage.task(supervision).taskId()).isEqualTo(taskId);
    }

    @Test
    void a_letter_reaches_the_school_once_and_names_what_is_owed_and_until_when() {
        contacts.record(
                school.id(),
                new ContactDetails(
                        "林溪", "团委书记", null, "19900000015", "tuanwei@s" + school.code() + ".example", "西安市测试路1号", null),
                "test");
        Supervision supervision = stage.issued(school);
        service.issue(supervision.id());
        assertThat(mailsAbout(supervision)).singleElement().satisfies(body -> assertThat(body)
                .contains(supervision.title(), "催办三次仍未登记", "2012年4月9日", "/supervisions/" + supervision.id()));
        opening.open(school, LapseKind.TASK_OVERDUE, "more-" + school.code(), "填报负责人信息");
        opening.open(school, LapseKind.TASK_OVERDUE, "more-" + school.code(), "填报负责人信息");
        assertThat(mailsAbout(supervision)).hasSize(2).anySatisfy(body -> assertThat(body)
                .contains("增加了督办事项"));
    }

    @Test
    void more_time_is_given_only_when_a_person_gives_it() {
        Supervision supervision = stage.handling(school);
        String group = SupervisionStage.handler(school);
        Map<String, Object> asked =
                Map.of("outcome", "extend", "extensionDays", "10", "extensionReason", "负责人住院，需另行安排");
        stage.complete(supervision, group, asked);
        assertThat(supervisions.get(supervision.id()).state()).isEqualTo(State.EXTENDING);
        stage.complete(supervision, SupervisionStage.SUPERVISOR, Map.of("decision", "return", "reason", "可由副书记办理"));
        assertThat(supervisions.get(supervision.id()).dueOn()).isEqualTo(LocalDate.of(2012, 4, 9));
        stage.complete(supervision, group, asked);
        stage.complete(supervision, SupervisionStage.STAFF, Map.of("decision", "approve"));
        assertThat(supervisions.get(supervision.id()).dueOn()).isEqualTo(LocalDate.of(2012, 4, 16));
        assertThat(deadlines
                        .openFor(stage.task(supervision).taskId())
                        .orElseThrow()
                        .dueAt())
                .isEqualTo(at(LocalDate.of(2012, 4, 17), 0));
        clock.set(at(LocalDate.of(2012, 4, 18), 9));
        stage.answer(supervision, group);
        assertThat(supervisions.get(supervision.id()).late()).isTrue();
    }

    @Test
    void a_parked_supervision_waits_costs_the_school_no_day_and_goes_on_by_itself() {
        Supervision supervision = stage.handling(school);
        clock.set(at(LocalDate.of(2012, 4, 1), 10));
        people.run(SupervisionStage.STAFF, () -> service.park(supervision.id(), LocalDate.of(2012, 4, 6), "学校合并方案待批"));
        assertThat(supervisions.get(supervision.id()).state()).isEqualTo(State.PARKED);
        assertThat(workflow.openTasks(supervision.key())).isEmpty();
        clock.set(at(LocalDate.of(2012, 4, 6), 23));
        jobs.runDue(supervision.key());
        assertThat(supervisions.get(supervision.id()).state()).isEqualTo(State.PARKED);
        clock.set(at(LocalDate.of(2012, 4, 7), 1));
        jobs.runDue(supervision.key());
        assertThat(supervisions.get(supervision.id())).satisfies(resumed -> {
            assertThat(resumed.state()).isEqualTo(State.HANDLING);
            // the 5th and the 6th of April were lost
            assertThat(resumed.dueOn()).isEqualTo(LocalDate.of(2012, 4, 11));
        });
        assertThat(waitings.days(supervisions.get(supervision.id())))
                .extracting(Waitings.Line::party, Waitings.Line::working, Waitings.Line::calendar)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("高校", 2, 2),
                        org.assertj.core.groups.Tuple.tuple("挂起", 3, 6));

        people.run(SupervisionStage.STAFF, () -> service.park(supervision.id(), LocalDate.of(2012, 4, 20), "学校合并方案待批"));
        people.run(SupervisionStage.STAFF, () -> service.resume(supervision.id()));
        assertThat(supervisions.get(supervision.id()).dueOn()).isEqualTo(LocalDate.of(2012, 4, 11));
        clock.set(at(LocalDate.of(2012, 4, 12), 10));
        assertThatThrownBy(() -> people.run(
                        SupervisionStage.STAFF,
                        () -> service.park(supervision.id(), LocalDate.of(2012, 4, 20), "学校合并方案待批")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("已逾期");
    }

    @Test
    void lapses_that_come_at_the_same_moment_are_one_supervision() throws Exception {
        int threads = 8;
        CyclicBarrier together = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Boolean>> opened = IntStream.range(0, threads)
                    .mapToObj(n -> pool.submit(() -> {
                        together.await();
                        return opening.open(school, LapseKind.TASK_OVERDUE, "task-" + n, "第 " + n + " 项")
                                .created();
                    }))
                    .toList();
            int created = 0;
            for (Future<Boolean> one : opened) {
                created += one.get() ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
        } finally {
            pool.shutdownNow();
        }
        Supervision supervision = supervisions.openOf(school.code()).orElseThrow();
        assertThat(lapses.of(supervision.id())).hasSize(threads);
        assertThat(jdbc.sql("select count(*) from supervision where organization_id = ?")
                        .param(school.id())
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(stage.task(supervision).key()).isEqualTo(SupervisionProcess.PROPOSE);
    }

    @Test
    void a_message_that_lay_in_the_queue_of_an_earlier_release_opens_its_supervision_once() {
        long id = jdbc.sql("insert into message_queue (message, business_key, about, tenant_id, created_at)"
                        + " values ('supervision.opened', 'collection-999999999', '海南省', '460000', now()) returning id")
                .query(Long.class)
                .single();
        assertThat(queue.deliver()).isPositive();
        assertThat(jdbc.sql("select note from message_queue where id = ?")
                        .param(id)
                        .query(String.class)
                        .single())
                .isEqualTo("已由系统送达");
        Supervision supervision = supervisions.openOf("460000").orElseThrow();
        assertThat(lapses.of(supervision.id())).extracting(Lapse::kind).contains(LapseKind.COLLECTION_OVERDUE);
        queue.deliver();
        assertThat(lapses.of(supervision.id()).stream()
                        .filter(lapse -> lapse.reference().equals("collection-999999999")))
                .hasSize(1);
        workflow.offer("supervision.mended", "collection-999999999", "460000", Map.of());
        jobs.runDue(supervision.key());
    }

    @Test
    void a_message_about_nobody_who_can_be_supervised_stays_in_the_queue() {
        assertThat(workflow.correlate(
                        "supervision.opened", "probe-tencent", "腾讯公司", "CN", Map.of("organizationCode", "TENCENT")))
                .isFalse();
    }

    private Supervision openedFor(Organization organization, String reference) {
        return opening.open(organization, LapseKind.COLLECTION_OVERDUE, reference, "应于 3 月 15 日前报送")
                .supervision();
    }

    private List<String> mailsAbout(Supervision supervision) {
        return jdbc.sql("select body from mail where unique_key like 'supervision-%:' || ? || ':%'")
                .param(supervision.id())
                .query(String.class)
                .list();
    }
}
