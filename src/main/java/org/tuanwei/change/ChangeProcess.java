package org.tuanwei.change;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Groups;
import org.tuanwei.organization.Organization;

/** The names of {@code organization-change} in Java, and its start. */
@Component
class ChangeProcess {

    static final String KEY = "organization-change";
    static final String DECIDE = KEY + ".Task_Decide";

    /** Before the id in the business key: no case has such a key. */
    static final String PREFIX = "change-";

    static final String DECISION = "decision";

    private final Workflow workflow;

    ChangeProcess(Workflow workflow) {
        this.workflow = workflow;
    }

    /** @param organization the one that changes; none while it is yet to be added */
    void start(Change change, @Nullable Organization organization) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("organizationName", organization == null ? change.name() : organization.name());
        if (organization != null) {
            facts.put("organizationCode", organization.code());
        }
        facts.put("level", organization != null && organization.isBranch() ? "BRANCH" : "SCHOOL");
        facts.put("ownerGroup", Groups.staffOf(change.unitCode()));
        facts.put("approverGroup", change.approverGroup());
        facts.put("changeKind", change.kind().name());
        workflow.start(KEY, change.key(), change.unitCode(), facts);
    }

    static long idOf(HumanTask task) {
        return idOf(task.businessKey());
    }

    static long idOf(String businessKey) {
        if (!businessKey.startsWith(PREFIX)) {
            throw new IllegalArgumentException("不是单位变更的业务键：" + businessKey);
        }
        return Long.parseLong(businessKey.substring(PREFIX.length()));
    }
}
