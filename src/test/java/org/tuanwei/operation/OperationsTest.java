package org.tuanwei.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.engine.Workflow;
import org.tuanwei.security.IdentityTables;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Security row 36 and the doors of operations: a dead step is seen, explained, retried, and written of once. */
@EngineTest
class OperationsTest {

    private static final String PROCESS = "operations-test";
    private static final String SECRET = "geheimesPasswort4711";
    private static final String MAIL = "alarm-test@operations.example";
    private static final String OPERATOR = "t.alarm-reader";

    @Autowired
    private RepositoryService repositoryService;

    @Autowired
    private RuntimeService runtimeService;

    @Autowired
    private ManagementService managementService;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Alarms alarms;

    @Autowired
    private IdentityTables identityTables;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    @LocalServerPort
    private int port;

    private String deployment = "";

    /** Two instances whose step cannot be done: a fact is missing, and the exception names it. */
    @BeforeEach
    void twoStepsOfAKindFail() {
        BpmnModelInstance model = Bpmn.createExecutableProcess(PROCESS)
                .name("运维测试流程")
                .camundaHistoryTimeToLive(1)
                .startEvent()
                .serviceTask("Task_Fails")
                .name("办不成的一步")
                .camundaAsyncBefore()
                .camundaExpression("${" + SECRET + ".value}")
                .endEvent()
                .done();
        deployment = repositoryService
                .createDeployment()
                .addModelInstance(PROCESS + ".bpmn", model)
                .deploy()
                .getId();
        for (String key : List.of("运维测试甲", "运维测试乙")) {
            workflow.start(PROCESS, key, "310000", Map.of());
        }
        jobs().forEach(this::failForGood);
    }

    @AfterEach
    void nothingOfItIsLeft() {
        clock.back();
        repositoryService.deleteDeployment(deployment, true);
        if (identityTables.person(OPERATOR).isPresent()) {
            identityTables.setGroups(OPERATOR, List.of());
        }
    }

    @Test
    void thePageSaysWhyInChineseAndKeepsTheExceptionsWordsToItself() {
        Client operations = signedIn("operations");
        String page = operations.get("/operations").body();

        assertThat(operations.get("/desk").body()).contains("项等待重试");
        assertThat(signedIn("centre-staff").get("/desk").body()).doesNotContain("失败的作业");
        assertThat(page)
                .contains("运维测试流程", "办不成的一步", "2 项", FailureReason.RULES.sentence(), "上海市", "运维测试甲")
                .contains("PropertyNotFoundException")
                .doesNotContain(SECRET);
    }

    @Test
    void oneIsRetriedAloneAndComesBackUntilItsCauseIsGone() {
        Client operations = signedIn("operations");
        Job job = jobs().get(0);
        String retry = "/operations/jobs/" + job.getId() + "/retry";
        assertThat(operations.submit("/operations", retry, Map.of()).statusCode())
                .isEqualTo(302);
        assertThat(operations.get("/operations").body()).contains("已安排重试").doesNotContain(job.getId());
        assertThat(operations.submit("/operations", retry, Map.of()).statusCode())
                .as("it runs already")
                .isEqualTo(404);

        failForGood(job);
        assertThat(operations.get("/operations").body()).contains(job.getId());

        operations.submit("/operations", retry, Map.of());
        runtimeService.setVariable(job.getProcessInstanceId(), SECRET, Map.of("value", "da"));
        managementService.executeJob(job.getId());
        assertThat(operations.get("/operations").body()).doesNotContain(job.getId());
        assertThat(runtimeService
                        .createIncidentQuery()
                        .configuration(job.getId())
                        .count())
                .isZero();
    }

    @Test
    void allOfAKindAreRetriedAtOnceAndTheAuditKnowsWho() {
        Client operations = signedIn("operations");
        String kind = PROCESS + "/Task_Fails/" + FailureReason.RULES;
        assertThat(operations
                        .submit("/operations", "/operations/retry", Map.of("kind", kind))
                        .statusCode())
                .isEqualTo(302);

        assertThat(operations.get("/operations").body()).contains("已安排重试 2 项").doesNotContain("办不成的一步");
        assertThat(jobs()).allMatch(job -> job.getRetries() == 1);
        assertThat(jdbc.sql(
                                "select count(*) from audit_entry where action = 'operation.kindRetried' and object = 'kind:' || ?"
                                        + " and user_id = ? and detail = '2 项'")
                        .params(kind, people.of("operations"))
                        .query(Integer.class)
                        .single())
                .isPositive();
    }

