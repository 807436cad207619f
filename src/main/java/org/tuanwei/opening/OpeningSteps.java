package org.tuanwei.opening;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Phase;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.opening.DataObjections.Objection;
import org.tuanwei.opening.Registration.Review;
import org.tuanwei.organization.Organizations;
import org.tuanwei.people.PeopleService;

/** What the model {@code account-opening} calls, in the order of the diagram. */
@Component
public class OpeningSteps {

    private final CaseFiles files;
    private final Openings openings;
    private final OpeningProcess process;
    private final OpeningLetters letters;
    private final Segments segments;
    private final Urgings urgings;
    private final NoticeBounces bounces;
    private final Endings endings;
    private final MailRedirection redirection;
    private final PeopleService people;
    private final Organizations organizations;
    private final ObjectProvider<DataObjections> objections;

    OpeningSteps(
            CaseFiles files,
            Openings openings,
            OpeningProcess process,
            OpeningLetters letters,
            Segments segments,
            Urgings urgings,
            NoticeBounces bounces,
            Endings endings,
            MailRedirection redirection,
            PeopleService people,
            Organizations organizations,
            ObjectProvider<DataObjections> objections) {
        this.files = files;
        this.openings = openings;
        this.process = process;
        this.letters = letters;
        this.segments = segments;
        this.urgings = urgings;
        this.bounces = bounces;
        this.endings = endings;
        this.redirection = redirection;
        this.people = people;
        this.organizations = organizations;
        this.objections = objections;
    }

    /** Whether mail and postal address will do (C7, C8); sets {@code dataComplete} and {@code existingAccount}. */
    public void checkData(DelegateExecution execution) {
        CaseFile file = file(execution);
        Map<String, String> problems = openings.problems(file);
        boolean complete = problems.isEmpty();
        execution.setVariable("dataComplete", complete);
        execution.setVariable(
                "existingAccount",
                openings.latest(file.id()).map(Registration::existingAccount).orElse(false));
        files.enterPhase(file.id(), complete ? Phase.REVIEW : Phase.REGISTRATION);
        if (!complete) {
            files.tell(file.id(), "opening.incomplete", Map.of("problems", String.join("；", problems.values())));
        }
    }

    /** Writes to the organisation what it has to put right (C8). */
    public void noteReturn(DelegateExecution execution) {
        CaseFile file = file(execution);
        Registration registration = openings.latest(file.id()).orElseThrow();
        Review review = registration.review();
        files.enterPhase(file.id(), Phase.REGISTRATION);
        letters.returned(
                file,
                registration.version(),
                Optional.ofNullable(review == null ? null : review.reason()).orElse("见系统中的退回原因"));
        files.tell(file.id(), "opening.returnNoted", Map.of());
    }

    /** The organisation gets its first account if it has none (A4); a class branch is acted for by its school. */
    public void acceptRegistration(DelegateExecution execution) {
        CaseFile file = file(execution);
        Registration registration = openings.latest(file.id()).orElseThrow();
        letters.recipient(file)
                .ifPresent(card -> people.createFirstAccount(organizations.get(file.organizationId()), card));
        letters.approved(file, registration.version(), registration.existingAccount());
        files.tell(file.id(), "opening.accepted", Map.of());
    }

    /** An account that exists already is noted, no number is asked for (C2). */
    public void recordExisting(DelegateExecution execution) {
        CaseFile file = file(execution);
        Registration registration = openings.latest(file.id()).orElseThrow();
        files.recordAccount(file.id(), registration.existingQq(), registration.existingUrl());
        files.tell(file.id(), "opening.existingRecorded", Map.of("qq", String.valueOf(registration.existingQq())));
    }

    /** A number of the province's segment for a class branch (E4); sets {@code numberAllotted}. */
    public void allotNumber(DelegateExecution execution) {
        CaseFile file = file(execution);
        Optional<Long> number = segments.allot(file.id(), file.unitCode());
        execution.setVariable("numberAllotted", number.isPresent());
        number.ifPresentOrElse(
                given -> {
                    files.recordAccount(file.id(), given.toString(), null);
                    files.tell(file.id(), "opening.numberAllotted", Map.of("number", given.toString()));
                },
                () -> files.tell(file.id(), "opening.segmentExhausted", Map.of()));
    }

    /** The case goes to Tencent (E2); after a correction the organisation is told so (E3). */
    public void submitToTencent(DelegateExecution execution) {
        CaseFile file = file(execution);
        boolean again = file.phase().compareTo(Phase.TENCENT) >= 0;
        files.enterPhase(file.id(), Phase.TENCENT);
        if (again) {
            letters.resubmitted(file, execution.getActivityInstanceId());
        }
        files.tell(file.id(), again ? "opening.resubmitted" : "opening.submitted", Map.of());
    }

    /** Opens a problem: the owner has to correct what Tencent cannot use (C7–C9, E3). */
    public void reportDataProblem(DelegateExecution execution) {
        CaseFile file = file(execution);
        Objection objection = objections.stream()
                .flatMap(one -> one.latest(file.id()).stream())
                .findFirst()
                .orElse(new Objection("CANNOT_SEND", "腾讯无法凭现有资料发送号码", ""));
        String text = PlainWords.brief(objection.text());
        process.openProblem(file, objection.kind(), text, objection.by());
        files.tell(file.id(), "opening.dataProblem", Map.of("text", text));
    }

    /** Account, avatar and plan are there: the case is done (F1, F3). */
    public void enterOperation(DelegateExecution execution) {
        CaseFile file = file(execution);
        files.tell(file.id(), "opening.inOperation", Map.of());
        files.markOpen(file.id());
        letters.opened(file);
    }

    /** The level above has urged (E0). */
    public void recordUrge(DelegateExecution execution) {
        urgings.record(caseId(execution));
    }

    /** What has not left yet goes to the new address (J2, C7). */
    public void redirectMail(DelegateExecution execution) {
        CaseFile file = file(execution);
        int redirected = redirection.redirect(file);
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("count", Integer.toString(redirected));
        files.tell(file.id(), "opening.mailRedirected", facts);
    }

    /** What came back goes out once more (C10). */
    public void resendNotice(DelegateExecution execution) {
        CaseFile file = file(execution);
        int letters = bounces.resend(file);
        files.tell(file.id(), "opening.noticeResent", Map.of("count", Integer.toString(letters)));
    }

    /** The organisation is no more (J4). */
    public void endClosed(DelegateExecution execution) {
        endings.finish(caseId(execution));
    }

    /** The case was taken back. */
    public void endWithdrawn(DelegateExecution execution) {
        endings.finish(caseId(execution));
    }

    private CaseFile file(DelegateExecution execution) {
        return files.get(caseId(execution));
    }

    private static long caseId(DelegateExecution execution) {
        return Long.parseLong(execution.getProcessBusinessKey());
    }
}
