package org.tuanwei.duedate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.opening.Openings;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.Viewers;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** The pages of the deadlines, and deadline-extension walked to each of its end events. */
@EngineTest
class DuePagesTest {

    private static final String PROVINCE = "province-310000-staff";
    private static final String REASON = "学校寒假，负责人外出";
    private static final Pattern FINGERPRINT = Pattern.compile("name=\"fingerprint\" value=\"([0-9a-f]+)\"");

    private static final Map<String, Object> APPROVED = Map.of("decision", "approve");

    @Autowired
    private MockMvc mvc;

    @Autowired
    private Openings openings;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private WorkingCalendar calendar;

    @Autowired
    private Workflow workflow;

    @Autowired
    private HistoryService history;

    @Autowired
    private IdentityService identityService;

    @Autowired
    private EngineIdentity identity;

    @Autowired
    private Viewers viewers;

    @Autowired
    private TestSchools schools;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    private CaseFile file;
    private Organization school;
    private String owner;
    private Deadline deadline;

    /** A school asked to register by 30 November 2026. */
    @BeforeEach
    void aTaskThatIsDue() {
        clock.set(HandClock.instant("2026-11-23T10:00"));
        school = schools.school();
        owner = "school-" + school.code();
        contacts.record(
                school.id(),
                new ContactDetails(
                        "林溪",
                        "团委书记",
                        null,
                        "19900000001",
                        "due" + school.id() + "@school.example",
                        "上海市测试路 1 号团委",
                        null),
                "registration");
        file = openings.open(school, CaseFile.TENCENT_WEIBO, false);
        deadline = deadlines.openOfCases(List.of(file.id())).get(0);
        assertThat(calendar.dueDay(deadline.dueAt())).isEqualTo("2026-11-30");
    }

    @AfterEach
    void now() {
        clock.back();
    }

    @Test
    void anExtensionIsAskedForGrantedAndInForceAtEndEvent_Granted() throws Exception {
        ask("2026-12-04");
        as(owner, get(page())).andExpect(content().string(containsString("待审批")));
        assertThat(dueDay()).as("nothing moves before the verdict").isEqualTo("2026-11-30");

        decide(PROVINCE, APPROVED);

        assertThat(dueDay()).isEqualTo("2026-12-04");
        assertThat(deadlines.required(deadline.id()).origin()).isEqualTo("延期（A4）");
        assertThat(ends()).containsExactly("EndEvent_Granted");
        assertThat(mails()).contains("extension-granted");
        as(owner, get(page()))
                .andExpect(content().string(containsString("2026-11-30 → 2026-12-04")))
                .andExpect(content().string(containsString("已批准")));
        as(owner, get("/cases/" + file.id()))
                .andExpect(content().string(containsString("期限改动：「注册基本信息」由 2026-11-30 改为 2026-12-04")));
    }

