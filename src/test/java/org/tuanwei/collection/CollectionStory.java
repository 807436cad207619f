package org.tuanwei.collection;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.HistoryService;
import org.springframework.beans.factory.annotation.Autowired;
import org.tuanwei.collection.RoundOpenings.Opening;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.OrganizationChanges.NewSchool;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TestPeople;

/** Rounds of invented schools, walked through the same doors as by people. */
class CollectionStory {

    static final LocalDate NOTICE_DAY = LocalDate.of(2012, 2, 28);
    static final LocalDate SCHOOL_DAY = LocalDate.of(2012, 3, 14);
    static final LocalDate UNIT_DAY = LocalDate.of(2012, 3, 15);
    static final String NOTICE = "关于进一步推进高校团组织微博体系建设有关事宜的通知";

    private static final AtomicInteger NUMBER = new AtomicInteger(100);

    @Autowired
    private CollectionService service;

    @Autowired
    private RoundOpenings openings;

    @Autowired
    private UnitRounds units;

    @Autowired
    private SchoolRows rows;

    @Autowired
    private OrganizationChanges tree;

    @Autowired
    private Workflow workflow;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private HistoryService history;

    @Autowired
    private EngineIdentity identity;

    /** Another school of the unit. */
    Organization school(String unit) {
        int number = NUMBER.incrementAndGet();
        return tree.addSchool(
                new NewSchool(
                        "42" + unit.substring(0, 2) + "000" + number, "统计测试大学" + number, "普通高校", unit, null, null),
                new Approval("测试需要", "t", "t"));
    }

    void exempt(Organization school) {
        tree.exempt(school.id(), new Approval("没有建立团委", "t", "t"));
    }

    /** The centre opens a round for this unit alone. */
    UnitRound open(String unit, LocalDate schoolDay, LocalDate unitDay) {
        endRunning(unit);
        long round = people.as(
                "centre-staff",
                () -> openings.open(new Opening(
                        "测试报送" + NUMBER.incrementAndGet(),
                        NOTICE,
                        schoolDay,
                        unitDay,
                        List.of(unit),
                        "centre@mail.example")));
        return units.of(round, unit).orElseThrow();
    }

    /** A round that an earlier test has left behind ends, so that this one can begin. */
    private void endRunning(String unit) {
        units.running(unit).ifPresent(running -> {
            if (running.state().sent()) {
                if (running.state() == UnitRound.State.SUBMITTED) {
                    accept(running);
                }
                receive(running);
            } else {
                people.run("centre-staff", () -> service.cancel(running.id(), "测试结束，撤销"));
                jobs.runDue(running.key());
            }
        });
    }

    /** Tencent has it, and the unit's part of the round is archived. */
    void receive(UnitRound unit) {
        complete("tencent", task(unit), Map.of());
        jobs.runDue(unit.key());
    }

    /** Opened, arranged for this day, and every school asked. */
    UnitRound asked(String unit, LocalDate schoolDay, LocalDate unitDay) {
        UnitRound opened = open(unit, schoolDay, unitDay);
        arrange(opened, schoolDay);
        return units.get(opened.id());
    }

    void arrange(UnitRound unit, LocalDate schoolDay) {
        complete(
                "province-" + unit.unitCode() + "-staff",
                task(unit),
                Map.of(
                        "schoolDueOn",
                        schoolDay.toString(),
                        "email",
                        "unit" + unit.unitCode() + "@mail.example",
                        "shortReview",
                        "accept"));
        jobs.runDue(unit.key());
    }

    SchoolRow row(UnitRound unit, Organization school) {
        return rows.of(unit.id(), school.code()).orElseThrow();
    }

    /** What an invented school fills in. */
    static Map<String, Object> contact(int number) {
        return new HashMap<>(Map.of(
                "contactName",
                "林溪",
                "position",
                "干事",
                "phone",
                "555%05d".formatted(number),
                "mobile",
                "199000%05d".formatted(number),
                "email",
                "lin" + number + "@school.example",
                "schoolType",
                "普通高校"));
    }

    /** The school answers its task. */
    void fill(SchoolRow row, Map<String, Object> values) {
        complete("school-" + row.schoolCode(), task(row), values);
    }

    /** Everybody who has not answered does so, each by its own type. */
    void fillAll(UnitRound unit) {
        for (SchoolRow row : rows.ofCollection(unit.id())) {
            if (row.blocks()) {
                fill(row, contactOf(row));
            }
        }
    }

    static Map<String, Object> contactOf(SchoolRow row) {
        Map<String, Object> values = contact((int) (row.id() % 90_000));
        values.put("schoolType", row.schoolType());
        return values;
    }

    /** Staff hand it in, the lead agrees, the system sends it. */
    void submit(UnitRound unit) {
        complete("province-" + unit.unitCode() + "-staff", task(unit), Map.of());
        complete("province-" + unit.unitCode() + "-lead", task(unit), Map.of("decision", "approve"));
        jobs.runDue(unit.key());
    }

    /** The centre accepts, Tencent is told. */
    void accept(UnitRound unit) {
        complete("centre-staff", task(unit), Map.of("decision", "approve"));
        jobs.runDue(unit.key());
    }

    HumanTask task(UnitRound unit) {
        return task(unit.key());
    }

    HumanTask task(SchoolRow row) {
        return task(row.key());
    }

    private HumanTask task(String key) {
        return workflow.openTasks(key).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no open task of " + key));
    }

    void complete(String group, HumanTask task, Map<String, Object> values) {
        people.run(group, () -> workflow.complete(task.taskId(), new HashMap<>(values)));
    }

    /** The end event at which the finished instance ended, inside a sub-process or not. */
    String endOf(String businessKey) {
        return identity.asSystem(() -> {
            String instance = history.createHistoricProcessInstanceQuery()
                    .processInstanceBusinessKey(businessKey)
                    .finished()
                    .singleResult()
                    .getId();
            return history.createHistoricActivityInstanceQuery()
                    .processInstanceId(instance)
                    .activityType("noneEndEvent")
                    .orderPartiallyByOccurrence()
                    .desc()
                    .list()
                    .get(0)
                    .getActivityId();
        });
    }

    /** How often an element was passed in the instance with this key. */
    long passed(String businessKey, String element) {
        return identity.asSystem(() -> {
            String instance = history.createHistoricProcessInstanceQuery()
                    .processInstanceBusinessKey(businessKey)
                    .singleResult()
                    .getId();
            return history.createHistoricActivityInstanceQuery()
                    .processInstanceId(instance)
                    .activityId(element)
                    .finished()
                    .count();
        });
    }
}
