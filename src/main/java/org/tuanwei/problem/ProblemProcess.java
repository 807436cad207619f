package org.tuanwei.problem;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** The model {@code partner-problem} in Java: its tasks, messages and routing facts. */
@Component
class ProblemProcess {

    static final String KEY = "partner-problem";
    static final String CORRECT = KEY + ".Task_SchoolCorrect";
    static final String HANDLE = KEY + ".Task_PartnerHandle";
    static final String CONFIRM = KEY + ".Task_Confirm";

    /** Where the processes that raise problems wait for people. */
    static final String ISSUE = "credential-delivery.Task_IssueCredentials";

    static final String CONFIRM_CHANGED = "credential-delivery.Task_ConfirmChanged";

    static final String PROBLEM_ID = "problemId";
    static final String PROBLEM_KIND = "problemKind";

    private final Workflow workflow;
    private final Organizations organizations;

    ProblemProcess(Workflow workflow, Organizations organizations) {
        this.workflow = workflow;
        this.organizations = organizations;
    }

    /** Raises a problem by hand. @param brief without personal data: it becomes a process variable */
    void open(CaseFile file, ProblemKind kind, String brief, String initiatorGroup) {
        Organization organization = organizations.get(file.organizationId());
        Map<String, Object> facts = new HashMap<>();
        facts.put("organizationCode", organization.code());
        facts.put("organizationName", organization.name());
        facts.put("level", file.level().name());
        facts.put("ownerGroup", organizations.ownerGroup(organization));
        facts.put("superiorGroup", organizations.superiorGroup(organization));
        facts.put("initiatorGroup", initiatorGroup);
        facts.put(PROBLEM_KIND, kind.name());
        facts.put("problemText", brief);
        workflow.startByMessage(KEY + ".opened", file.id(), file.unitCode(), facts);
    }

    String ownerGroup(CaseFile file) {
        return organizations.ownerGroup(organizations.get(file.organizationId()));
    }

    /** The task in which the problem lies now; none while a step of the system runs, or when it is closed. */
    Optional<HumanTask> openTask(Problem problem) {
        return workflow.openTasks(problem.caseId()).stream()
                .filter(task -> task.key().startsWith(KEY + ".") && problemId(task) == problem.id())
                .findFirst();
    }

    boolean mayWorkOn(HumanTask task) {
        return workflow.mayWorkOn(task.taskId());
    }

    /** The one who raised it has raised it again before confirming: not solved. */
    void notSolved(HumanTask confirm, String reason) {
        workflow.completeAsSystem(confirm.taskId(), new HashMap<>(Map.of("solved", "no", "reason", reason)));
    }

    /** The corrected data go back to whichever process waits for them (C7–C9). */
    void dataCorrected(CaseFile file) {
        if (!tell(file, "account-opening.dataCorrected")) {
            addressCorrected(file);
        }
    }

    void addressCorrected(CaseFile file) {
        tell(file, "credential-delivery.addressCorrected");
    }

    /** The delivery goes on from where it stood (E3). */
    void settled(CaseFile file) {
        tell(file, "credential-delivery.problemSettled");
    }

    /** Its cause is gone: nobody has to handle or confirm it any more. */
    void settle(CaseFile file, ProblemKind kind) {
        workflow.tryCorrelate(
                KEY + ".settled", file.id(), file.unitCode(), Map.of(), Map.of(PROBLEM_KIND, kind.name()));
    }

    static long problemId(HumanTask task) {
        return task.variables().get(PROBLEM_ID) instanceof Number id ? id.longValue() : -1;
    }

    // a problem raised by hand has no process waiting for its end: no receiver is no fault here
    private boolean tell(CaseFile file, String message) {
        return workflow.tryCorrelate(message, file.id(), file.unitCode(), Map.of(), Map.of());
    }
}
