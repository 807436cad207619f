package org.tuanwei.activity;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Groups;

/** The names of {@code weekly-activity} in Java, its start, its messages and those it sends. */
@Component
class ActivityProcess {

    static final String KEY = "weekly-activity";
    static final String CHECK = KEY + ".Task_Check";
    static final String FOLLOW_UP = KEY + ".Task_FollowUp";
    static final String RECHECK = KEY + ".Task_Recheck";

    /** Before the id in the business key: no case has such a key. */
    static final String PREFIX = "activity-";

    static final String DECISION = "decision";
    static final String DISPUTE = "disputeId";

    private static final String DISPUTED = KEY + ".disputed";
    private static final String SUPERVISION = "supervision.opened";
    private static final String MENDED = "supervision.mended";

    private final Workflow workflow;

    ActivityProcess(Workflow workflow) {
        this.workflow = workflow;
    }

    void start(Check check) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("organizationCode", check.unitCode());
        facts.put("organizationName", check.unitName());
        facts.put("level", "UNIT");
        facts.put("ownerGroup", Groups.staffOf(check.unitCode()));
        facts.put("superiorGroup", Groups.CENTRE_STAFF);
        workflow.start(KEY, check.key(), check.unitCode(), facts);
    }

    /** @return false when the check is over */
    boolean disputed(Check check, long disputeId) {
        return workflow.trigger(DISPUTED, check.key(), check.unitCode(), Map.of(DISPUTE, disputeId));
    }

    /** The centre is to supervise: the account has missed too many weeks in a row. */
    void openSupervision(Check check, Result result, String text) {
        workflow.correlate(
                SUPERVISION,
                lapse(result.organizationId()),
                result.name(),
                check.unitCode(),
                Map.of(
                        "organizationCode",
                        result.code(),
                        "lapse",
                        "inactive",
                        "lapseText",
                        text,
                        "supervisedBy",
                        "CN"));
    }

    void lapseMended(Check check, long organizationId) {
        workflow.offer(MENDED, lapse(organizationId), check.unitCode(), Map.of());
    }

    private static String lapse(long organizationId) {
        return "inactive-" + organizationId;
    }

    static long checkId(String businessKey) {
        if (!businessKey.startsWith(PREFIX)) {
            throw new IllegalArgumentException("不是活跃度核查的业务键：" + businessKey);
        }
        return Long.parseLong(businessKey.substring(PREFIX.length()));
    }

    static long checkId(HumanTask task) {
        return checkId(task.businessKey());
    }
}
