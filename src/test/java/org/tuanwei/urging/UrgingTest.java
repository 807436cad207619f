package org.tuanwei.urging;

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
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.util.List;
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
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.opening.Openings;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.NotVisible;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;
import org.tuanwei.urging.BulkUrging.Line;

/** Many are urged at once, nobody too often, and the urged sees it where he works. */
@EngineTest
class UrgingTest {

    private static final String PROVINCE = "province-310000-staff";
    private static final String TEXT = "请于本周内完成登记，[点这里](http://evil.example)";

    @Autowired
    private MockMvc mvc;

    @Autowired
    private BulkUrging urging;

    @Autowired
    private UrgingNotes notes;

    @Autowired
    private Openings openings;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Workflow workflow;

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

    private CaseFile one;
    private CaseFile two;
    private CaseFile withoutAddress;
    private Organization school;

    @BeforeEach
    void lateCases() {
        clock.set(HandClock.instant("2026-11-23T10:00"));
        school = schools.school();
        one = opened(school, "urged-one");
        two = opened(schools.school(), "urged-two");
        withoutAddress = openings.open(schools.school(), CaseFile.TENCENT_WEIBO, false);
        clock.set(HandClock.instant("2026-12-02T10:00"));
    }

    @AfterEach
    void now() {
        clock.back();
    }

    private CaseFile opened(Organization of, String mail) {
        contacts.record(
                of.id(),
                new ContactDetails(
                        "林溪", "团委书记", null, "19900000001", mail + of.id() + "@school.example", "上海市测试路 1 号团委", null),
                "registration");
        return openings.open(of, CaseFile.TENCENT_WEIBO, false);
    }

    @Test
    void whoIsWrittenToAndWhoIsPassedOverIsShownFirst() {
        people.run(PROVINCE, () -> urging.send("", List.of(two.id()), "昨天已经催办过一次"));

        List<Line> lines = people.as(PROVINCE, () -> urging.preview("", ids()));

        assertThat(lines).hasSize(3);
        assertThat(lines.get(0)).isEqualTo(new Line(one.id(), school.name(), "注册基本信息", 1, null));
        assertThat(lines.get(1).skipped()).contains("刚催办过", "最早 2026-12-03");
        assertThat(lines.get(2).skipped()).contains("没有可用的邮箱");
    }

    @Test
    void theEventOfTheModelWritesTheLettersAndTheStory() {
        long batch = people.as(PROVINCE, () -> urging.send("", ids(), TEXT));
        ids().forEach(jobs::runDue);

        assertThat(letters(one)).isEqualTo(1);
        assertThat(letters(two)).isEqualTo(1);
        assertThat(letters(withoutAddress)).isZero();
        assertThat(story(one)).contains("opening.urged");
        assertThat(story(withoutAddress)).doesNotContain("opening.urged");
        assertThat(people.as(PROVINCE, () -> urging.batch(batch)))
                .satisfies(record -> assertThat(record.sent()).isEqualTo(2))
                .satisfies(record -> assertThat(record.skipped()).isEqualTo(1));

        people.run(PROVINCE, () -> urging.send("", ids(), TEXT));
        ids().forEach(jobs::runDue);
        assertThat(letters(one)).as("a second click within the interval").isEqualTo(1);
        clock.set(clock.instant().plus(Duration.ofDays(1)));
        people.run(PROVINCE, () -> urging.send("", ids(), TEXT));
        ids().forEach(jobs::runDue);
        assertThat(letters(one)).isEqualTo(2);
    }

    @Test
    void theUrgedSeesItOnHisDeskAndInHisForm() throws Exception {
        people.run(PROVINCE, () -> urging.send("", List.of(one.id()), TEXT));
        HumanTask task = workflow.openTasks(one.id()).get(0);

        as("school-" + school.code(), get("/desk"))
                .andExpect(content().string(containsString("data-testid=\"urged\"")))
                .andExpect(content().string(containsString("上级催办 2026-12-02 10:00：请于本周内完成登记")));
        assertThat(notes.of(task)).hasEntrySatisfying("urgedText", text -> assertThat(text.toString())
                .contains("上级催办")
                .doesNotContain("[点这里](")
                .contains("\\[点这里\\]"));
        people.run("school-" + school.code(), () -> assertThat(notes.of(List.of(task.taskId())))
                .hasSize(1));
        assertThat(notes.of(workflow.openTasks(two.id()).get(0))).isEmpty();
    }

