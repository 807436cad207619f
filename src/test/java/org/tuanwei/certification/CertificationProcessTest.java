package org.tuanwei.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
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
import org.tuanwei.activitycounts.Count.Numbers;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseStory;
import org.tuanwei.certification.Certification.State;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.UnitTies;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Applications for certification through all levels: granted, refused, lost on the way, rechecked, applied for again. */
@EngineTest
class CertificationProcessTest {

    private static final String STATEMENT = "每周发布原创团学活动微博，互动活跃";
    private static final String REASON = "近期内容多为转发，请补充原创";
    private static final Map<String, Object> YES = Map.of("decision", "approve");
    private static final Map<String, Object> NO = Map.of("decision", "return", "reason", REASON);
    private static final Week FIRST = new Week(LocalDate.of(2010, 3, 8));

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
    private CaseFiles cases;

    @Autowired
    private CaseStory story;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Counts counts;

    @Autowired
    private Organizations organizations;

    @Autowired
    private HistoryService history;

    @Autowired
    private EngineIdentity identity;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private List<TaskForm> forms;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private MovableClock clock;

    private ActivityStage stage;
    private Organization school;
    private CaseFile account;

    @BeforeEach
    void anEligibleSchool() {
        stage = beans.createBean(ActivityStage.class);
        clock.set(ActivityStage.at(LocalDate.of(2010, 3, 5), 9));
        school = stage.school(ActivityStage.at(LocalDate.of(2010, 1, 10), 9));
        account = cases.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
        avatar(account.id());
        proved(school.id());
        streak(school.id(), FIRST, 4, "MET");
        clock.set(ActivityStage.at(FIRST.plus(4).monday().plusDays(2), 9));
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
        HumanTask recommend = task(id, CertificationProcess.RECOMMEND);
        Deadline deadline = deadlines.openFor(recommend.taskId()).orElseThrow();
        assertThat(deadline.party()).isEqualTo(Deadline.Party.SUPERIOR);
        assertThat(deadline.origin()).isEqualTo("系统默认（F5）");
        assertThat(ties.underWay(List.of(school.code())))
                .extracting(UnitTies.Tie::what)
                .containsExactly("微博认证申请正在办理");
        assertThat(page("school-" + school.code()))
                .contains("等待省级推荐", STATEMENT)
                .doesNotContain("data-testid=\"certification-apply\"");

        complete(id, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);
        assertThat(certifications.get(id).state()).isEqualTo(State.RECOMMENDED);
        complete(id, CertificationProcess.REVIEW, "centre-staff", YES);
        assertThat(deadlines
                        .openFor(task(id, CertificationProcess.CERTIFY).taskId())
                        .orElseThrow()
                        .party())
                .isEqualTo(Deadline.Party.TENCENT);
        complete(id, CertificationProcess.CERTIFY, "tencent", YES);
        jobs.runDue(CertificationProcess.key(id));

        assertThat(certifications.get(id)).satisfies(one -> {
            assertThat(one.state()).isEqualTo(State.CERTIFIED);
            assertThat(one.certifiedAt()).isNotNull();
        });
        assertThat(end(CertificationProcess.key(id))).isEqualTo("EndEvent_Certified");
        assertThat(certifications.trail(id))
                .extracting(Decision::step)
                .containsExactly("APPLY", "RECOMMEND", "REVIEW", "CERTIFY");
        assertThat(story.of(account.id()))
                .extracting(CaseStory.Line::text)
                .contains("提出认证申请：" + STATEMENT, "省级推荐认证", "中央复核同意认证", "腾讯已为账号加认证", "列入公开的认证推荐名单");
        assertThat(mail("certification-certified")).contains("公开的认证推荐名单");
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
        assertThatThrownBy(() -> complete(
                        first, CertificationProcess.RECOMMEND, ActivityStage.STAFF, Map.of("decision", "return")))
                .isInstanceOf(FormRefused.class);
        assertThat(certifications.trail(first)).as("nothing by halves").hasSize(1);
        complete(first, CertificationProcess.RECOMMEND, ActivityStage.STAFF, NO);
        refused(first);
        assertThat(page("school-" + school.code())).contains("上次未获认证或已撤销的原因：" + REASON);

        long second = apply(STATEMENT);
        assertThat(people.as(ActivityStage.STAFF, () -> shown(second, CertificationProcess.RECOMMEND)
                        .get("returnReason")))
                .isEqualTo(REASON);
        complete(second, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);
        complete(second, CertificationProcess.REVIEW, "centre-staff", NO);
        refused(second);

        long third = apply(STATEMENT);
        complete(third, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);
        complete(third, CertificationProcess.REVIEW, "centre-staff", YES);
        complete(third, CertificationProcess.CERTIFY, "tencent", NO);
        refused(third);
    }

