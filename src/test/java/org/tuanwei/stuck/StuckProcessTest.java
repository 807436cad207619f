package org.tuanwei.stuck;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.runtime.Incident;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseRouting;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.opening.Endings;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** What stands still turns red in the engine and loses its mark with its cause, whichever way the cause goes. */
@EngineTest
class StuckProcessTest {

    private static final Duration LONG_AGO = Duration.ofDays(-40);

    @Autowired
    private ApplicationContext context;

    @Autowired
    private StuckSweep sweep;

    @Autowired
    private CaseFiles files;

    @Autowired
    private CaseRouting routing;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Endings endings;

    @Autowired
    private TestSchools schools;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private MovableClock clock;

    private StuckBench bench;
    private Organization school;
    private CaseFile file;

    @BeforeEach
    void aSchoolsCaseThatBeganLongAgo() {
        bench = new StuckBench(context);
        clock.runAhead(LONG_AGO);
        school = schools.school();
        contacts.record(
                school.id(),
                new ContactDetails("林溪", "团委书记", null, "19900000001", "stuck@school.example", "上海市测试路 1 号团委", null),
                "registration");
        file = files.open(school, CaseFile.TENCENT_WEIBO).caseFile();
    }

    @AfterEach
    void now() {
        clock.back();
    }

    @Test
    void lateWorkIsRedWhereItWaitsAndSaysWhoSinceWhenAndForWhom() {
        asksToRegister();
        clock.back();

        bench.swept();

        assertThat(bench.red(file.id())).containsExactly("overdue@Task_Register");
        Incident incident = bench.incidents(file.id()).get(0);
        assertThat(incident.getIncidentMessage())
                .startsWith(school.name() + "：「注册基本信息」应于 ")
                .contains(" 24:00 前办结，已逾期")
                .endsWith("正等高校办理。");
        assertThat(incident.getTenantId()).isEqualTo("310000");

        bench.swept();
        assertThat(bench.incidents(file.id())).extracting(Incident::getId).containsExactly(incident.getId());
    }

