package org.tuanwei.problem;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseRouting;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** The model {@code partner-problem} in Java: its tasks, messages and routing facts. */
@Component
class ProblemProcess {

    static final String KEY = "partner-problem";
    static final String CORRECT = KEY + ".Task_SchoolCorrect";
    static final String PRESS_OWNER = KEY + ".Task_PressOwner";
    static final String HANDLE = KEY + ".Task_PartnerHandle";
    static final String COORDINATE = KEY + ".Task_Coordinate";
    static final String CONFIRM = KEY + ".Task_Confirm";

    /** Where the processes that raise problems wait for people. */
    static final String ISSUE = "credential-delivery.Task_IssueCredentials";

    static final String AWAIT_PICK_UP = "credential-delivery.Task_AwaitPickUp";
    static final String CONFIRM_CHANGED = "credential-delivery.Task_ConfirmChanged";

    static final String PROBLEM_ID = "problemId";
    static final String PROBLEM_KIND = "problemKind";

    /** Id of the user whose words another process hands on; empty where the system found it out. */
    static final String RAISED_BY = "raisedBy";

    static final String HANDLING_DAYS = "handlingDays";
    static final String SOLVED = "solved";
    static final String UNCONFIRMED = "unconfirmed";

    private static final String OPENED = KEY + ".opened";
    private static final String SETTLED = KEY + ".settled";

    private final Workflow workflow;
    private final CaseRouting routing;
    private final Organizations organizations;

    ProblemProcess(Workflow workflow, CaseRouting routing, Organizations organizations) {
        this.workflow = workflow;
        this.routing = routing;
        this.organizations = organizations;
    }

    /** Raises a problem by hand. @param brief without personal data: it becomes a process variable */
    void open(CaseFile file, ProblemKind kind, String brief, String initiatorGroup) {
        workflow.startByMessage(
                OPENED, file.id(), file.unitCode(), facts(routing.of(file), kind, brief, initiatorGroup));
    }

    /** Starts the process of a workbook of numbers, whose row exists already. */
    void openNumbers(Problem problem, Organization organization) {
        Map<String, Object> facts =
                facts(routing.of(organization), problem.kind(), problem.text(), problem.initiatorGroup());
        facts.put(PROBLEM_ID, problem.id());
        workflow.startByMessage(OPENED, problem.businessKey(), problem.unitCode(), facts);
    }

    private static Map<String, Object> facts(
            Map<String, Object> facts, ProblemKind kind, String brief, String initiatorGroup) {
        facts.put("initiatorGroup", initiatorGroup);
        facts.put(PROBLEM_KIND, kind.name());
        facts.put("problemText", brief);
        return facts;
    }

    String ownerGroup(long organizationId) {
        return organizations.ownerGroup(organizations.get(organizationId));
    }

    String superiorGroup(long organizationId) {
        return organizations.superiorGroup(organizations.get(organizationId));
    }

    /** The task in which the problem lies now; none while a step of the system runs, or when it is closed. */
    Optional<HumanTask> openTask(Problem problem) {
        return openTasks(problem)
                .filter(task -> !task.key().equals(PRESS_OWNER) && !task.key().equals(COORDINATE))
                .findFirst();
    }

    /** The one the current person may work on, also where he only helps it along. */
    Optional<HumanTask> myTask(Problem problem) {
        return openTasks(problem)
                .filter(task -> workflow.mayWorkOn(task.taskId()))
                .findFirst();
    }

    /** This task of the problem, if it stands there and the current person may work on it. */
    Optional<HumanTask> myTask(Problem problem, String key) {
        return myTask(problem).filter(task -> task.key().equals(key));
    }

    private Stream<HumanTask> openTasks(Problem problem) {
        return workflow.openTasks(problem.businessKey()).stream()
                .filter(task -> task.key().startsWith(KEY + ".") && problemId(task) == problem.id());
    }

    /** Completes as the current person, through the form gate. */
    void complete(HumanTask task, Map<String, Object> values) {
        workflow.complete(task.taskId(), new HashMap<>(values));
    }

    /** The one who raised it has raised it again before confirming: not solved. */
    void notSolved(HumanTask confirm, String reason) {
        workflow.completeAsSystem(confirm.taskId(), new HashMap<>(Map.of(SOLVED, "no", "reason", reason)));
    }

    /** The corrected data go back to whichever process waits for them (C7–C9). */
    void dataCorrected(Problem problem) {
        if (!tell(problem, "account-opening.dataCorrected")) {
            addressCorrected(problem);
        }
    }

    void addressCorrected(Problem problem) {
        tell(problem, "credential-delivery.addressCorrected");
    }

    /** The delivery goes on from where it stood (E3). */
    void settled(Problem problem) {
        tell(problem, "credential-delivery.problemSettled");
    }

    /** Its cause is gone: nobody has to handle or confirm it any more. */
    void settle(Problem problem) {
        workflow.tryCorrelate(
                SETTLED, problem.requiredCaseId(), problem.unitCode(), Map.of(), Map.of(PROBLEM_ID, problem.id()));
    }

    static long problemId(HumanTask task) {
        return task.variables().get(PROBLEM_ID) instanceof Number id ? id.longValue() : -1;
    }

    // a problem raised by hand has no process waiting for its end: no receiver is no fault here
    private boolean tell(Problem problem, String message) {
        return problem.ofCase()
                && workflow.tryCorrelate(message, problem.requiredCaseId(), problem.unitCode(), Map.of(), Map.of());
    }
}
