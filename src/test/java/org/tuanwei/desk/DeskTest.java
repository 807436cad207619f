package org.tuanwei.desk;

import static org.assertj.core.api.Assertions.assertThat;
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
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.demo.DemoRegistry;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.security.Viewers;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** What each role finds on its desk, and that every number is the length of the list behind it. */
@EngineTest
class DeskTest {

    private static final String SCHOOL = "4131010277";
    private static final AtomicInteger COUNT = new AtomicInteger();

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestPeople people;

    @Autowired
    private DeskWorks works;

    @Autowired
    private DeskFigures figures;

    @Autowired
    private Workflow workflow;

    @Autowired
    private CaseFiles files;

    @Autowired
    private Organizations organizations;

    @Autowired
    private RegistryImport registry;

    @Autowired
    private Viewers viewers;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void registry() {
        registry.load(DemoRegistry.small(), "test");
    }

    @Test
    void every_role_has_a_desk() throws Exception {
        for (String group : List.of(
                "centre-staff",
                "centre-lead",
                "university-office",
                "province-310000-staff",
                "province-310000-lead",
                "school-" + SCHOOL,
                "supervisor-310000",
                "supervisor-CN",
                "tencent",
                "operations")) {
            as(group, get("/desk"))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("工作台")));
        }
        mvc.perform(get("/desk").accept(MediaType.TEXT_HTML)).andExpect(status().is3xxRedirection());
    }

    @Test
    void a_page_that_is_not_found_still_knows_who_is_signed_in() throws Exception {
        as("school-" + SCHOOL, get("/cases/999999999"))
                .andExpect(status().isNotFound())
                .andExpect(content().string(containsString("没有找到您要的内容")))
                .andExpect(content().string(containsString("data-testid=\"logout\"")));
    }

    @Test
    void a_unit_without_a_case_opens_its_own_from_the_desk() throws Exception {
        as("province-650000-staff", get("/desk"))
                .andExpect(content().string(containsString("登记本单位微博")))
                .andExpect(content().string(containsString("/registry/650000/opening")));
        as("province-650000-staff", post("/registry/650000/opening").with(csrf()))
                .andExpect(status().is3xxRedirection());
        assertThat(files.living(organizations.require("650000").id(), CaseFile.TENCENT_WEIBO))
                .isPresent();
    }

    @Test
    void what_waits_for_me_is_what_i_may_work_on_with_its_light() {
        CaseFile file = opened(SCHOOL);

        assertThat(works(file, "school-" + SCHOOL)).singleElement().satisfies(work -> {
            assertThat(work.name()).isEqualTo("注册基本信息");
            assertThat(work.organizationName()).isEqualTo("上海体育大学");
            assertThat(work.light()).isEqualTo("GREEN");
            assertThat(work.due()).startsWith("还剩");
            assertThat(work.origin()).contains("系统默认");
            assertThat(work.href()).contains("/camunda/app/tasklist/").endsWith(work.taskId());
        });
        for (String other : List.of("school-4132010284", "province-320000-staff", "tencent", "operations")) {
            assertThat(works(file, other)).as(other).isEmpty();
        }
    }

    @Test
    void a_school_sees_its_line_of_phases_and_one_next_step() throws Exception {
        opened(SCHOOL);

        as("school-" + SCHOOL, get("/desk"))
                .andExpect(content().string(containsString("data-testid=\"next-step\"")))
                .andExpect(content().string(containsString("下一步：")))
                .andExpect(content().string(not(containsString("data-testid=\"figures\""))));
    }

    @Test
    void every_figure_is_the_length_of_its_list() throws Exception {
        opened(SCHOOL);
        for (String group : List.of("centre-staff", "province-310000-staff", "supervisor-310000")) {
            DeskFigures.Region region = figures.region(viewers.of(people.of(group)));
            assertList(group, "/cases?state=RUNNING", region.running());
            assertList(group, "/cases?overdue=true", region.overdue());
            assertList(group, "/cases?state=OPEN", region.opened());
            for (DeskFigures.PhaseFigure figure : figures.phases(viewers.of(people.of(group)))) {
                assertList(group, "/cases?state=RUNNING&phase=" + figure.phase(), figure.running());
            }
        }
        DeskFigures.UnitFigure shanghai = figures.units(viewers.of(people.of("centre-staff"))).stream()
                .filter(unit -> unit.code().equals("310000"))
                .findFirst()
                .orElseThrow();
        assertList("centre-staff", "/cases?unit=310000&state=RUNNING", shanghai.running());
        assertThat(shanghai.schools()).isPositive();
    }

    @Test
    void a_region_counts_nothing_of_its_neighbours() {
        DeskFigures.Region before = figures.region(viewers.of(people.of("province-320000-staff")));
        opened(SCHOOL);
        assertThat(figures.region(viewers.of(people.of("province-320000-staff"))))
                .isEqualTo(before);
    }

    @Test
    void the_work_queue_is_for_operations_and_each_item_is_closed_with_a_note() throws Exception {
        CaseFile file = opened(SCHOOL);
        workflow.correlate("credential-delivery.pickedUp", file.id(), file.unitCode(), Map.of());
        long id = jdbc.sql("select max(id) from message_queue where case_id = ?")
                .param(file.id())
                .query(Long.class)
                .single();
        for (String group : List.of("school-" + SCHOOL, "province-310000-staff", "tencent", "supervisor-310000")) {
            as(group, get("/queue")).andExpect(status().isNotFound());
            as(group, handled(id, "看过了")).andExpect(status().isNotFound());
        }
        as("centre-staff", get("/queue")).andExpect(status().isOk());
        as("centre-staff", handled(id, "看过了")).andExpect(status().isForbidden());
        as("operations", get("/queue"))
                .andExpect(content().string(containsString("/queue/messages/" + id + "/handled")));
        as("operations", handled(id, "")).andExpect(flash().attributeExists("refused"));
        as("operations", handled(id, "案件未到取号环节，已核对")).andExpect(redirectedUrl("/queue"));
        as("operations", get("/queue")).andExpect(content().string(not(containsString("/queue/messages/" + id + "/"))));
        as("operations", get("/queue?handled=true")).andExpect(content().string(containsString("已核对")));
        as("operations", handled(id, "再来一次")).andExpect(status().isNotFound());
    }

    private void assertList(String group, String address, int length) throws Exception {
        as(group, get(address)).andExpect(content().string(containsString("共 " + length + " 件")));
    }

    private List<DeskWork> works(CaseFile file, String group) {
        return works.of(viewers.of(people.of(group))).stream()
                .filter(work -> Long.valueOf(file.id()).equals(work.caseId()))
                .toList();
    }

    /** A case that waits for its registration. */
    private CaseFile opened(String school) {
        Organization organization = organizations.require(school);
        CaseFile file =
                files.open(organization, "DESK-" + COUNT.incrementAndGet()).caseFile();
        Map<String, Object> facts = new HashMap<>();
        facts.put("organizationCode", organization.code());
        facts.put("organizationName", organization.name());
        facts.put("level", "SCHOOL");
        facts.put("ownerGroup", organizations.ownerGroup(organization));
        facts.put("superiorGroup", organizations.superiorGroup(organization));
        facts.put("registered", false);
        workflow.start("account-opening", file.id(), file.unitCode(), facts);
        assertThat(workflow.openTasks(file.id()))
                .extracting(HumanTask::key)
                .containsExactly("account-opening.Task_Register");
        return file;
    }

    private ResultActions as(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group))));
    }

    private static MockHttpServletRequestBuilder handled(long id, String note) {
        return post("/queue/messages/" + id + "/handled").with(csrf()).param("note", note);
    }
}
