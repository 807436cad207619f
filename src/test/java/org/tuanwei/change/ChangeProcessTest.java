package org.tuanwei.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.HistoryService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.change.Change.Kind;
import org.tuanwei.change.Change.State;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.OrganizationChanges.NewSchool;
import org.tuanwei.organization.Organizations;
import org.tuanwei.registration.SchoolAdditions;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TestPeople;

/** Walks organization-change to both its end events for every kind of change, from page to registry. */
@EngineTest
class ChangeProcessTest {

    private static final String STAFF = "province-330000-staff";
    private static final String LEAD = "province-330000-lead";
    private static final AtomicInteger NUMBER = new AtomicInteger(100);

    @Autowired
    private OrganizationChanges tree;

    @Autowired
    private Organizations organizations;

    @Autowired
    private Changes changes;

    @Autowired
    private SchoolAdditions additions;

    @Autowired
    private Workflow workflow;

    @Autowired
    private List<TaskForm> forms;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private HistoryService history;

    @Autowired
    private EngineIdentity identity;

    @Autowired
    private MockMvc mvc;

    private Organization school;
    private Organization other;

    @BeforeEach
    void twoSchools() {
        school = add("甲");
        other = add("乙");
    }

    private Organization add(String letter) {
        int number = NUMBER.incrementAndGet();
        return tree.addSchool(
                new NewSchool("4199080" + number, "变更测试" + letter + "大学" + number, "普通高校", "330000", null, null),
                new Approval("测试需要", "t", "t"));
    }

    @Test
    void an_approved_closing_ends_the_school_at_EndEvent_Applied() throws Exception {
        Change change = propose(STAFF, school, Map.of("kind", "CLOSE", "reason", "教育部撤销建制"));
        assertThat(organizations.get(school.id()).isActive()).isTrue();
        decide(LEAD, change, Map.of("decision", "approve"));
        jobs.runDue(change.key());
        assertThat(organizations.get(school.id()).status()).isEqualTo(Status.CLOSED);
        assertThat(organizations.get(school.id()).statusReason()).isEqualTo("教育部撤销建制");
        assertThat(changes.get(change.id()).state()).isEqualTo(State.APPLIED);
        assertThat(endOf(change)).isEqualTo("EndEvent_Applied");
    }

    @Test
    void a_refused_change_leaves_the_registry_at_EndEvent_Refused() throws Exception {
        Change change = propose(STAFF, school, Map.of("kind", "EXEMPT", "reason", "没有建立团委"));
        decide(LEAD, change, Map.of("decision", "return", "reason", "该校已建立团委，请核实"));
        jobs.runDue(change.key());
        assertThat(organizations.get(school.id()).isActive()).isTrue();
        assertThat(changes.get(change.id()).refusal()).isEqualTo("该校已建立团委，请核实");
        assertThat(endOf(change)).isEqualTo("EndEvent_Refused");
        assertThat(page(STAFF, "/registry/" + school.code())).contains("未获批准", "该校已建立团委，请核实");
    }

    @Test
    void merging_renaming_exempting_and_reinstating_do_what_they_say() throws Exception {
        Change merging = propose(STAFF, school, Map.of("kind", "MERGE", "into", other.name(), "reason", "两校合并，教育部批复"));
        Change renaming = propose(STAFF, other, Map.of("kind", "RENAME", "name", "变更测试新名大学", "reason", "教育部同意更名"));
        approve(merging);
        approve(renaming);
        assertThat(organizations.get(school.id()).mergedIntoId()).isEqualTo(other.id());
        assertThat(organizations.get(other.id()).name()).isEqualTo("变更测试新名大学");
        assertThat(organizations.formerNames(organizations.get(other.id()))).contains(other.name());

        approve(propose(STAFF, other, Map.of("kind", "EXEMPT", "reason", "没有建立团委")));
        assertThat(organizations.get(other.id()).status()).isEqualTo(Status.EXEMPT);
        approve(propose(STAFF, other, Map.of("kind", "REINSTATE", "reason", "已建立团委")));
        assertThat(organizations.get(other.id()).isActive()).isTrue();
    }

