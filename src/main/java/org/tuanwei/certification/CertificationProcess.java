package org.tuanwei.certification;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseRouting;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;

/** The names of {@code certification} and {@code certification-recheck} in Java, and their starts. */
@Component
class CertificationProcess {

    static final String KEY = "certification";
    static final String RECOMMEND = KEY + ".Task_Recommend";
    static final String REVIEW = KEY + ".Task_Review";
    static final String CERTIFY = KEY + ".Task_Certify";

    static final String RECHECK_KEY = "certification-recheck";
    static final String RECHECK = RECHECK_KEY + ".Task_Recheck";

    /** Before the id in the business keys: no case has such a key. */
    private static final String PREFIX = KEY + "-";

    private static final String RECHECK_PREFIX = RECHECK_KEY + "-";

    static final String DECISION = "decision";
    static final String ELIGIBLE = "eligible";

    static final String RETRACTED = KEY + ".retracted";

    private final Workflow workflow;
    private final CaseRouting routing;

    CertificationProcess(Workflow workflow, CaseRouting routing) {
        this.workflow = workflow;
        this.routing = routing;
    }

    /** @return id of the instance */
    String start(long id, Organization organization) {
        return start(KEY, key(id), organization);
    }

    void startRecheck(long id, Organization organization) {
        start(RECHECK_KEY, recheckKey(id), organization);
    }

    private String start(String process, String key, Organization organization) {
        Map<String, Object> facts = routing.of(organization);
        return workflow.start(process, key, organization.unitCode(), facts);
    }

    /** The task that the application waits for; none while the background is at it, or it is over. */
    Optional<HumanTask> waitsFor(long id) {
        return workflow.openTasks(key(id)).stream().findFirst();
    }

    boolean signedFor(HumanTask task) {
        return workflow.assignee(task.taskId()) != null;
    }

    /** Ends the application beside the task it waits for. @return false when somebody has signed for it meanwhile */
    boolean retract(HumanTask task) {
        return workflow.takeBack(RETRACTED, task);
    }

    /** The centre's task to look at the certification again. */
    Optional<HumanTask> recheck(long id) {
        return workflow.openTasks(recheckKey(id)).stream().findFirst();
    }

    static String key(long id) {
        return PREFIX + id;
    }

    static String recheckKey(long id) {
        return RECHECK_PREFIX + id;
    }

    static long idOf(HumanTask task) {
        return idOf(task.businessKey());
    }

    static long idOf(String businessKey) {
        if (!businessKey.startsWith(PREFIX)) {
            throw new IllegalArgumentException("不是认证申请的业务键：" + businessKey);
        }
        return Long.parseLong(businessKey.substring(businessKey.lastIndexOf('-') + 1));
    }
}
