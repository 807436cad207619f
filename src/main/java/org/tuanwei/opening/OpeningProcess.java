package org.tuanwei.opening;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseRouting;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;

/** The model {@code account-opening} in Java: its tasks, messages and routing facts. */
@Component
class OpeningProcess {

    static final String KEY = "account-opening";
    static final String REGISTER = KEY + ".Task_Register";
    static final String REVIEW = KEY + ".Task_Review";
    static final String PROVIDE_SEGMENT = KEY + ".Task_ProvideSegment";
    static final String FILE_PLAN = KEY + ".Task_FilePlan";
    static final String VERIFY_ADDRESS = KEY + ".Task_VerifyAddress";
    /** Where the child processes {@code credential-delivery} and {@code avatar-setup} wait for people. */
    static final String ISSUE_CREDENTIALS = "credential-delivery.Task_IssueCredentials";

    static final String AWAIT_PICK_UP = "credential-delivery.Task_AwaitPickUp";
    static final String CORRECT_ADDRESS = "credential-delivery.Task_CorrectAddress";
    static final String UPLOAD_AVATAR = "avatar-setup.Task_Upload";

    private final Workflow workflow;
    private final CaseRouting routing;

    OpeningProcess(Workflow workflow, CaseRouting routing) {
        this.workflow = workflow;
        this.routing = routing;
    }

    /**
     * @param files the cases and whose they are
     * @param registered whether the data were submitted already, so that the cases start past the registration
     */
    void start(Map<CaseFile, Organization> files, boolean registered) {
        workflow.startAll(
                KEY,
                files.entrySet().stream()
                        .map(one -> {
                            Map<String, Object> variables = routing.of(one.getValue());
                            variables.put("registered", registered);
                            return new Workflow.Start(
                                    one.getKey().id(), one.getKey().unitCode(), variables);
                        })
                        .toList());
    }

    /** The registration that waits to be filled in, if the case stands there. */
    Optional<HumanTask> openRegistration(CaseFile file) {
        return open(file, REGISTER);
    }

    Optional<HumanTask> open(CaseFile file, String key) {
        return workflow.openTasks(file.id()).stream()
                .filter(task -> task.key().equals(key))
                .findFirst();
    }

    List<HumanTask> openTasks(CaseFile file) {
        return workflow.openTasks(file.id());
    }

    /** Fills the open registration in for somebody without an account; through the form gate like everybody. */
    void completeRegistration(HumanTask task, RegistrationEntry entry) {
        workflow.completeAsSystem(task.taskId(), entry.asForm());
    }

    void urged(CaseFile file) {
        correlate(file, "urged");
    }

    void contactChanged(CaseFile file) {
        // a case that runs without its process would be an error of its own; a mail address is no reason to stop
        workflow.tryCorrelate(KEY + ".contactChanged", file.id(), file.unitCode(), Map.of(), Map.of());
    }

    void bounced(CaseFile file) {
        correlate(file, "bounced");
    }

    void organizationClosed(CaseFile file) {
        correlate(file, "organizationClosed");
    }

    void withdrawn(CaseFile file) {
        correlate(file, "withdrawn");
    }

    /** Puts the partner's objection to the data as a problem to the owner (C7–C9). */
    void openProblem(CaseFile file, String kind, String text, String raisedBy) {
        openProblem(file, routing.of(file), "tencent", kind, text, raisedBy);
    }

    /** Asks the partner whose account it is that the organisation says is not its own (E3). */
    void askPartner(CaseFile file, String text, String raisedBy) {
        Map<String, Object> facts = routing.of(file);
        openProblem(file, facts, String.valueOf(facts.get("ownerGroup")), "OTHER", text, raisedBy);
    }

    private void openProblem(
            CaseFile file,
            Map<String, Object> facts,
            String initiatorGroup,
            String kind,
            String text,
            String raisedBy) {
        Map<String, Object> variables = new HashMap<>(facts);
        variables.put("initiatorGroup", initiatorGroup);
        variables.put("problemKind", kind);
        variables.put("problemText", text);
        variables.put("raisedBy", raisedBy);
        workflow.startByMessage("partner-problem.opened", file.id(), file.unitCode(), variables);
    }

    /** Nobody has to answer a problem of a case that is over. */
    void settleProblems(CaseFile file) {
        workflow.tryCorrelate("partner-problem.settled", file.id(), file.unitCode(), Map.of(), Map.of());
    }

    private void correlate(CaseFile file, String message) {
        workflow.correlate(KEY + "." + message, file.id(), file.unitCode(), Map.of());
    }
}
