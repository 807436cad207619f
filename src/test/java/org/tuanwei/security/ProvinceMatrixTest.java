package org.tuanwei.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.tuanwei.engine.Workflow;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/**
 * Security row 9: 32 units × 32 units. A school of each has registered; nobody of another unit finds its page, its task,
 * its variables or its history, neither through our pages, nor the engine's services, nor the interface of Tasklist.
 */
@EngineTest
class ProvinceMatrixTest {

    private static final String API = "/camunda/api/engine/engine/default/";

    @Autowired
    private Organizations organizations;

    @Autowired
    private RegistryImport registry;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Openings openings;

    @Autowired
    private Workflow workflow;

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

    private final Map<String, CaseFile> caseOf = new LinkedHashMap<>();
    private final Map<String, String> taskOf = new LinkedHashMap<>();

    @BeforeEach
    void aSchoolOfEachUnitHasRegistered() {
        StringBuilder csv = new StringBuilder(
                "moe_code,name,province,city,level,department,note,school_type,league_unit,former_names\n");
        for (Organization unit : organizations.units()) {
            csv.append("48%s99,矩阵测试学院%s,%s,%s,本科,,,普通高校,%s,\n"
                    .formatted(unit.code(), unit.code(), unit.name(), unit.name(), unit.name()));
        }
        registry.load(new StringReader(csv.toString()), "test");
        for (Organization unit : organizations.units()) {
            Organization school = organizations.require("48" + unit.code() + "99");
            openings.register(
                    school,
                    CaseFile.TENCENT_WEIBO,
                    new RegistrationEntry(
                            new ContactDetails(
                                    "林溪",
                                    null,
                                    null,
                                    "19900" + unit.code(),
                                    "matrix" + unit.code() + "@school.example",
                                    unit.name() + "测试路 1 号",
                                    null),
                            false,
                            null,
                            null));
            CaseFile file = cases.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
            caseOf.put(unit.code(), file);
            taskOf.put(
                    unit.code(),
                    workflow.openTasks(file.id()).stream()
                            .filter(task -> task.key().equals("account-opening.Task_Review"))
                            .findFirst()
                            .orElseThrow(() ->
                                    new AssertionError(unit.name() + " waits for " + workflow.openTasks(file.id())))
                            .taskId());
        }
        assertThat(caseOf).hasSize(32);
    }

    @Test
    void throughTheEnginesServicesAUnitFindsOnlyItsOwn() {
        List<String> foreign = new ArrayList<>();
        for (String unit : caseOf.keySet()) {
            people.run("province-" + unit + "-staff", () -> {
                caseOf.forEach((owner, file) -> {
                    boolean own = owner.equals(unit);
                    String key = Long.toString(file.id());
                    String task = taskOf.getOrDefault(owner, "");
                    check(
                            foreign,
                            own,
                            unit,
                            owner,
                            "task",
                            taskService.createTaskQuery().taskId(task).count());
                    check(
                            foreign,
                            own,
                            unit,
                            owner,
                            "variable",
                            runtimeService
                                    .createVariableInstanceQuery()
                                    .processInstanceIdIn(instanceOf(task, own))
                                    .count());
                    checkNone(
                            foreign,
                            own,
                            unit,
                            owner,
                            "history",
                            historyService
                                    .createHistoricProcessInstanceQuery()
                                    .processInstanceBusinessKey(key)
                                    .count());
                });
            });
        }
        assertThat(foreign).isEmpty();
    }

    @Test
    void throughPagesAndTheInterfaceOfTasklistAUnitFindsOnlyItsOwn() {
        List<String> wrong = new ArrayList<>();
        for (String unit : caseOf.keySet()) {
            Client client = new Client(port).signIn(people.of("province-" + unit + "-staff"), TestPeople.PASSWORD);
            for (String owner : caseOf.keySet()) {
                boolean own = owner.equals(unit);
                expect(wrong, unit, owner, client, "/cases/" + caseOf.get(owner).id(), own);
                expect(wrong, unit, owner, client, API + "task/" + taskOf.get(owner), own);
            }
            // the costlier ones against the next unit only: the row above has shown the door task by task
            String next = caseOf.keySet().stream()
                    .filter(other -> !other.equals(unit))
                    .findFirst()
                    .orElseThrow();
            for (String part : List.of("/form-variables", "/deployed-form", "/identity-links", "/comment")) {
                expect(wrong, unit, next, client, API + "task/" + taskOf.get(next) + part, false);
            }
            int claimed = client.json(
                            "POST",
                            API + "task/" + taskOf.get(next) + "/claim",
                            "{\"userId\":\"" + people.of("province-" + unit + "-staff") + "\"}")
                    .statusCode();
            int completed = client.json("POST", API + "task/" + taskOf.get(next) + "/submit-form", "{\"variables\":{}}")
                    .statusCode();
            if (claimed < 400 || completed < 400) {
                wrong.add(unit + " worked on the task of " + next);
            }
        }
        assertThat(wrong).isEmpty();
    }

    private String instanceOf(String task, boolean own) {
        return own
                ? taskService.createTaskQuery().taskId(task).singleResult().getProcessInstanceId()
                : workflow.task(task).orElseThrow().processInstanceId();
    }

    private static void check(List<String> foreign, boolean own, String unit, String owner, String what, long found) {
        if (!own && found > 0 || own && what.equals("task") && found == 0) {
            foreign.add("%s × %s: %d %s".formatted(unit, owner, found, what));
        }
    }

    private static void checkNone(
            List<String> foreign, boolean own, String unit, String owner, String what, long found) {
        if (!own && found > 0) {
            foreign.add("%s × %s: %d %s".formatted(unit, owner, found, what));
        }
    }

    private static void expect(List<String> wrong, String unit, String owner, Client client, String path, boolean own) {
        int status = client.get(path).statusCode();
        // the engine answers some paths of a task it does not show with 500; what counts is that it shows nothing
        boolean right = own ? status == 200 : status == 404 || status == 403 || path.startsWith(API) && status == 500;
        if (!right) {
            wrong.add("%s × %s: %s answered %d".formatted(unit, owner, path, status));
        }
    }
}