    @Test
    void nothingIsLeftWhenTheInstanceEnds() {
        asksToRegister();
        clock.back();
        bench.swept();

        people.run("province-310000-staff", () -> endings.withdraw(file.id(), "误建的案件，请学校重新登记"));

        assertThat(bench.incidents(file.id())).isEmpty();
        assertThat(bench.shown(file.id())).isEmpty();
        assertThat(jdbc.sql("select count(*) from public.act_ru_incident i join standstill s on s.incident_id = i.id_"
                                + " where s.case_id = ?")
                        .param(file.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void aMovedDateTakesTheMarkAwayAndAnOverdueNewDateSetsItAnew() {
        asksToRegister();
        clock.back();
        bench.swept();

        moveDue(clock.instant().plus(Duration.ofDays(3)));
        bench.swept();
        assertThat(bench.red(file.id())).isEmpty();
        assertThat(bench.shown(file.id())).isEmpty();

        moveDue(clock.instant().minus(Duration.ofDays(1)));
        bench.swept();
        assertThat(bench.red(file.id())).containsExactly("overdue@Task_Register");
        moveDue(clock.instant().minus(Duration.ofDays(2)));
        bench.swept();
        assertThat(bench.incidents(file.id())).hasSize(1);
    }

    @Test
    void aParkedCaseStandsStillOnPurpose() {
        asksToRegister();
        clock.back();
        bench.swept();

        jdbc.sql("insert into case_parking (case_id, from_at, until_at, reason, parked_by) values (?, ?, ?, ?, ?)")
                .params(
                        file.id(),
                        Timestamp.from(clock.instant()),
                        Timestamp.from(clock.instant().plus(Duration.ofDays(5))),
                        "学校合并方案待批",
                        "测试")
                .update();
        bench.swept();
        assertThat(bench.red(file.id())).isEmpty();

        jdbc.sql("update case_parking set ended_at = ?, ended_by = '' where case_id = ?")
                .params(Timestamp.from(clock.instant()), file.id())
                .update();
        bench.swept();
        assertThat(bench.red(file.id())).containsExactly("overdue@Task_Register");
    }

    @Test
    void aSilentPartnerIsRedUntilItAnswersAndTheAnswerClearsItAtOnce() {
        raise("OTHER", "school-" + school.code());
        clock.back();
        jobs.runDue(file.id());

        bench.swept();
        assertThat(bench.red(file.id())).contains("partnerSilent@Task_PartnerHandle", "overdue@Task_PartnerHandle");
        assertThat(bench.incidents(file.id()))
                .filteredOn(incident -> incident.getIncidentType().equals("partnerSilent"))
                .first()
                .extracting(Incident::getIncidentMessage)
                .asString()
                .contains(school.name(), "没有答复", "正等腾讯公司办理");

        complete("tencent", "partner-problem.Task_PartnerHandle", Map.of("action", "explained", "answer", "已说明原因"));
        assertThat(bench.red(file.id())).noneMatch(red -> red.endsWith("@Task_PartnerHandle"));
        assertThat(bench.shown(file.id())).doesNotContain("PARTNER_SILENT");
    }

    @Test
    void aSchoolThatDoesNotAnswerIsRedUntilItCorrects() {
        raise("DATA_INCOMPLETE", "tencent");
        clock.back();
        jobs.runDue(file.id());

        bench.swept();
        assertThat(bench.red(file.id())).contains("noResponse@Task_SchoolCorrect", "overdue@Task_SchoolCorrect");

        complete(
                "school-" + school.code(),
                "partner-problem.Task_SchoolCorrect",
                Map.of(
                        "contactName", "林溪",
                        "mobile", "19900000001",
                        "email", "stuck@school.example",
                        "address", "上海市测试路 2 号团委办公室"));
        assertThat(bench.red(file.id())).noneMatch(red -> red.endsWith("@Task_SchoolCorrect"));
        assertThat(bench.shown(file.id())).doesNotContain("NO_RESPONSE");
    }

    @Test
    void twoNodesAtTheSameMomentMakeNoDoubles() throws Exception {
        asksToRegister();
        raise("OTHER", "school-" + school.code());
        clock.back();
        jobs.runDue(file.id());
        CyclicBarrier both = new CyclicBarrier(2);
        Callable<StuckSweep.Done> node = () -> {
            both.await();
            return sweep.sweep();
        };
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            List<Future<StuckSweep.Done>> done = List.of(nodes.submit(node), nodes.submit(node));
            for (Future<StuckSweep.Done> one : done) {
                one.get();
            }
        } finally {
            nodes.shutdown();
        }
        bench.swept();

        assertThat(bench.red(file.id()))
                .doesNotHaveDuplicates()
                .contains("overdue@Task_Register", "partnerSilent@Task_PartnerHandle");
        assertThat(bench.incidents(file.id())).hasSameSizeAs(bench.shown(file.id()));
    }

    @Test
    void whileAnotherNodeIsAtItASweepDoesNothingAndWaitsForNobody() {
        asksToRegister();
        clock.back();

        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(?)").param(0x737475636BL).query(row -> {});
            assertThat(Executors.newSingleThreadExecutor().submit(sweep::sweep))
                    .succeedsWithin(Duration.ofSeconds(5))
                    .isEqualTo(new StuckSweep.Done(0, 0));
        });

        assertThat(bench.red(file.id())).isEmpty();
    }

    @Test
    void anIncidentThatSomebodyTookAwayByHandComesBackWhileItsCauseStands() {
        asksToRegister();
        clock.back();
        bench.swept();
        Incident incident = bench.incidents(file.id()).get(0);

        context.getBean(org.camunda.bpm.engine.RuntimeService.class).resolveIncident(incident.getId());
        bench.swept();

        assertThat(bench.red(file.id())).containsExactly("overdue@Task_Register");
        assertThat(bench.shown(file.id())).containsExactly("OVERDUE");
    }

    private void asksToRegister() {
        Map<String, Object> facts = routing.of(file);
        facts.put("registered", false);
        workflow.start("account-opening", file.id(), file.unitCode(), facts);
    }

    private void raise(String kind, String initiator) {
        Map<String, Object> facts = routing.of(file);
        facts.put("initiatorGroup", initiator);
        facts.put("problemKind", kind);
        facts.put("problemText", "登录页面打不开");
        workflow.startByMessage("partner-problem.opened", file.id(), file.unitCode(), facts);
    }

    private void moveDue(Instant due) {
        jdbc.sql("update deadline set due_at = ? where case_id = ? and state = 'OPEN'")
                .params(Timestamp.from(due), file.id())
                .update();
    }

    private void complete(String group, String key, Map<String, Object> values) {
        HumanTask task = workflow.openTasks(file.id()).stream()
                .filter(open -> open.key().equals(key))
                .findFirst()
                .orElseThrow();
        people.run(group, () -> workflow.complete(task.taskId(), new HashMap<>(values)));
    }
}