    @Test
    void manyRequestsAreDecidedOnTheReviewPageAndADateThatMovedMeanwhileIsLeftAlone() throws Exception {
        ask("2026-12-04");
        String list = "/tasks/reviews/extensions";
        String task = workflow.openTasks(key()).get(0).taskId();
        String page = as(PROVINCE, get(list).param("q", school.code()))
                .andExpect(content().string(containsString(REASON)))
                .andExpect(content().string(containsString("2026-12-04（延 4 个工作日）")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        Matcher tick = Pattern.compile("name=\"ids\" value=\"([^\"]+)\"").matcher(page);
        assertThat(tick.find()).isTrue();
        assertThat(tick.group(1)).contains(task);
        as("province-320000-staff", get(list + "/" + task)).andExpect(status().isNotFound());

        deadline = deadlines.required(deadline.id());
        jdbc.sql("update deadline set due_at = due_at + interval '1 day' where id = ?")
                .param(deadline.id())
                .update();
        as(PROVINCE, post(list).param("ids", tick.group(1)));
        assertThat(workflow.openTasks(key()))
                .as("the date was another when it was ticked: nothing is decided")
                .hasSize(1);
        as(PROVINCE, get(list).param("q", school.code()))
                .andExpect(content().string(containsString("申请之后期限已由 2026-11-30 改为 2026-12-01")));
        jdbc.sql("update deadline set due_at = due_at - interval '1 day' where id = ?")
                .param(deadline.id())
                .update();

        as(PROVINCE, post(list).param("ids", tick.group(1)));
        jobs.runDue(key());
        assertThat(dueDay()).isEqualTo("2026-12-04");
        assertThat(ends()).containsExactly("EndEvent_Granted");
        assertThat(mails()).contains("extension-granted");

        ask("2026-12-11");
        as(PROVINCE, get(list).param("q", school.code())).andExpect(content().string(containsString("此前已延期 1 次")));
    }

    @Test
    void nobodyGrantsHisOwnRequestNeitherInTasklistNorOnTheReviewPage() throws Exception {
        ask("2026-12-04");
        String asker = people.of(owner);
        identity.asSystem(() -> {
            identityService.createMembership(asker, PROVINCE);
            return true;
        });
        viewers.forget(asker);
        String task = workflow.openTasks(key()).get(0).taskId();
        String list = "/tasks/reviews/extensions";
        String refusal = "这份延期是您本人申请的，须由同事审批";

        assertThatThrownBy(() -> people.run(owner, () -> workflow.complete(task, new HashMap<>(APPROVED))))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining(refusal);

        String page = as(owner, get(list).param("q", school.code()))
                .andReturn()
                .getResponse()
                .getContentAsString();
        Matcher tick = Pattern.compile("name=\"ids\" value=\"([^\"]+)\"([^>]*)").matcher(page);
        assertThat(tick.find()).isTrue();
        assertThat(tick.group(2)).as("there is nothing to tick").contains("disabled");
        as(owner, post(list).param("ids", tick.group(1)));
        as(owner, post(list + "/" + task + "/open"));
        as(
                        owner,
                        post(list + "/" + task)
                                .param("decision", "approve")
                                .param(
                                        "version",
                                        tick.group(1).substring(tick.group(1).indexOf('~') + 1)))
                .andExpect(content().string(containsString(refusal)));
        as(owner, post(list + "/" + task + "/close"));
        jobs.runDue(key());
        assertThat(workflow.openTasks(key()))
                .as("ticked or read, he has granted nothing")
                .hasSize(1);
        assertThat(dueDay()).isEqualTo("2026-11-30");

        decide(PROVINCE, APPROVED);
        assertThat(dueDay()).isEqualTo("2026-12-04");
    }

    @Test
    void aRefusalKeepsTheDateAndTheRequestAtEndEvent_Refused() throws Exception {
        ask("2026-12-04");
        decide(PROVINCE, Map.of("decision", "return", "reason", "报送在即，请克服困难"));

        assertThat(dueDay()).isEqualTo("2026-11-30");
        assertThat(ends()).containsExactly("EndEvent_Refused");
        assertThat(mails()).contains("extension-refused");
        as(owner, get(page()))
                .andExpect(content().string(containsString("不予批准")))
                .andExpect(content().string(containsString("报送在即，请克服困难")))
                .andExpect(content().string(containsString("data-testid=\"ask\"")));
    }

    @Test
    void aRequestAboutATaskThatIsDoneNeedsNoVerdictAtEndEvent_Moot() throws Exception {
        ask("2026-12-04");
        String key = key();
        people.run(PROVINCE, () -> openings.open(school, CaseFile.TENCENT_WEIBO, false));
        as(owner, post("/cases/" + file.id() + "/withdraw").param("reason", "误建，请撤回"));
        jobs.runDue(file.id());

        assertThat(workflow.openTasks(key)).isEmpty();
        assertThat(endsOf(key)).containsExactly("EndEvent_Moot");
        as(owner, get(page())).andExpect(content().string(containsString("待办已了结")));
    }

    @Test
    void whatIsWrongWithARequestIsSaidBesideIt() throws Exception {
        for (Map.Entry<String, String> wrong : Map.of(
                        "2026-11-27", "要晚于现在的期限",
                        "2026-12-05", "是休息日",
                        "2027-06-01", "一次最多延到",
                        "", "请选择今天以后的日期",
                        "明天", "2026-03-14")
                .entrySet()) {
            as(owner, post(page() + "/extension").param("until", wrong.getKey()).param("reason", REASON))
                    .andExpect(flash().attribute("askProblem", containsString(wrong.getValue())));
        }
        as(owner, post(page() + "/extension").param("until", "2026-12-04").param("reason", "忙"))
                .andExpect(flash().attribute("askProblem", containsString("4 至 500")));
        ask("2026-12-04");
        as(owner, post(page() + "/extension").param("until", "2026-12-07").param("reason", REASON))
                .andExpect(flash().attribute("askProblem", containsString("正在审批")));
    }

    @Test
    void aDateIsMovedAfterItsImpactWasSeenAndAStalePreviewIsRefused() throws Exception {
        as(PROVINCE, get("/cases/" + file.id()))
                .andExpect(content().string(containsString("data-testid=\"move-deadline\"")));
        String preview = as(
                        PROVINCE,
                        post(page() + "/preview").param("to", "2026-12-02").param("reason", REASON))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("data-testid=\"impact\"")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(dueDay()).isEqualTo("2026-11-30");
        as(PROVINCE, move("2026-12-02", "0000"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("预览之后情况有变")));
        as(PROVINCE, move("2026-12-02", fingerprint(preview))).andExpect(redirectedUrl(page()));

        assertThat(dueDay()).isEqualTo("2026-12-02");
        as(PROVINCE, post(page() + "/preview").param("to", "2026-12-02").param("reason", REASON))
                .andExpect(flash().attribute("moveProblem", containsString("相同")));
        String earlier = as(
                        PROVINCE,
                        post(page() + "/preview").param("to", "2026-11-27").param("reason", REASON))
                .andExpect(content().string(containsString("本级加严")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        as(PROVINCE, move("2026-11-27", fingerprint(earlier))).andExpect(redirectedUrl(page()));
        assertThat(deadlines.required(deadline.id()).provenance()).isEqualTo(Deadline.Provenance.LOCAL);
    }

    @Test
    void everybodySeesHisOwnAndOnlyTheLevelAboveMoves() throws Exception {
        for (String foreign : List.of("province-320000-lead", "school-4132010284", "tencent", "university-office")) {
            as(foreign, get(page())).andExpect(status().isNotFound());
            as(foreign, post(page() + "/extension").param("until", "2026-12-04").param("reason", REASON))
                    .andExpect(status().isNotFound());
            as(foreign, move("2026-12-02", "")).andExpect(status().isNotFound());
            as(foreign, get("/deadlines?q=" + school.code()))
                    .andExpect(content().string(containsString("共 0 项")));
        }
        for (String onlooker : List.of("supervisor-310000", "operations", owner)) {
            as(onlooker, get(page())).andExpect(status().isOk());
            as(onlooker, move("2026-12-02", "")).andExpect(status().isForbidden());
            as(onlooker, get("/deadlines?q=" + school.code()))
                    .andExpect(content().string(containsString("共 1 项")));
        }
        for (String other : List.of(PROVINCE, "supervisor-310000", "centre-staff")) {
            as(other, post(page() + "/extension").param("until", "2026-12-04").param("reason", REASON))
                    .andExpect(status().isForbidden());
        }
        as(owner, get(page())).andExpect(content().string(not(containsString("data-testid=\"preview-move\""))));
        assertThat(dueDay()).isEqualTo("2026-11-30");
    }

    @Test
    void theListIsNarrowedByItsAddress() throws Exception {
        String name = "&q=" + school.code();
        as(PROVINCE, get("/deadlines?provenance=DEFAULT&party=OWNER" + name))
                .andExpect(content().string(containsString("共 1 项")));
        as(PROVINCE, get("/deadlines?provenance=NOTICE" + name))
                .andExpect(content().string(containsString("共 0 项")));
        as(PROVINCE, get("/deadlines?party=TENCENT" + name)).andExpect(content().string(containsString("没有符合")));
        as(PROVINCE, get("/deadlines?late=OVERDUE" + name)).andExpect(content().string(containsString("共 0 项")));
        as(PROVINCE, get("/deadlines?late=x&party=x&provenance=x&page=-1&unit=" + name))
                .andExpect(status().isOk());
        clock.set(HandClock.instant("2026-12-02T10:00"));
        as(PROVINCE, get("/deadlines?late=OVERDUE" + name)).andExpect(content().string(containsString("逾期 2 个工作日")));
    }

    @Test
    void aNoticesDateIsNamedMovedAndTakenBackWithItsImpact() throws Exception {
        String title = "关于" + school.name() + "登记的通知";
        as("centre-staff", get("/deadlines/notices")).andExpect(status().isOk());
        for (String other : List.of(owner, "tencent", "supervisor-310000", "operations")) {
            as(other, get("/deadlines/notices")).andExpect(status().isForbidden());
            as(other, post("/deadlines/notices")).andExpect(status().isForbidden());
        }
        as("province-310000-lead", notice("/preview", "", title))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("请选择日期")));
        String preview = as("province-310000-lead", notice("/preview", "2026-11-27", title))
                .andExpect(content().string(containsString(school.name())))
                .andReturn()
                .getResponse()
                .getContentAsString();
        as("province-310000-lead", notice("", "2026-11-27", title).param("fingerprint", "0"))
                .andExpect(content().string(containsString("预览之后情况有变")));
        as("province-310000-lead", notice("", "2026-11-27", title).param("fingerprint", fingerprint(preview)))
                .andExpect(redirectedUrl("/deadlines/notices"));
        assertThat(dueDay()).isEqualTo("2026-11-27");
        assertThat(deadlines.required(deadline.id()).origin()).contains(title);

        String id = jdbc.sql("select id from local_deadline where source_title = ?")
                .param(title)
                .query(String.class)
                .single();
        as(
                        "province-320000-lead",
                        post("/deadlines/notices")
                                .param("id", id)
                                .param("withdraw", "true")
                                .param("reason", REASON))
                .andExpect(status().isNotFound());
        String back = as(
                        "province-310000-lead",
                        post("/deadlines/notices/preview")
                                .param("id", id)
                                .param("withdraw", "true")
                                .param("reason", REASON))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        as(
                        "province-310000-lead",
                        post("/deadlines/notices")
                                .param("id", id)
                                .param("withdraw", "true")
                                .param("reason", REASON)
                                .param("fingerprint", fingerprint(back)))
                .andExpect(redirectedUrl("/deadlines/notices"));
        assertThat(dueDay()).isEqualTo("2026-11-30");
    }

    private static MockHttpServletRequestBuilder notice(String step, String day, String title) {
        return post("/deadlines/notices" + step)
                .param("task", "account-opening.Task_Register")
                .param("dueOn", day)
                .param("clause", "第1条")
                .param("title", title);
    }

    private MockHttpServletRequestBuilder move(String to, String fingerprint) {
        return post(page() + "/move").param("to", to).param("reason", REASON).param("fingerprint", fingerprint);
    }

    private static String fingerprint(String page) {
        Matcher found = FINGERPRINT.matcher(page);
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private void ask(String until) throws Exception {
        as(owner, post(page() + "/extension").param("until", until).param("reason", REASON))
                .andExpect(flash().attributeExists("notice"));
    }

    private void decide(String group, Map<String, Object> values) {
        String key = key();
        HumanTask task = workflow.openTasks(key).get(0);
        assertThat(deadlines.openFor(task.taskId())).isPresent();
        people.run(group, () -> workflow.complete(task.taskId(), new HashMap<>(values)));
        jobs.runDue(key);
    }

    private String key() {
        return "extension-"
                + jdbc.sql("select max(id) from extension_request where deadline_id = ?")
                        .param(deadline.id())
                        .query(Long.class)
                        .single();
    }

    private List<String> ends() {
        return endsOf(key());
    }

    private List<String> endsOf(String key) {
        String instance = history.createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(key)
                .finished()
                .singleResult()
                .getId();
        return history
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .activityType("noneEndEvent")
                .list()
                .stream()
                .map(end -> end.getActivityId())
                .toList();
    }

    private String dueDay() {
        return calendar.dueDay(deadlines.required(deadline.id()).dueAt()).toString();
    }

    private List<String> mails() {
        return jdbc.sql("select kind from mail where case_id = ?")
                .param(file.id())
                .query(String.class)
                .list();
    }

    private String page() {
        return "/deadlines/" + deadline.id();
    }

    private ResultActions as(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group))).with(csrf()));
    }
}