    private void refused(long id) {
        jobs.runDue(CertificationProcess.key(id));
        assertThat(certifications.get(id).state()).isEqualTo(State.REFUSED);
        assertThat(certifications.get(id).reason()).isEqualTo(REASON);
        assertThat(end(CertificationProcess.key(id))).isEqualTo("EndEvent_Refused");
        assertThat(mail("certification-refused:" + id + ":1", "certification-refused"))
                .contains(REASON);
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
                                shown(id, CertificationProcess.RECOMMEND).get("certificationText"))))
                .contains("现在不再具备：头像还没有审核生效");
        complete(id, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);
        jobs.runDue(CertificationProcess.key(id));
        assertThat(certifications.get(id).state()).isEqualTo(State.LAPSED);
        assertThat(certifications.get(id).reason()).isEqualTo("头像还没有审核生效");
        assertThat(end(CertificationProcess.key(id))).isEqualTo("EndEvent_Lapsed");
        assertThat(mail("certification-lapsed")).contains("头像还没有审核生效", "补齐后可以再次申请");
        assertThatThrownBy(() -> apply(STATEMENT))
                .isInstanceOf(FormRefused.class)
                .hasMessage("还不能申请认证：头像还没有审核生效");
    }

    @Test
    void four_weeks_of_inactivity_are_rechecked_kept_at_EndEvent_Kept_and_later_withdrawn_at_EndEvent_Withdrawn() {
        long id = certified();
        streak(school.id(), FIRST.plus(4), 3, "INACTIVE");
        clock.set(ActivityStage.at(FIRST.plus(7).monday().plusDays(2), 9));
        service.recheckDue();
        assertThat(rechecks(id)).as("three weeks are not four").isEmpty();
        streak(school.id(), FIRST.plus(7), 1, "INACTIVE");
        clock.set(ActivityStage.at(FIRST.plus(8).monday().plusDays(2), 9));
        service.recheckDue();
        service.recheckDue();
        HumanTask task = rechecks(id).get(0);
        assertThat(rechecks(id)).as("asked once").hasSize(1);
        assertThat(deadlines.openFor(task.taskId()).orElseThrow().party()).isEqualTo(Deadline.Party.CENTRE);
        assertThat(ties.underWay(List.of(school.code())))
                .extracting(UnitTies.Tie::what)
                .containsExactly("微博认证正在复核");
        people.run("centre-staff", () -> workflow.complete(task.taskId(), YES));
        assertThat(end(CertificationProcess.recheckKey(id))).isEqualTo("EndEvent_Kept");
        assertThat(certifications.get(id).state()).isEqualTo(State.CERTIFIED);
        service.recheckDue();
        assertThat(rechecks(id)).as("kept for four weeks").isEmpty();

        clock.set(ActivityStage.at(FIRST.plus(13).monday(), 9));
        service.recheckDue();
        people.run(
                "centre-staff",
                () -> workflow.complete(
                        rechecks(id).get(0).taskId(), Map.of("decision", "withdraw", "reason", "两个月没有更新，撤销认证")));
        jobs.runDue(CertificationProcess.recheckKey(id));
        assertThat(certifications.get(id).state()).isEqualTo(State.WITHDRAWN);
        assertThat(ends(CertificationProcess.recheckKey(id)))
                .containsExactlyInAnyOrder("EndEvent_Kept", "EndEvent_Withdrawn");
        assertThat(mail("certification-withdrawn")).contains("两个月没有更新");
        assertThat(story.of(account.id()))
                .extracting(CaseStory.Line::text)
                .contains("连续 4 周未达标，请团中央复核认证", "复核后保留认证", "复核后撤销认证：两个月没有更新，撤销认证");
    }

    @Test
    void a_province_applies_for_its_own_account_without_the_recommendation() {
        Organization unit = unitWithAccount("530000");
        long id = people.as("province-530000-staff", () -> {
            service.apply(unit, STATEMENT);
            return certifications.living(unit.id()).orElseThrow().id();
        });
        assertThat(workflow.openTasks(CertificationProcess.key(id)))
                .extracting(HumanTask::key)
                .containsExactly(CertificationProcess.REVIEW);
        complete(id, CertificationProcess.REVIEW, "centre-staff", NO);
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
        String taskId = task(id, CertificationProcess.RECOMMEND).taskId();
        for (String group : List.of(own, "province-320000-staff", "province-640000-lead", "centre-staff", "tencent")) {
            assertThat(people.as(group, () -> workflow.mayWorkOn(taskId)))
                    .as(group)
                    .isFalse();
        }
        complete(id, CertificationProcess.RECOMMEND, ActivityStage.STAFF, NO);
        jobs.runDue(CertificationProcess.key(id));
        assertThatThrownBy(() -> apply("好")).isInstanceOf(FormRefused.class).hasMessageContaining("写明申请理由");
    }

    private long apply(String statement) {
        return people.as("school-" + school.code(), () -> {
            service.apply(school, statement);
            return living();
        });
    }

    private long living() {
        return certifications.living(school.id()).orElseThrow().id();
    }

    private long certified() {
        long id = apply(STATEMENT);
        complete(id, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);
        complete(id, CertificationProcess.REVIEW, "centre-staff", YES);
        complete(id, CertificationProcess.CERTIFY, "tencent", YES);
        jobs.runDue(CertificationProcess.key(id));
        return id;
    }

    private HumanTask task(long id, String key) {
        return workflow.openTasks(CertificationProcess.key(id)).stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no open " + key));
    }

    private List<HumanTask> rechecks(long id) {
        return workflow.openTasks(CertificationProcess.recheckKey(id));
    }

    private void complete(long id, String key, String group, Map<String, Object> values) {
        String taskId = task(id, key).taskId();
        people.run(group, () -> workflow.complete(taskId, values));
    }

    private Map<String, Object> shown(long id, String key) {
        HumanTask task = task(id, key);
        return forms.stream()
                .filter(form -> form.task().equals(key))
                .findFirst()
                .orElseThrow()
                .prefill(task);
    }

    private String end(String key) {
        List<String> ends = ends(key);
        return ends.get(ends.size() - 1);
    }

    private List<String> ends(String key) {
        return identity.asSystem(
                () -> history.createHistoricProcessInstanceQuery().processInstanceBusinessKey(key).list().stream()
                        .flatMap(instance -> history
                                .createHistoricActivityInstanceQuery()
                                .processInstanceId(instance.getId())
                                .activityType("noneEndEvent")
                                .list()
                                .stream())
                        .map(one -> one.getActivityId())
                        .toList());
    }

    private String mail(String kind) {
        return jdbc.sql("select body from mail where case_id = ? and kind = ? order by id desc limit 1")
                .params(account.id(), kind)
                .query(String.class)
                .single();
    }

    private String mail(String key, String kind) {
        return jdbc.sql("select body from mail where unique_key = ? and kind = ?")
                .params(key, kind)
                .query(String.class)
                .single();
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

    /** Published weeks of the organisation with this result, as its unit's checks would have left them. */
    private void streak(long organizationId, Week from, int weeks, String result) {
        Organization organization = organizations.get(organizationId);
        for (int number = 0; number < weeks; number++) {
            Week week = from.plus(number);
            Timestamp then = Timestamp.from(ActivityStage.at(week.plus(1).monday(), 15));
            counts.add(
                    organizationId,
                    week,
                    Source.TENCENT,
                    new Numbers(6, 0, week.monday().plusDays(2), true),
                    null);
            jdbc.sql("insert into activity_check (unit_code, week, state, counts_until, publish_on, version, seed,"
                            + " opened_at) values (?, ?, 'CLOSED', ?, ?, 1, 1, ?) on conflict do nothing")
                    .params(
                            organization.unitCode(),
                            week.monday(),
                            then,
                            week.plus(1).monday(),
                            then)
                    .update();
            jdbc.sql("insert into activity_result (check_id, organization_id, version, week, code, name, level,"
                            + " unit_code, school_code, state, count_id, originals, reason, standard, notice,"
                            + " provenance, decided_at) select k.id, :organization, 1, k.week, :code, :name, :level,"
                            + " k.unit_code, :school, :state, (select max(id) from activity_count where"
                            + " organization_id = :organization and week = k.week), 6, '测试', '测试', '测试', 'NOTICE',"
                            + " :then from activity_check k where k.unit_code = :unit and k.week = :week")
                    .param("organization", organizationId)
                    .param("code", organization.code())
                    .param("name", organization.name())
                    .param("level", organization.kind().name())
                    .param("school", organization.schoolCode())
                    .param("state", result)
                    .param("then", then)
                    .param("unit", organization.unitCode())
                    .param("week", week.monday())
                    .update();
            jdbc.sql("insert into activity_publication (check_id, version, published_at, published_by, reason)"
                            + " select id, 1, ?, 't', '' from activity_check where unit_code = ? and week = ?"
                            + " on conflict do nothing")
                    .params(then, organization.unitCode(), week.monday())
                    .update();
        }
    }

    private void avatar(long caseId) {
        jdbc.sql("insert into avatar (case_id, version, state, content_type, bytes, preview, sha256, side, width,"
                        + " height, crop_side, sharpness, contrast, likeness, verdict, task_id, uploaded_by,"
                        + " uploaded_at) values (?, 1, 'LIVE', 'image/png', '', '', ?, 180, 180, 180, 180, 2, 40, 0,"
                        + " 'ACCEPTABLE', 'none', 't', ?)")
                .params(caseId, "certified-" + caseId, Timestamp.from(clock.instant()))
                .update();
    }

    private void proved(long organizationId) {
        jdbc.sql("update contact set proved_at = now() where organization_id = ?")
                .param(organizationId)
                .update();
    }

    private Organization unitWithAccount(String code) {
        Organization unit = organizations.require(code);
        Timestamp opened = Timestamp.from(ActivityStage.at(LocalDate.of(2010, 1, 10), 9));
        jdbc.sql("insert into case_file (receipt, organization_id, platform, level, unit_code, phase, state,"
                        + " qq_number, account_url, created_at, closed_at) values (?, ?, 'TENCENT_WEIBO', 'UNIT', ?,"
                        + " 'OPEN', 'OPEN', '2869962000', 'http://t.qq.com/unitcertified', ?, ?)")
                .params("TW-CERT-" + code, unit.id(), code, opened, opened)
                .update();
        long caseId =
                cases.living(unit.id(), CaseFile.TENCENT_WEIBO).orElseThrow().id();
        avatar(caseId);
        contacts.record(
                unit.id(),
                new ContactDetails(
                        "安禾", "学校部部长", null, "19900065620", "tuanwei@u" + code + ".example", "昆明市测试路1号", null),
                "test");
        proved(unit.id());
        streak(unit.id(), FIRST, 4, "MET");
        return unit;
    }
}
