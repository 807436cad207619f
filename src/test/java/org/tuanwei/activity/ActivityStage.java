package org.tuanwei.activity;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.activitycounts.Count.Numbers;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.OrganizationChanges.NewSchool;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Invented schools with accounts, the hands of their unit, and the weeks going by, for tests. */
public class ActivityStage {

    public static final String UNIT = "640000";
    public static final String STAFF = "province-640000-staff";

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final AtomicInteger NUMBER = new AtomicInteger(100);

    @Autowired
    private OrganizationChanges tree;

    @Autowired
    private Contacts contacts;

    @Autowired
    private CheckOpening opening;

    @Autowired
    private Checks checks;

    @Autowired
    private Counts counts;

    @Autowired
    private Workflow workflow;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private HistoryService history;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private EngineIdentity identity;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    /** A school whose account is in operation since long before. */
    public Organization school() {
        return school(LocalDate.of(2012, 1, 4).atStartOfDay(ZONE).toInstant());
    }

    /** The same since this moment. */
    public Organization school(Instant opened) {
        int number = NUMBER.incrementAndGet();
        Organization school = tree.addSchool(
                new NewSchool("4199640" + number, "活跃测试大学" + number, "普通高校", UNIT, null, null),
                new Approval("测试需要", "t", "t"));
        account(school, opened, number);
        contacts.record(
                school.id(),
                new ContactDetails(
                        "安禾",
                        "团委书记",
                        null,
                        "19900064" + number,
                        "tuanwei@s" + school.code() + ".example",
                        "银川市测试路1号",
                        null),
                "test");
        return school;
    }

    /** A class branch with an account. */
    Organization branch(Organization school, Instant opened) {
        int number = NUMBER.incrementAndGet();
        Organization branch = tree.addBranch(school.code(), "活跃测试" + number + "班团支部", "t");
        account(branch, opened, number);
        return branch;
    }

    private void account(Organization organization, Instant opened, int number) {
        jdbc.sql("insert into case_file (receipt, organization_id, platform, level, unit_code, school_code, phase,"
                        + " state, qq_number, account_url, created_at, closed_at)"
                        + " values (?, ?, 'TENCENT_WEIBO', ?, ?, ?, 'OPEN', 'OPEN', ?, ?, ?, ?)")
                .params(
                        "TW-6400-" + number,
                        organization.id(),
                        organization.kind().name(),
                        organization.unitCode(),
                        organization.schoolCode(),
                        qq(number),
                        "http://t.qq.com/test" + number,
                        Timestamp.from(opened),
                        Timestamp.from(opened))
                .update();
    }

    private static String qq(int number) {
        return "28640" + "%05d".formatted(number);
    }

    public String qqOf(Organization organization) {
        return jdbc.sql("select qq_number from case_file where organization_id = ?")
                .param(organization.id())
                .query(String.class)
                .single();
    }

    public void tencentSays(Organization organization, Week week, int originals, boolean avatar) {
        counts.add(
                organization.id(),
                week,
                Source.TENCENT,
                new Numbers(originals, 0, originals == 0 ? null : week.monday().plusDays(2), avatar),
                null);
    }

    public static Instant at(LocalDate day, int hour) {
        return day.atTime(LocalTime.of(hour, 0)).atZone(ZONE).toInstant();
    }

    /** The Monday morning after the week; its check has begun and asked. */
    public Check begun(Week week) {
        clock.set(at(week.plus(1).monday(), 8));
        long id = opening.open(UNIT, week).orElseThrow();
        jobs.runDue(checks.get(id).key());
        return checks.get(id);
    }

    /** Past noon: the counts are closed. */
    public Check decided(Check check) {
        clock.set(check.countsUntil().plusSeconds(60));
        jobs.runDue(check.key());
        return checks.get(check.id());
    }

    /** The unit found the sample as reported. */
    public Check published(Check check) {
        complete(check, ActivityProcess.CHECK, Map.of("decision", "approve"));
        jobs.runDue(check.key());
        return checks.get(check.id());
    }

    /** A whole week: these counts, nothing disputed, the province has called whom it has to. */
    public Check whole(Week week) {
        Check check = published(decided(begun(week)));
        if (openTask(check, ActivityProcess.FOLLOW_UP)) {
            complete(check, ActivityProcess.FOLLOW_UP, Map.of("followUp", "已电话联系，下周补上"));
        }
        return check;
    }

    public boolean openTask(Check check, String key) {
        return workflow.openTasks(check.key()).stream()
                .anyMatch(task -> task.key().equals(key));
    }

    HumanTask task(Check check, String key) {
        return workflow.openTasks(check.key()).stream()
                .filter(task -> task.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no open " + key + " of " + check.key()));
    }

    void complete(Check check, String key, Map<String, Object> values) {
        String taskId = task(check, key).taskId();
        people.run(STAFF, () -> workflow.complete(taskId, new HashMap<>(values)));
    }

    /** The end events reached by what has this business key. */
    List<String> ends(String businessKey) {
        return identity.asSystem(() -> {
            var instance = history.createHistoricProcessInstanceQuery()
                    .processInstanceBusinessKey(businessKey)
                    .singleResult();
            return history
                    .createHistoricActivityInstanceQuery()
                    .processInstanceId(instance.getId())
                    .activityType("noneEndEvent")
                    .list()
                    .stream()
                    .map(one -> one.getActivityId())
                    .toList();
        });
    }

    /** Takes back what a sweep began for every unit there is, so that nobody meets it later. */
    void takeBack(Week from, Week to) {
        for (Week week = from; week.compareTo(to) <= 0; week = week.plus(1)) {
            for (Check check : checks.ofWeek(week)) {
                identity.asSystem(() -> {
                    runtime.createProcessInstanceQuery()
                            .processInstanceBusinessKey(check.key())
                            .list()
                            .forEach(one -> runtime.deleteProcessInstance(one.getId(), "test"));
                    return true;
                });
            }
        }
    }

    boolean running(String businessKey) {
        return identity.asSystem(() -> history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(businessKey)
                        .unfinished()
                        .count()
                == 1);
    }
}