    @Test
    void onlyOperationsHaveADoorHere() {
        Job job = jobs().get(0);
        for (String group : List.of("centre-lead", "supervisor-CN", "province-310000-staff", "school-4131010277")) {
            Client other = signedIn(group);
            assertThat(other.get("/operations").statusCode()).as(group).isEqualTo(404);
            assertThat(other.submit("/desk", "/operations/jobs/" + job.getId() + "/retry", Map.of())
                            .statusCode())
                    .as(group)
                    .isEqualTo(404);
            assertThat(other.get("/actuator/prometheus").statusCode()).as(group).isEqualTo(403);
            assertThat(other.get("/actuator/metrics").statusCode()).as(group).isEqualTo(403);
            assertThat(other.get("/actuator/health").body()).as(group).doesNotContain("components");
        }
        assertThat(jobs()).allMatch(one -> one.getRetries() == 0);
    }

    @Test
    void whatStandsTooLongIsWrittenOfOnceHoweverManyNodesSweep() throws Exception {
        if (identityTables.person(OPERATOR).isEmpty()) {
            identityTables.create(new IdentityTables.Person(OPERATOR, "告警收信人", MAIL), TestPeople.PASSWORD);
        }
        identityTables.setGroups(OPERATOR, List.of("operations"));
        alarms.sweep();
        assertThat(alarmed()).as("not yet").isEmpty();

        clock.runAhead(Duration.ofMinutes(31));
        Callable<Integer> node = alarms::sweep;
        ExecutorService nodes = Executors.newFixedThreadPool(2);
        try {
            for (Future<Integer> one : nodes.invokeAll(List.of(node, node))) {
                one.get();
            }
        } finally {
            nodes.shutdown();
        }

        assertThat(alarmed()).hasSize(1);
        clock.runAhead(Duration.ofHours(5));
        alarms.sweep();
        assertThat(alarmed())
                .singleElement()
                .asString()
                .contains("「运维测试流程」的「办不成的一步」", FailureReason.RULES.sentence(), "/operations")
                .doesNotContain(SECRET);
    }

    @Test
    void theMachineRoomFetchesFiguresWithItsTokenAndAnybodySeesOnlyThatItIsUp() throws Exception {
        assertThat(scraped("").statusCode()).isEqualTo(401);
        assertThat(scraped("Bearer metrics-of-the-tests").statusCode()).isEqualTo(401);
        assertThat(scraped("Bearer metrics-of-the-tests-0123456789abcdef").body())
                .contains(
                        "tuanwei_cases_open",
                        "tuanwei_tasks_overdue",
                        "tuanwei_mail_queued",
                        "tuanwei_mail_oldest_seconds",
                        "tuanwei_incidents{type=\"overdue\"",
                        "tuanwei_incidents{type=\"failedJob\"",
                        "tuanwei_jobs_failed",
                        "hikaricp_connections",
                        "jvm_memory_used_bytes");
        assertThat(signedIn("operations").get("/actuator/prometheus").statusCode())
                .isEqualTo(200);
        assertThat(new Client(port).get("/actuator/health").body())
                .contains("\"status\":\"UP\"")
                .doesNotContain("components", "database");
        assertThat(signedIn("operations").get("/actuator/health").body()).contains("components", "PostgreSQL");
    }

    private HttpResponse<String> scraped(String authorization) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/actuator/prometheus"));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    /** The letters that tell of the steps of this test. */
    private List<String> alarmed() {
        return jdbc.sql("select m.body from mail m where m.kind = 'incident-alarm' and m.recipient = ?"
                        + " and m.body like '%运维测试流程%'")
                .param(MAIL)
                .query(String.class)
                .list();
    }

    private List<Job> jobs() {
        return managementService
                .createJobQuery()
                .processDefinitionKey(PROCESS)
                .orderByJobId()
                .asc()
                .list();
    }

    private void failForGood(Job job) {
        while (managementService
                        .createJobQuery()
                        .jobId(job.getId())
                        .withRetriesLeft()
                        .count()
                > 0) {
            try {
                managementService.executeJob(job.getId());
            } catch (RuntimeException expected) {
                assertThat(expected).hasMessageContaining(SECRET);
            }
        }
    }

    private Client signedIn(String group) {
        return new Client(port).signIn(people.of(group), TestPeople.PASSWORD);
    }
}
