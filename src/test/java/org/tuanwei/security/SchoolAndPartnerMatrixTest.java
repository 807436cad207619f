package org.tuanwei.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/**
 * Security row 10: schools of one unit find nothing of one another, and Tencent finds the cases that stand at its own
 * step, none that the unit is still reviewing: neither through pages, nor the lists, nor the interface of Tasklist.
 */
@EngineTest
class SchoolAndPartnerMatrixTest {

    private static final String API = "/camunda/api/engine/engine/default/";
    private static final int SCHOOLS = 6;

    @Autowired
    private TestSchools schools;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Openings openings;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Jobs jobs;

    @Autowired
    private TaskService taskService;

    @Autowired
    private RuntimeService runtimeService;

    @Autowired
    private HistoryService historyService;

    @Autowired
    private TestPeople people;

    @LocalServerPort
    private int port;

    private final List<CaseFile> files = new ArrayList<>();

    @BeforeEach
    void halfOfTheSchoolsAreApproved() {
        for (int i = 0; i < SCHOOLS; i++) {
            Organization school = schools.school();
            openings.register(
                    school,
                    CaseFile.TENCENT_WEIBO,
                    new RegistrationEntry(
                            new ContactDetails(
                                    "林溪",
                                    null,
                                    null,
                                    "19900" + school.code().substring(4),
                                    "row10" + school.code() + "@school.example",
                                    "上海市杨浦区测试路 1 号",
                                    null),
                            false,
                            null,
                            null));
            CaseFile file = cases.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
            files.add(file);
            if (atTencent(i)) {
                people.run(
                        "province-310000-staff",
                        () -> workflow.complete(task(file).taskId(), new HashMap<>(Map.of("decision", "approve"))));
                jobs.runDue(file.id());
            }
        }
    }

    @Test
    void aSchoolFindsItsOwnCaseAndNoOther() {
        for (CaseFile own : files) {
            Client client = new Client(port).signIn(people.of("school-" + own.organizationCode()), TestPeople.PASSWORD);
            String list = client.get("/cases").body()
                    + client.get("/api/v1/cases").body()
                    + client.get("/api/v1/mails").body()
                    + client.get("/api/v1/deadlines").body();
            for (CaseFile other : files) {
                boolean his = other.id() == own.id();
                assertThat(client.get("/cases/" + other.id()).statusCode()).isEqualTo(his ? 200 : 404);
                assertThat(list.contains(other.receipt()) || list.contains(other.organizationCode()))
                        .isEqualTo(his);
                if (!his) {
                    assertHidden(client, other);
                    people.run("school-" + own.organizationCode(), () -> assertThat(engineFinds(other))
                            .isZero());
                }
            }
        }
    }

    @Test
    void tencentFindsTheCasesAtItsOwnStepAndNoOther() {
        Client client = new Client(port).signIn(people.of("tencent"), TestPeople.PASSWORD);
        for (int i = 0; i < SCHOOLS; i++) {
            CaseFile file = files.get(i);
            String found = client.get("/cases?q=" + file.receipt()).body();
            assertThat(client.get("/cases/" + file.id()).statusCode()).isEqualTo(atTencent(i) ? 200 : 404);
            assertThat(found.contains("/cases/" + file.id() + "\"")).isEqualTo(atTencent(i));
            if (atTencent(i)) {
                assertThat(client.get(API + "task/" + task(file).taskId()).statusCode())
                        .isEqualTo(200);
            } else {
                assertHidden(client, file);
                people.run("tencent", () -> assertThat(engineFinds(file)).isZero());
            }
        }
    }

    private static boolean atTencent(int index) {
        return index % 2 == 0;
    }

    private void assertHidden(Client client, CaseFile file) {
        String task = API + "task/" + task(file).taskId();
        for (String part : List.of("", "/form-variables", "/deployed-form", "/identity-links", "/comment")) {
            // the engine answers some paths of a task it does not show with 500; what counts is that it shows nothing
            assertThat(client.get(task + part).statusCode()).as(task + part).isIn(403, 404, 500);
        }
        assertThat(client.json("POST", task + "/submit-form", "{\"variables\":{}}")
                        .statusCode())
                .isGreaterThanOrEqualTo(400);
    }

    /** Called as the person who must find nothing. */
    private long engineFinds(CaseFile file) {
        String key = Long.toString(file.id());
        return taskService.createTaskQuery().processInstanceBusinessKey(key).count()
                + runtimeService
                        .createProcessInstanceQuery()
                        .processInstanceBusinessKey(key)
                        .count()
                + historyService
                        .createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(key)
                        .count();
    }

    private HumanTask task(CaseFile file) {
        return workflow.openTasks(file.id()).get(0);
    }
}
