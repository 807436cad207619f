package org.tuanwei.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.tuanwei.certification.CertificationStage.STATEMENT;
import static org.tuanwei.certification.CertificationStage.YES;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseStory;
import org.tuanwei.certification.Certification.State;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.UnitTies;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Applications for certification through all levels: granted, refused, lost on the way, applied for again. */
@EngineTest
class CertificationProcessTest {

    private static final String REASON = "近期内容多为转发，请补充原创";
    private static final Map<String, Object> NO = Map.of("decision", "return", "reason", REASON);

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private CertificationService service;

    @Autowired
    private Certifications certifications;

    @Autowired
    private CertificationTies ties;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private CaseStory story;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private MovableClock clock;

    private CertificationStage stage;
    private Organization school;
    private CaseFile account;

    @BeforeEach
    void anEligibleSchool() {
        stage = beans.createBean(CertificationStage.class);
        school = stage.eligibleSchool(beans.createBean(ActivityStage.class));
        account = stage.account(school);
    }

    @AfterEach
    void today() {
        clock.back();
    }

    @Test
    void recommended_reviewed_certified_and_published_at_EndEvent_Certified() throws Exception {
        assertThat(page("school-" + school.code())).contains("申请认证", "申请理由");
        assertThat(page(ActivityStage.STAFF)).doesNotContain("data-testid=\"certification-apply\"");
        assertThat(post("school-" + school.code(), school.code(), STATEMENT).getStatus())
                .isEqualTo(302);
        long id = living();
        HumanTask recommend = stage.task(id, CertificationProcess.RECOMMEND);
        Deadline deadline = deadlines.openFor(recommend.taskId()).orElseThrow();
        assertThat(deadline.party()).isEqualTo(Deadline.Party.SUPERIOR);
        assertThat(deadline.origin()).isEqualTo("系统默认（F5）");
        assertThat(ties.underWay(List.of(school.code())))
                .extracting(UnitTies.Tie::what)
                .containsExactly("微博认证申请正在办理");
        assertThat(page("school-" + school.code()))
                .contains("等待省级推荐", STATEMENT)
                .doesNotContain("data-testid=\"certification-apply\"");

        assertThat(people.as(
                        ActivityStage.STAFF,
                        () -> String.valueOf(
                                stage.shown(id, CertificationProcess.RECOMMEND).get("certificationText"))))
                .as("the address as it is, and the way to the weeks")
                .contains("微博地址：`" + account.accountUrl() + "`", "[连续 4 周达标](/activity/" + school.code() + ")");
        stage.complete(id, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);
        assertThat(certifications.get(id).state()).isEqualTo(State.RECOMMENDED);
        stage.complete(id, CertificationProcess.REVIEW, "centre-staff", YES);
        assertThat(deadlines
                        .openFor(stage.task(id, CertificationProcess.CERTIFY).taskId())
                        .orElseThrow()
                        .party())
                .isEqualTo(Deadline.Party.TENCENT);
        stage.complete(id, CertificationProcess.CERTIFY, "tencent", YES);
        jobs.runDue(CertificationProcess.key(id));

        assertThat(certifications.get(id)).satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.CERTIFIED);
            assertThat(one.certifiedAt()).isNotNull();
        });
        assertThat(stage.end(CertificationProcess.key(id))).isEqualTo("EndEvent_Certified");
        assertThat(certifications.trail(id))
                .extracting(Decision::step)
                .containsExactly("APPLY", "RECOMMEND", "REVIEW", "CERTIFY");
        assertThat(story.of(account.id()))
                .extracting(CaseStory.Line::text)
                .contains("提出认证申请：" + STATEMENT, "省级推荐认证", "中央复核同意认证", "腾讯已为账号加认证", "列入公开的认证推荐名单");
        assertThat(stage.mail(school, "certification-certified")).contains("公开的认证推荐名单");
        assertThat(page("school-" + school.code())).contains("已认证", "腾讯认证：已认证");
        assertThat(ties.underWay(List.of(school.code()))).isEmpty();
        assertThatThrownBy(() -> apply(STATEMENT))
                .isInstanceOf(FormRefused.class)
                .hasMessage("这个单位的微博已经认证，不用再申请");
        assertThatThrownBy(() -> jdbc.sql("update certification_decision set reason = '' where certification_id = ?")
                        .param(id)
                        .update())
                .as("what was decided is never written over")
                .isInstanceOf(DataAccessException.class);
    }

    @Test
    void each_level_refuses_with_a_reason_at_EndEvent_Refused_and_the_school_applies_again() throws Exception {
        long first = apply(STATEMENT);
        assertThatThrownBy(() -> stage.complete(
                        first, CertificationProcess.RECOMMEND, ActivityStage.STAFF, Map.of("decision", "return")))
                .isInstanceOf(FormRefused.class);
        assertThat(certifications.trail(first)).as("nothing by halves").hasSize(1);
        stage.complete(first, CertificationProcess.RECOMMEND, ActivityStage.STAFF, NO);
        refused(first);
        assertThat(page("school-" + school.code())).contains("上次未获认证或已撤销的原因：" + REASON);

        long second = apply(STATEMENT);
        assertThat(people.as(ActivityStage.STAFF, () -> stage.shown(second, CertificationProcess.RECOMMEND)
                        .get("returnReason")))
                .isEqualTo(REASON);
        stage.complete(second, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);
        stage.complete(second, CertificationProcess.REVIEW, "centre-staff", NO);
        refused(second);

        long third = apply(STATEMENT);
        stage.complete(third, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);
        stage.complete(third, CertificationProcess.REVIEW, "centre-staff", YES);
        stage.complete(third, CertificationProcess.CERTIFY, "tencent", NO);
        refused(third);
    }

    private void refused(long id) {
        jobs.runDue(CertificationProcess.key(id));
        assertThat(certifications.get(id).state()).isEqualTo(State.REFUSED);
        assertThat(certifications.get(id).reason()).isEqualTo(REASON);
        assertThat(stage.end(CertificationProcess.key(id))).isEqualTo("EndEvent_Refused");
        assertThat(stage.mailOf("certification-refused:" + id + ":1")).contains(REASON);
    }

    @Test
    void a_condition_lost_while_waiting_brings_it_back_to_the_school_at_EndEvent_Lapsed() {
        long id = apply(STATEMENT);
        jdbc.sql("update avatar set state = 'REPLACED' where case_id = ?")
                .param(account.id())
                .update();
        assertThat(people.as(
                        ActivityStage.STAFF,
                        () -> String.valueOf(
                                stage.shown(id, CertificationProcess.RECOMMEND).get("certificationText"))))
                .contains("现在不再具备：头像还没有审核生效");
        stage.complete(id, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);
        jobs.runDue(CertificationProcess.key(id));
        assertThat(certifications.get(id).state()).isEqualTo(State.LAPSED);
        assertThat(certifications.get(id).reason()).isEqualTo("头像还没有审核生效");
        assertThat(stage.end(CertificationProcess.key(id))).isEqualTo("EndEvent_Lapsed");
        assertThat(stage.mail(school, "certification-lapsed")).contains("头像还没有审核生效", "补齐后可以再次申请");
        assertThatThrownBy(() -> apply(STATEMENT))
                .isInstanceOf(FormRefused.class)
                .hasMessage("还不能申请认证：头像还没有审核生效");
    }

    @Test
    void a_province_applies_for_its_own_account_without_the_recommendation() {
        Organization unit = stage.unitWithAccount("530000");
        long first = people.as("province-530000-staff", () -> {
            service.apply(unit, STATEMENT);
            long applied = certifications.living(unit.id()).orElseThrow().id();
            service.retract(unit, "先把微空间办好");
            return applied;
        });
        assertThat(stage.end(CertificationProcess.key(first)))
                .as("taken back before the centre had signed for it")
                .isEqualTo("EndEvent_Retracted");
        long id = people.as("province-530000-staff", () -> {
            service.apply(unit, STATEMENT);
            return certifications.living(unit.id()).orElseThrow().id();
        });
        assertThat(workflow.openTasks(CertificationProcess.key(id)))
                .extracting(HumanTask::key)
                .containsExactly(CertificationProcess.REVIEW);
        stage.complete(id, CertificationProcess.REVIEW, "centre-staff", NO);
        jobs.runDue(CertificationProcess.key(id));
        assertThat(certifications.get(id).state()).isEqualTo(State.REFUSED);
    }

    @Test
    void a_second_application_is_refused_in_Chinese_and_a_foreign_unit_sees_nothing() throws Exception {
        long id = apply(STATEMENT);
        assertThatThrownBy(() -> apply(STATEMENT))
                .isInstanceOf(FormRefused.class)
                .hasMessage("这个单位的认证申请正在办理，请等待结果");
        String own = "school-" + school.code();
        MockHttpServletResponse again = post(own, school.code(), STATEMENT);
        assertThat(again.getStatus()).isEqualTo(302);
        assertThat(certifications.living(school.id()).orElseThrow().id()).isEqualTo(id);
        assertThat(post("province-320000-staff", school.code(), STATEMENT).getStatus())
                .isEqualTo(404);
        assertThat(post("supervisor-640000", school.code(), STATEMENT).getStatus())
                .isEqualTo(403);
        assertThat(post(ActivityStage.STAFF, school.code(), STATEMENT).getStatus())
                .as("nobody applies for another")
                .isEqualTo(403);
        String taskId = stage.task(id, CertificationProcess.RECOMMEND).taskId();
        for (String group : List.of(own, "province-320000-staff", "province-640000-lead", "centre-staff", "tencent")) {
            assertThat(people.as(group, () -> workflow.mayWorkOn(taskId)))
                    .as(group)
                    .isFalse();
        }
        stage.complete(id, CertificationProcess.RECOMMEND, ActivityStage.STAFF, NO);
        jobs.runDue(CertificationProcess.key(id));
        assertThatThrownBy(() -> apply("好")).isInstanceOf(FormRefused.class).hasMessageContaining("写明申请理由");
    }

    private long apply(String statement) {
        return stage.apply(school, statement);
    }

    private long living() {
        return certifications.living(school.id()).orElseThrow().id();
    }

    private String page(String group) throws Exception {
        return mvc.perform(get("/registry/" + school.code()).with(user(people.of(group))))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse post(String group, String code, String statement) throws Exception {
        return mvc.perform(MockMvcRequestBuilders.post("/registry/" + code + "/certification")
                        .param("statement", statement)
                        .with(csrf())
                        .with(user(people.of(group))))
                .andReturn()
                .getResponse();
    }
}
