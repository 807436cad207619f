package org.tuanwei.certification;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.HistoryService;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.activitycounts.Count.Numbers;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Accounts that fulfil the conditions, their published weeks, and the hands of all levels, for tests. */
class CertificationStage {

    static final String STATEMENT = "每周发布原创团学活动微博，互动活跃";
    static final Map<String, Object> YES = Map.of("decision", "approve");
    /** The first of the weeks 达标. */
    static final Week FIRST = new Week(LocalDate.of(2010, 3, 8));

    @Autowired
    private CertificationService service;

    @Autowired
    private Certifications certifications;

    @Autowired
    private Workflow workflow;

    @Autowired
    private CaseFiles cases;

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
    private MovableClock clock;

    /** A school that may apply on the Wednesday after its fourth week; the clock stands there. */
    Organization eligibleSchool(ActivityStage weeks) {
        clock.set(ActivityStage.at(LocalDate.of(2010, 3, 5), 9));
        Organization school = weeks.school(ActivityStage.at(LocalDate.of(2010, 1, 10), 9));
        avatar(account(school).id());
        proved(school.id());
        streak(school.id(), FIRST, 4, "MET");
        wednesdayAfter(3);
        return school;
    }

    /** Sets the clock to the Wednesday after the week of this number, 0 being the first. */
    void wednesdayAfter(int number) {
        clock.set(ActivityStage.at(FIRST.plus(number + 1).monday().plusDays(2), 9));
    }

    CaseFile account(Organization organization) {
        return cases.living(organization.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
    }

    long apply(Organization school) {
        return apply(school, STATEMENT);
    }

    long apply(Organization school, String statement) {
        return people.as("school-" + school.code(), () -> {
            service.apply(school, statement);
            return certifications.living(school.id()).orElseThrow().id();
        });
    }

    long certified(Organization school) {
        long id = apply(school);
        complete(id, CertificationProcess.RECOMMEND, ActivityStage.STAFF, YES);
        complete(id, CertificationProcess.REVIEW, "centre-staff", YES);
        complete(id, CertificationProcess.CERTIFY, "tencent", YES);
        jobs.runDue(CertificationProcess.key(id));
        return id;
    }

    HumanTask task(long id, String key) {
        return workflow.openTasks(CertificationProcess.key(id)).stream()
                .filter(one -> one.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no open " + key));
    }

    void complete(long id, String key, String group, Map<String, Object> values) {
        String taskId = task(id, key).taskId();
        people.run(group, () -> workflow.complete(taskId, values));
    }

    Map<String, Object> shown(long id, String key) {
        HumanTask task = task(id, key);
        return forms.stream()
                .filter(form -> form.task().equals(key))
                .findFirst()
                .orElseThrow()
                .prefill(task);
    }

    String end(String key) {
        List<String> ends = ends(key);
        return ends.get(ends.size() - 1);
    }

    List<String> ends(String key) {
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

    /** The newest letter of this kind about the account. */
    String mail(Organization organization, String kind) {
        return jdbc.sql("select body from mail where case_id = ? and kind = ? order by id desc limit 1")
                .params(account(organization).id(), kind)
                .query(String.class)
                .single();
    }

    String mailOf(String uniqueKey) {
        return jdbc.sql("select body from mail where unique_key = ?")
                .param(uniqueKey)
                .query(String.class)
                .single();
    }

    /** Published weeks of the organisation with this result, as its unit's checks would have left them. */
    void streak(long organizationId, Week from, int weeks, String result) {
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

    void avatar(long caseId) {
        jdbc.sql("insert into avatar (case_id, version, state, content_type, bytes, preview, sha256, side, width,"
                        + " height, crop_side, sharpness, contrast, likeness, verdict, task_id, uploaded_by,"
                        + " uploaded_at) values (?, 1, 'LIVE', 'image/png', '', '', ?, 180, 180, 180, 180, 2, 40, 0,"
                        + " 'ACCEPTABLE', 'none', 't', ?)")
                .params(caseId, "certified-" + caseId, Timestamp.from(clock.instant()))
                .update();
    }

    void proved(long organizationId) {
        jdbc.sql("update contact set proved_at = now() where organization_id = ?")
                .param(organizationId)
                .update();
    }

    Organization unitWithAccount(String code) {
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
