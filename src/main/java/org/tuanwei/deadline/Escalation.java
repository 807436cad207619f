package org.tuanwei.deadline;

import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** The last rung (G4): the unit whose task is late is put under supervision; as long as nobody supervises, the queue has it. */
@Component
class Escalation {

    private static final String SUPERVISION = "supervision.opened";
    private static final String LAPSE = "taskOverdue";

    private final Workflow workflow;
    private final Organizations organizations;

    Escalation(Workflow workflow, Organizations organizations) {
        this.workflow = workflow;
        this.organizations = organizations;
    }

    /** In the transaction that settles the rung, so that it happens once. */
    void open(Deadline deadline) {
        Optional<HumanTask> task = workflow.task(deadline.taskId());
        if (task.isEmpty()) {
            return;
        }
        String code = heldBy(deadline);
        Map<String, Object> facts = Map.of("organizationCode", code, "lapse", LAPSE, "taskName", deadline.taskName());
        if (deadline.caseId() != null) {
            workflow.correlate(SUPERVISION, deadline.caseId(), deadline.unitCode(), facts);
        } else {
            String name = organizations.byCode(code).map(Organization::name).orElse(code);
            workflow.correlate(SUPERVISION, task.get().businessKey(), name, deadline.unitCode(), facts);
        }
    }

    /** Whose lapse it is: a class branch is acted for by its school, what the level above holds is the unit's. */
    private static String heldBy(Deadline deadline) {
        String code = deadline.organizationCode() == null ? deadline.unitCode() : deadline.organizationCode();
        return switch (deadline.party()) {
            case OWNER -> code.indexOf('-') < 0 ? code : code.substring(0, code.indexOf('-'));
            case SUPERIOR -> code.equals(deadline.unitCode()) ? Organization.CENTRE_CODE : deadline.unitCode();
            case TENCENT -> Organization.TENCENT_CODE;
            case CENTRE -> Organization.CENTRE_CODE;
        };
    }
}
