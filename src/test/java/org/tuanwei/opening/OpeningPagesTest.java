package org.tuanwei.opening;

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

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

@EngineTest
class OpeningPagesTest {

    private static final String PROVINCE = "province-310000-staff";
    private static final String OTHER_PROVINCE = "province-320000-staff";

    @Autowired
    private MockMvc web;

    @Autowired
    private Openings openings;

    @Autowired
    private CaseFiles files;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Organizations organizations;

    @Autowired
    private TestPeople people;

    @Autowired
    private TestSchools schools;

    @Test
    void eachRoleIsOfferedWhatItMaySetGoing() throws Exception {
        Organization school = schools.school();
        CaseFile file = openings.open(school, CaseFile.TENCENT_WEIBO, false);
        String page = "/cases/" + file.id();
        web.perform(as(PROVINCE, get(page)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("data-testid=\"urge\"")))
                .andExpect(content().string(containsString("data-testid=\"acting\"")))
                .andExpect(content().string(containsString("data-testid=\"withdraw\"")));
        web.perform(as("school-" + school.code(), get(page)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("data-testid=\"urge\""))))
                .andExpect(content().string(not(containsString("data-testid=\"acting\""))))
                .andExpect(content().string(containsString("data-testid=\"withdraw\"")));
        web.perform(as("supervisor-310000", get(page)))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("data-testid=\"opening-actions\""))));
        web.perform(as(OTHER_PROVINCE, get(page))).andExpect(status().isNotFound());
    }

    @Test
    void strangersCanSetNothingGoing() throws Exception {
        CaseFile file = openings.open(schools.school(), CaseFile.TENCENT_WEIBO, false);
        Organization otherSchool = schools.school();
        HumanTask task = workflow.openTasks(file.id()).get(0);
        for (String group : new String[] {OTHER_PROVINCE, "school-" + otherSchool.code()}) {
            web.perform(as(group, post("/cases/" + file.id() + "/urge").param("text", "请尽快办理")))
                    .andExpect(status().isNotFound());
            web.perform(as(group, post("/cases/" + file.id() + "/withdraw").param("reason", "请撤回案件")))
                    .andExpect(status().isNotFound());
            web.perform(as(
                            group,
                            post("/cases/" + file.id() + "/acting")
                                    .param("taskId", task.taskId())
                                    .param("reason", "请允许代办")))
                    .andExpect(status().isNotFound());
        }
        web.perform(as(
                        "supervisor-310000",
                        post("/cases/" + file.id() + "/withdraw").param("reason", "请撤回案件")))
                .andExpect(status().isForbidden());
        assertThat(files.get(file.id()).running()).isTrue();
    }

    @Test
    void whatWasTypedComesBackWithTheMistake() throws Exception {
        CaseFile file = openings.open(schools.school(), CaseFile.TENCENT_WEIBO, false);
        web.perform(as(PROVINCE, post("/cases/" + file.id() + "/urge").param("text", "快")))
                .andExpect(redirectedUrl("/cases/" + file.id() + "#opening"))
                .andExpect(flash().attribute("openingTyped", "快"))
                .andExpect(flash().attribute("openingProblem", containsString("4 至 500")));
        web.perform(as(PROVINCE, get("/cases/" + file.id()))
                        .flashAttr("openingForm", "urge")
                        .flashAttr("openingTyped", "快")
                        .flashAttr("openingProblem", "请用 4 至 500 个字写明催办内容"))
                .andExpect(content().string(containsString("请用 4 至 500 个字写明催办内容")))
                .andExpect(content().string(containsString(">快</textarea>")));
    }

    @Test
    void aTaskOfAnotherCaseCannotBeTakenOver() throws Exception {
        CaseFile mine = openings.open(schools.school(), CaseFile.TENCENT_WEIBO, false);
        CaseFile other = openings.open(schools.school(), CaseFile.TENCENT_WEIBO, false);
        HumanTask task = workflow.openTasks(other.id()).get(0);
        web.perform(as(
                        PROVINCE,
                        post("/cases/" + mine.id() + "/acting")
                                .param("taskId", task.taskId())
                                .param("reason", "学校来电，暂无法上网")))
                .andExpect(flash().attribute("openingForm", "acting"));
        assertThat(workflow.candidateGroups(task.taskId())).doesNotContain(PROVINCE);
    }

    @Test
    void aUnitOpensItsOwnCaseFromItsRegistryEntryAndASchoolThatOfItsClassBranch() throws Exception {
        web.perform(as("province-620000-staff", get("/registry/620000")))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("登记本单位微博")));
        web.perform(as("province-620000-staff", post("/registry/620000/opening")))
                .andExpect(status().is3xxRedirection());
        CaseFile own = files.living(organizations.require("620000").id(), CaseFile.TENCENT_WEIBO)
                .orElseThrow();
        web.perform(as("province-620000-staff", post("/registry/620000/opening")))
                .andExpect(redirectedUrl("/cases/" + own.id() + "#opening"));

        Organization school = schools.school();
        Organization branch = schools.branch(school);
        web.perform(as("school-" + school.code(), get("/registry/" + branch.code())))
                .andExpect(content().string(containsString("登记本班团支部微博")));
        web.perform(as("school-" + school.code(), post("/registry/" + branch.code() + "/opening")))
                .andExpect(status().is3xxRedirection());
        assertThat(files.living(branch.id(), CaseFile.TENCENT_WEIBO)).isPresent();
        web.perform(as(
                        "school-" + schools.school().code(),
                        post("/registry/" + schools.branch(school).code() + "/opening")))
                .andExpect(status().isNotFound());
        web.perform(as(PROVINCE, post("/registry/320000/opening"))).andExpect(status().isNotFound());
    }

    private MockHttpServletRequestBuilder as(String group, MockHttpServletRequestBuilder request) {
        return request.with(user(people.of(group))).with(csrf());
    }
}