    @Test
    void a_school_to_be_added_gets_its_code_from_the_approver() throws Exception {
        Organization unit = organizations.require("330000");
        String name = "变更测试新增大学" + NUMBER.incrementAndGet();
        Change change = propose(STAFF, unit, Map.of("kind", "ADD", "name", name, "reason", "教育部新批准设立"));
        assertThatThrownBy(() -> decide(
                        LEAD, change, Map.of("decision", "approve", "code", school.code(), "schoolType", "普通高校")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("已在名册中");
        assertThatThrownBy(() -> decide(LEAD, change, Map.of("decision", "approve")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("必填");
        String code = "4199081" + NUMBER.incrementAndGet();
        decide(LEAD, change, Map.of("decision", "approve", "code", code, "schoolType", "民办高校"));
        jobs.runDue(change.key());
        assertThat(organizations.require(code)).satisfies(added -> {
            assertThat(added.name()).isEqualTo(name);
            assertThat(added.schoolType()).isEqualTo("民办高校");
            assertThat(added.unitCode()).isEqualTo("330000");
        });
        assertThat(endOf(change)).isEqualTo("EndEvent_Applied");
    }

    @Test
    void a_request_of_the_public_is_one_task_for_the_unit_and_is_answered_by_mail_once() {
        String name = "变更测试公开申请学院" + NUMBER.incrementAndGet();
        var request = new SchoolAdditions.Request(
                "330000",
                name,
                "高职学校",
                new ContactDetails("李小红", null, null, "19900002001", "asks@school.example", "浙江省杭州市西湖区测试路1号", null));
        additions.propose(request);
        additions.propose(request);
        List<Change> asked = changes.additionsOf("330000").stream()
                .filter(change -> change.name().equals(name))
                .toList();
        assertThat(asked).hasSize(1);
        Change change = asked.get(0);
        HumanTask task = taskOf(change);
        assertThat(workflow.candidateGroups(task.taskId())).containsExactly(STAFF);
        assertThat(String.valueOf(shown(task).get("changeText"))).contains("李小红", "19900002001", "高职学校", "学校自行申请");
        assertThat(task.variables().values()).doesNotContain("李小红", "19900002001");

        decide(STAFF, change, Map.of("decision", "return", "reason", "请核对学校全称"));
        jobs.runDue(change.key());
        assertThat(jdbc.sql("select body from mail where recipient = 'asks@school.example'")
                        .query(String.class)
                        .list())
                .singleElement()
                .satisfies(body -> assertThat(body).contains("请核对学校全称", name));
        assertThat(changes.get(change.id()).applicant()).isNull();
        assertThat(endOf(change)).isEqualTo("EndEvent_Refused");
    }

    @Test
    void nobody_approves_his_own_proposal_and_a_lead_asks_the_centre() throws Exception {
        Change change = propose(LEAD, school, Map.of("kind", "CLOSE", "reason", "教育部撤销建制"));
        assertThat(change.approverGroup()).isEqualTo("centre-staff");
        Change own = propose("centre-staff", other, Map.of("kind", "CLOSE", "reason", "教育部撤销建制"));
        assertThat(own.approverGroup()).isEqualTo("centre-lead");
        workflow.offerTo(taskOf(own).taskId(), "centre-staff");
        assertThatThrownBy(() -> decide("centre-staff", own, Map.of("decision", "approve")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("您自己提出的");
        assertThat(changes.get(own.id()).state()).isEqualTo(State.PROPOSED);
    }

    @Test
    void a_second_proposal_waits_and_impossible_ones_are_refused_in_words() throws Exception {
        propose(STAFF, school, Map.of("kind", "CLOSE", "reason", "教育部撤销建制"));
        assertThat(refusal(STAFF, school, Map.of("kind", "RENAME", "name", "另一名称大学", "reason", "同意更名")))
                .contains("已有一项变更正在审批");
        assertThat(refusal(STAFF, other, Map.of("kind", "MERGE", "into", "没有这所大学", "reason", "合并到一起")))
                .contains("名册中没有「没有这所大学」");
        assertThat(refusal(STAFF, other, Map.of("kind", "MERGE", "into", other.code(), "reason", "合并到一起")))
                .contains("不能并入自身");
        assertThat(refusal(STAFF, other, Map.of("kind", "RENAME", "name", other.name(), "reason", "同意更名")))
                .contains("与现名称相同");
        assertThat(refusal(STAFF, other, Map.of("kind", "CLOSE", "reason", "无")))
                .contains("4 至 500 个字");
        assertThat(refusal(STAFF, other, Map.of("kind", "REINSTATE", "reason", "恢复正常状态")))
                .contains("请选择要办理的变更");
    }

    @Test
    void only_the_unit_and_the_centre_propose() throws Exception {
        String path = "/registry/" + school.code() + "/changes";
        assertThat(status(STAFF, get(path))).isEqualTo(200);
        assertThat(status("centre-staff", get(path))).isEqualTo(200);
        assertThat(status("school-" + school.code(), get(path))).isEqualTo(403);
        assertThat(status("supervisor-330000", get(path))).isEqualTo(403);
        assertThat(status("province-320000-staff", get(path))).isEqualTo(404);
        assertThat(status("school-" + other.code(), get(path))).isEqualTo(404);
        assertThat(status("tencent", get(path))).isEqualTo(404);
        assertThat(page(STAFF, "/registry/" + school.code())).contains("data-testid=\"propose-change\"");
        assertThat(page("school-" + school.code(), "/registry/" + school.code()))
                .doesNotContain("data-testid=\"propose-change\"");
    }

    private Change propose(String group, Organization organization, Map<String, String> fields) throws Exception {
        MockHttpServletResponse answer = post(group, organization, fields);
        assertThat(answer.getRedirectedUrl())
                .as(answer.getContentAsString(StandardCharsets.UTF_8))
                .isEqualTo("/registry/" + organization.code());
        return Kind.ADD.name().equals(fields.get("kind"))
                ? changes.additionsOf(organization.code()).get(0)
                : changes.ofOrganization(organization.id()).get(0);
    }

    private String refusal(String group, Organization organization, Map<String, String> fields) throws Exception {
        MockHttpServletResponse answer = post(group, organization, fields);
        assertThat(answer.getStatus()).isEqualTo(422);
        return answer.getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse post(String group, Organization organization, Map<String, String> fields)
            throws Exception {
        MockHttpServletRequestBuilder request =
                org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post(
                        "/registry/" + organization.code() + "/changes");
        fields.forEach(request::param);
        return mvc.perform(request.with(user(people.of(group))).with(csrf()))
                .andReturn()
                .getResponse();
    }

    private void approve(Change change) {
        decide(LEAD, change, Map.of("decision", "approve"));
        jobs.runDue(change.key());
        assertThat(changes.get(change.id()).state()).isEqualTo(State.APPLIED);
    }

    private void decide(String group, Change change, Map<String, Object> values) {
        people.run(group, () -> workflow.complete(taskOf(change).taskId(), new HashMap<>(values)));
    }

    private HumanTask taskOf(Change change) {
        return workflow.openTasks(change.key()).get(0);
    }

    private Map<String, Object> shown(HumanTask task) {
        return forms.stream()
                .filter(form -> form.task().equals(task.key()))
                .findFirst()
                .orElseThrow()
                .prefill(task);
    }

    private String endOf(Change change) {
        return identity.asSystem(() -> history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(change.key())
                .finished()
                .singleResult()
                .getEndActivityId());
    }

    private String page(String group, String path) throws Exception {
        return mvc.perform(get(path).with(user(people.of(group))))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private int status(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group))))
                .andReturn()
                .getResponse()
                .getStatus();
    }
}
