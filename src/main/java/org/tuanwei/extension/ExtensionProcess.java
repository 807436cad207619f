package org.tuanwei.extension;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** The names of {@code deadline-extension} in Java, its start and its message. */
@Component
class ExtensionProcess {

    static final String KEY = "deadline-extension";
    static final String DECIDE = KEY + ".Task_Decide";

    /** Before the id in the business key: no case has such a key. */
    static final String PREFIX = "extension-";

    static final String DECISION = "decision";
    private static final String SETTLED = KEY + ".settled";

    private final Workflow workflow;
    private final Organizations organizations;

    ExtensionProcess(Workflow workflow, Organizations organizations) {
        this.workflow = workflow;
        this.organizations = organizations;
    }

    void start(Extension extension, Deadline deadline) {
        Organization about = organizations.require(
                deadline.organizationCode() == null ? deadline.unitCode() : deadline.organizationCode());
        Map<String, Object> facts = new HashMap<>();
        facts.put("organizationCode", about.code());
        facts.put("organizationName", about.name());
        facts.put("level", about.kind().name());
        facts.put("ownerGroup", organizations.ownerGroup(about));
        facts.put("superiorGroup", organizations.superiorGroup(about));
        facts.put("approverGroup", extension.approverGroup());
        // by whom the table of deadlines knows whose task the decision is
        facts.put("initiatorGroup", extension.approverGroup());
        workflow.start(KEY, extension.key(), extension.unitCode(), facts);
    }

    /** The task is over: nobody has to decide any more. */
    void settled(Extension extension) {
        workflow.tryCorrelate(SETTLED, extension.key(), extension.unitCode(), Map.of(), Map.of());
    }

    static long idOf(HumanTask task) {
        return idOf(task.businessKey());
    }

    static long idOf(String businessKey) {
        if (!businessKey.startsWith(PREFIX)) {
            throw new IllegalArgumentException("不是延期申请的业务键：" + businessKey);
        }
        return Long.parseLong(businessKey.substring(PREFIX.length()));
    }
}
