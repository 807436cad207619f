package org.tuanwei.credential;

import java.time.Clock;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Phase;
import org.tuanwei.credential.Complaints.Complaint;
import org.tuanwei.credential.CredentialProcess.Signal;
import org.tuanwei.credential.PickupLink.Occasion;
import org.tuanwei.deadline.WorkingCalendar;

/** What the model {@code credential-delivery} calls, in the order of the diagram. */
@Component
public class CredentialSteps {

    private final Deliveries deliveries;
    private final CredentialProcess process;
    private final Complaints complaints;
    private final CaseFiles files;
    private final WorkingCalendar calendar;
    private final CredentialProperties properties;
    private final Clock clock;

    CredentialSteps(
            Deliveries deliveries,
            CredentialProcess process,
            Complaints complaints,
            CaseFiles files,
            WorkingCalendar calendar,
            CredentialProperties properties,
            Clock clock) {
        this.deliveries = deliveries;
        this.process = process;
        this.complaints = complaints;
        this.files = files;
        this.calendar = calendar;
        this.properties = properties;
        this.clock = clock;
    }

    /** Mails a link (A5, E2); where it cannot, the process is told on which way to go on once it waits. */
    public void sendLink(DelegateExecution execution) {
        CaseFile file = file(execution);
        files.enterPhase(file.id(), Phase.DELIVERY);
        boolean first = !execution.hasVariable("resends");
        Deliveries.Sending sending = deliveries.send(file, first ? Occasion.ISSUED : Occasion.RESENT);
        execution.setVariable("resends", deliveries.resends(file.id()));
        switch (sending) {
            case SENT -> {}
            case ALREADY_PICKED_UP -> process.tellLater(file.id(), Signal.pickedUp);
            case NO_GOOD_ADDRESS -> process.tellLater(file.id(), Signal.bounced);
            case NOTHING_LEFT -> process.tellLater(file.id(), Signal.locked);
        }
    }

    /** When silence becomes a problem: 24:00 of the fifth working day (C11). */
    public Date noResponseDate(DelegateExecution execution) {
        return Date.from(calendar.due(clock.instant(), properties.silenceDays()));
    }

    /** Registers the silence as a problem; the password stays ready to be picked up (C11). */
    public void reportSilence(DelegateExecution execution) {
        CaseFile file = file(execution);
        files.tell(file.id(), "credential.silence", Map.of());
        String text = "取号邮件发出后 " + properties.silenceDays() + " 个工作日没有取号";
        report(execution, file, ProblemKind.NO_RESPONSE, new Complaint(text, ""));
    }

    /** Deletes what is left of the secret; the pick-up stays on record. */
    public void wipeSecret(DelegateExecution execution) {
        deliveries.finish(file(execution));
    }

    /** Ends the round and opens a problem; sets {@code pickedUp} for the way back (E3, C10). */
    public void reportProblem(DelegateExecution execution) {
        CaseFile file = file(execution);
        boolean pickedUp = deliveries.isPickedUp(file.id());
        ProblemKind kind = kind(execution, file, pickedUp);
        deliveries.giveUp(file, kind);
        execution.setVariable("pickedUp", pickedUp);
        Complaint bySystem = new Complaint(kind.label(), "");
        report(execution, file, kind, pickedUp ? complaints.latest(file.id()).orElse(bySystem) : bySystem);
    }

    private ProblemKind kind(DelegateExecution execution, CaseFile file, boolean pickedUp) {
        if (pickedUp) {
            return switch (String.valueOf(execution.getVariable("outcome"))) {
                case "wrongPassword" -> ProblemKind.WRONG_PASSWORD;
                case "frozen" -> ProblemKind.FROZEN;
                case "notMe" -> ProblemKind.NOT_ME;
                default -> ProblemKind.OTHER;
            };
        }
        // what is locked or void has to be entered anew, what only came back needs the right address
        return deliveries.isLocked(file.id()) || !deliveries.waitsForPickUp(file.id())
                ? ProblemKind.LINK_LOCKED
                : ProblemKind.RESEND_EXHAUSTED;
    }

    private void report(DelegateExecution execution, CaseFile file, ProblemKind kind, Complaint complaint) {
        process.openProblem(file.id(), execution.getTenantId(), execution.getVariables(), kind, complaint);
    }

    private CaseFile file(DelegateExecution execution) {
        return files.get(Long.parseLong(execution.getProcessBusinessKey()));
    }
}