    @Test
    void thePagesLeadFromTheListOverThePreviewToTheRecord() throws Exception {
        as(PROVINCE, get("/urgings?q=" + school.name()))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("value=\"" + one.id() + "\"")))
                .andExpect(content().string(not(containsString("value=\"" + two.id() + "\""))));
        as(PROVINCE, get("/urgings?late=nonsense&page=-4&unit=x"))
                .andExpect(content().string(containsString("没有符合")));
        as(PROVINCE, post("/urgings/preview")).andExpect(flash().attribute("problem", containsString("请先勾选")));
        as(PROVINCE, post("/urgings/preview").param("ids", one.id() + "," + withoutAddress.id()))
                .andExpect(content().string(containsString("data-testid=\"urging-send\"")))
                .andExpect(content().string(containsString("没有可用的邮箱")));
        as(PROVINCE, post("/urgings").param("ids", Long.toString(one.id())).param("text", "快"))
                .andExpect(status().isUnprocessableEntity())
                .andExpect(content().string(containsString("4 至 500")))
                .andExpect(content().string(containsString(">快</textarea>")));
        String record = as(
                        PROVINCE,
                        post("/urgings").param("ids", Long.toString(one.id())).param("text", TEXT))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        as(PROVINCE, get(record)).andExpect(content().string(containsString(school.name())));
        as("province-320000-staff", get(record)).andExpect(status().isNotFound());
        as("centre-staff", get(record)).andExpect(status().isNotFound());
    }

    @Test
    void onlyALevelAboveUrgesAndOnlyWhatIsItsOwn() throws Exception {
        for (String group : List.of("school-" + school.code(), "tencent", "operations")) {
            as(group, get("/urgings")).andExpect(status().isForbidden());
            as(group, post("/urgings").param("ids", Long.toString(one.id())).param("text", TEXT))
                    .andExpect(status().isForbidden());
        }
        as("province-320000-staff", post("/urgings/preview").param("ids", Long.toString(one.id())))
                .andExpect(status().isNotFound());
        assertThatThrownBy(() -> people.run("province-320000-staff", () -> urging.send("", List.of(one.id()), TEXT)))
                .isInstanceOf(NotVisible.class);
        as("province-320000-staff", get("/urgings?late=ANY&q=" + school.name()))
                .andExpect(content().string(containsString("共 0 件")));
        assertThat(story(one)).doesNotContain("opening.urged");
    }

    @Test
    void aSupervisorUrgesTheCasesOfHisUnitAndOnlyThose() throws Exception {
        as("supervisor-310000", get("/urgings?q=" + school.name()))
                .andExpect(content().string(containsString("value=\"" + one.id() + "\"")));
        as("supervisor-CN", get("/urgings?q=" + school.name()))
                .andExpect(content().string(containsString("value=\"" + one.id() + "\"")));
        as("supervisor-310000", get("/desk")).andExpect(content().string(containsString("href=\"/urgings\"")));
        String record = as(
                        "supervisor-310000",
                        post("/urgings").param("ids", Long.toString(one.id())).param("text", TEXT))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        as("supervisor-310000", get(record)).andExpect(content().string(containsString(school.name())));
        jobs.runDue(one.id());
        assertThat(story(one)).contains("opening.urged");

        as("supervisor-320000", get("/urgings?late=ANY&q=" + school.name()))
                .andExpect(content().string(containsString("共 0 件")));
        as("supervisor-320000", post("/urgings/preview").param("ids", Long.toString(two.id())))
                .andExpect(status().isNotFound());
        as("supervisor-320000", get(record)).andExpect(status().isNotFound());
        assertThat(story(two)).doesNotContain("opening.urged");
    }

    private List<Long> ids() {
        return List.of(one.id(), two.id(), withoutAddress.id());
    }

    private int letters(CaseFile file) {
        return jdbc.sql("select count(*) from mail where case_id = ? and kind = 'urging'")
                .param(file.id())
                .query(Integer.class)
                .single();
    }

    private List<String> story(CaseFile file) {
        return jdbc.sql("select kind from case_event where case_id = ?")
                .param(file.id())
                .query(String.class)
                .list();
    }

    private ResultActions as(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group))).with(csrf()));
    }
}
