package org.tuanwei.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.tuanwei.certification.CertificationStage.YES;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.casefile.CaseStory;
import org.tuanwei.certification.Certification.State;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** An applicant takes its application back while nobody at the first level has signed for it, and not afterwards. */
@EngineTest
class CertificationRetractionTest {

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private CertificationService service;

    @Autowired
    private Certifications certifications;

    @Autowired
    private Workflow workflow;

    @Autowired
    private CaseStory story;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private MovableClock clock;

    private CertificationStage stage;
    private Organization school;
    private String own;

    @BeforeEach
    void anEligibleSchool() {
        stage = beans.createBean(CertificationStage.class);
        school = stage.eligibleSchool(beans.createBean(ActivityStage.class));
        own = "school-" + school.code();
    }

    @AfterEach
    void today() {
        clock.back();
    }

    @Test
    void taken_back_by_the_applicant_nothing_is_left_behind_at_EndEvent_Retracted_and_it_may_apply_again()
            throws Exception {
        long id = stage.apply(school);
        String taskId = stage.task(id, CertificationProcess.RECOMMEND).taskId();
        assertThat(page(own)).contains("撤回申请", "还没有签收");
        assertThat(page(ActivityStage.STAFF)).doesNotContain("certification-retract");

        assertThat(retraction(own, "想先补充几条原创").getStatus()).isEqualTo(302);

        assertThat(certifications.get(id).state()).isEqualTo(State.RETRACTED);
        assertThat(stage.end(CertificationProcess.key(id))).isEqualTo("EndEvent_Retracted");
        assertThat(workflow.task(taskId)).as("gone from the province's list").isEmpty();
        assertThat(jdbc.sql("select d.state, count(r.id) filter (where r.state = 'PENDING') as pending from deadline d"
                                + " left join reminder r on r.deadline_id = d.id where d.task_id = ? group by d.state")
                        .param(taskId)
                        .query((row, n) -> row.getString(1) + " " + row.getInt(2))
                        .list())
                .as("no reminder is left behind")
                .containsExactly("CANCELLED 0");
        assertThat(certifications.trail(id)).last().satisfies(one -> {
            assertThat(Step.words(one.step(), one.verdict())).isEqualTo("申请：已撤回");
            assertThat(one.reason()).isEqualTo("想先补充几条原创");
        });
        assertThat(told()).contains("单位撤回认证申请，理由：想先补充几条原创");
        assertThat(page(own))
                .contains("上次的申请已由本单位撤回", "data-testid=\"certification-apply\"")
                .doesNotContain("上次未获认证或已撤销的原因", "certification-retract-open");

        long again = stage.apply(school);
        assertThat(retraction(own, "").getStatus()).isEqualTo(302);
        assertThat(certifications.get(again).reason())
                .as("nobody has to say why")
                .isNull();
        assertThat(told()).contains("单位撤回认证申请");
        long third = stage.apply(school);
        assertThat(people.as(ActivityStage.STAFF, () -> stage.shown(third, CertificationProcess.RECOMMEND)
                        .get("returnReason")))
                .as("what was taken back is no refusal")
                .isEqualTo("");
        assertThatThrownBy(() -> retract("因".repeat(501)))
                .isInstanceOf(FormRefused.class)
                .hasMessage("撤回理由最多 500 个字");
    }

    @Test
    void nobody_takes_back_the_application_of_another() throws Exception {
        long id = stage.apply(school);
        assertThat(retraction("province-320000-staff", "").getStatus()).isEqualTo(404);
        assertThat(retraction("supervisor-640000", "").getStatus()).isEqualTo(403);
        assertThat(retraction(ActivityStage.STAFF, "").getStatus())
                .as("the province refuses, it does not take back")
                .isEqualTo(403);
        assertThat(retraction("centre-staff", "").getStatus()).isEqualTo(403);
        assertThat(certifications.get(id).state()).isEqualTo(State.APPLIED);
    }

    @Test
    void what_the_first_level_has_signed_for_or_decided_is_not_taken_back_any_more() throws Exception {
        long id = stage.apply(school);
        String taskId = stage.task(id, CertificationProcess.RECOMMEND).taskId();
        people.run(ActivityStage.STAFF, () -> workflow.claim(taskId));
        assertThat(page(own)).contains("已签收").doesNotContain("certification-retract-open");
        assertThatThrownBy(() -> retract("想再等等"))
                .isInstanceOf(FormRefused.class)
                .hasMessage("省级已经签收这份申请，不能再撤回；确需停办的，请联系省级退回");
        assertThat(certifications.trail(id)).as("nothing by halves").hasSize(1);
        assertThat(certifications.get(id).state()).isEqualTo(State.APPLIED);

        people.run(ActivityStage.STAFF, () -> workflow.release(taskId));
        assertThat(page(own)).as("given back, it may be taken back").contains("certification-retract-open");
        stage.complete(id, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);
        assertThat(page(own)).doesNotContain("certification-retract-open");
        assertThatThrownBy(() -> retract("")).isInstanceOf(FormRefused.class).hasMessage("省级已经办结，申请不能再撤回");
        assertThat(certifications.get(id).state()).isEqualTo(State.RECOMMENDED);
    }

    @Test
    void there_must_be_one_under_way() {
        assertThatThrownBy(() -> retract("")).isInstanceOf(FormRefused.class).hasMessage("没有正在办理的认证申请，请刷新后再看");
    }

    private void retract(String reason) {
        people.run(own, () -> service.retract(school, reason));
    }

    private List<String> told() {
        return story.of(stage.account(school).id()).stream()
                .map(CaseStory.Line::text)
                .toList();
    }

    private String page(String group) throws Exception {
        return mvc.perform(get("/registry/" + school.code()).with(user(people.of(group))))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse retraction(String group, String reason) throws Exception {
        return mvc.perform(post("/registry/" + school.code() + "/certification/retraction")
                        .param("reason", reason)
                        .with(csrf())
                        .with(user(people.of(group))))
                .andReturn()
                .getResponse();
    }
}
