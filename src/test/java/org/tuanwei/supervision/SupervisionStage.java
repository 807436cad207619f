package org.tuanwei.supervision;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.HistoryService;
import org.springframework.beans.factory.annotation.Autowired;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.OrganizationChanges.NewSchool;
import org.tuanwei.organization.Organizations;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TestPeople;

/** The hands of those who supervise and are supervised, for tests. */
class SupervisionStage {

    static final String UNIT = "610000";
    static final String STAFF = "province-610000-staff";
    static final String LEAD = "province-610000-lead";
    static final String SUPERVISOR = "supervisor-610000";

    private static final AtomicInteger NUMBER = new AtomicInteger(100);

    @Autowired
    private OrganizationChanges tree;

    @Autowired
    private Organizations organizations;

    @Autowired
    private SupervisionOpening opening;

    @Autowired
    private Supervisions supervisions;

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

    Organization school() {
        int number = NUMBER.incrementAndGet();
        return tree.addSchool(
                new NewSchool("4199150" + number, "督办测试大学" + number, "普通高校", UNIT, null, null),
                new Approval("测试需要", "t", "t"));
    }

    Organization unit(String code) {
        return organizations.require(code);
    }

    /** Runs what the system has to do for it now. */
    void issueDue(Supervision supervision) {
        jobs.runDue(supervision.key());
    }

    /** Proposed by the supervisor of the region, by hand. */
    Supervision proposed(Organization organization) {
        return people.as(
                        organization.isUnit() ? "supervisor-CN" : SUPERVISOR,
                        () -> opening.open(
                                organization,
                                new SupervisionOpening.Wanted(LapseKind.NOT_OPENED, "催办三次仍未登记", "请在限期内登记开通微博", "5")))
                .supervision();
    }

    /** Authorized and issued. */
    Supervision issued(Organization organization) {
        Supervision supervision = proposed(organization);
        complete(supervision, organization.isUnit() ? "centre-lead" : LEAD, Map.of("decision", "approve"));
        jobs.runDue(supervision.key());
        return supervisions.get(supervision.id());
    }

    /** Issued and received by the unit. */
    Supervision handling(Organization organization) {
        Supervision supervision = issued(organization);
        complete(supervision, handler(organization), Map.of());
        return supervisions.get(supervision.id());
    }

    void answer(Supervision supervision, String group) {
        complete(supervision, group, Map.of("outcome", "done", "handling", "已安排专人登记"));
        complete(supervision, group, Map.of("feedback", "已登记，等待审核"));
    }

    static String handler(Organization organization) {
        return organization.isUnit() ? "province-" + organization.code() + "-lead" : "school-" + organization.code();
    }

    HumanTask task(Supervision supervision) {
        List<HumanTask> open = workflow.openTasks(supervision.key());
        if (open.size() != 1) {
            throw new AssertionError("open tasks: " + open);
        }
        return open.get(0);
    }

    void complete(Supervision supervision, String group, Map<String, Object> values) {
        String taskId = task(supervision).taskId();
        people.run(group, () -> workflow.complete(taskId, new HashMap<>(values)));
    }

    /** The end event it has reached; an instance that ends in an event sub-process names that as its own end. */
    String endOf(Supervision supervision) {
        return identity.asSystem(() -> {
            var instance = history.createHistoricProcessInstanceQuery()
                    .processInstanceBusinessKey(supervision.key())
                    .finished()
                    .singleResult();
            return history.createHistoricActivityInstanceQuery()
                    .processInstanceId(instance.getId())
                    .activityType("noneEndEvent")
                    .singleResult()
                    .getActivityId();
        });
    }

    boolean running(Supervision supervision) {
        return identity.asSystem(() -> history.createHistoricProcessInstanceQuery()
                        .processInstanceBusinessKey(supervision.key())
                        .unfinished()
                        .count()
                == 1);
    }
}
