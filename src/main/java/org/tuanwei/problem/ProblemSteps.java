package org.tuanwei.problem;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.problem.Problem.ClosedHow;

/** What the model {@code partner-problem} calls, in the order of the diagram. */
@Component
public class ProblemSteps {

    private final ProblemService problems;
    private final ProblemSilence silence;
    private final NumbersService numbers;
    private final CaseFiles files;

    ProblemSteps(ProblemService problems, ProblemSilence silence, NumbersService numbers, CaseFiles files) {
        this.problems = problems;
        this.silence = silence;
        this.numbers = numbers;
        this.files = files;
    }

    /**
     * Makes the row, or joins the open one of the same kind; sets {@code problemId} and {@code joined}. A workbook of
     * numbers comes with its row.
     */
    public void register(DelegateExecution execution) {
        if (execution.hasVariable(ProblemProcess.PROBLEM_ID)) {
            numbers.opened(problemId(execution));
            execution.setVariable("joined", false);
            return;
        }
        Problems.Registered registered = problems.register(
                files.get(Long.parseLong(execution.getProcessBusinessKey())),
                ProblemKind.valueOf(text(execution, ProblemProcess.PROBLEM_KIND)),
                text(execution, "problemText"),
                text(execution, "initiatorGroup"),
                execution.getVariable(ProblemProcess.RAISED_BY) instanceof String user ? user : "");
        execution.setVariable(ProblemProcess.PROBLEM_ID, registered.problem().id());
        execution.setVariable("joined", registered.joined());
    }

    /** When a silent owner is reported to the level above (C7, C11). */
    public Date ownerSilentDate(DelegateExecution execution) {
        return Date.from(silence.ownerSilentAt(problemId(execution), handlingDays(execution)));
    }

    /** Asks the level above to find out why nobody answers (C11). */
    public void reportOwnerSilence(DelegateExecution execution) {
        silence.reportOwnerSilence(problemId(execution));
    }

    /** When a silent partner is reported to the centre (E3). */
    public Date partnerSilentDate(DelegateExecution execution) {
        return Date.from(silence.partnerSilentAt(problemId(execution), handlingDays(execution)));
    }

    /** Asks the centre to step in; whoever raised it is told (E3). */
    public void reportPartnerSilence(DelegateExecution execution) {
        silence.reportPartnerSilence(problemId(execution));
    }

    /** When the centre is asked again, the partner still being silent (E3). */
    public Date coordinateAgainDate(DelegateExecution execution) {
        return Date.from(silence.coordinateAgainAt(problemId(execution)));
    }

    /** Tells whoever raised it what was done; corrected data go back to the waiting process at once (C7–C9, E3). */
    public void answer(DelegateExecution execution) {
        execution.setVariable(ProblemProcess.SOLVED, "");
        execution.setVariable(ProblemProcess.UNCONFIRMED, false);
        problems.answer(problemId(execution));
        numbers.answered(problemId(execution));
    }

    /** When whoever raised it is asked a second time (E3). */
    public Date askAgainDate(DelegateExecution execution) {
        return Date.from(silence.askAgainAt(problemId(execution)));
    }

    /** The second ask (E3). */
    public void askAgain(DelegateExecution execution) {
        silence.askAgain(problemId(execution));
    }

    /** When two asks have gone unanswered long enough (E3). */
    public Date unconfirmedDate(DelegateExecution execution) {
        return Date.from(silence.unconfirmedAt(problemId(execution)));
    }

    /** Nobody has answered: sets {@code unconfirmed} (E3). */
    public void markUnconfirmed(DelegateExecution execution) {
        silence.markUnconfirmed(problemId(execution));
        execution.setVariable(ProblemProcess.UNCONFIRMED, true);
    }

    /** Not solved: another round. */
    public void reopen(DelegateExecution execution) {
        problems.reopen(problemId(execution));
        numbers.reopened(problemId(execution));
    }

    /** Confirmed: closes it and lets the waiting process go on (E3). */
    public void close(DelegateExecution execution) {
        problems.close(problemId(execution), ClosedHow.CONFIRMED);
    }

    /** Never confirmed: closes it and says so; the waiting process goes on all the same (E3). */
    public void closeUnconfirmed(DelegateExecution execution) {
        problems.close(problemId(execution), ClosedHow.UNCONFIRMED);
    }

    /** Its cause is gone by another way (C11), or it goes on within another problem (C6). */
    public void closeSettled(DelegateExecution execution) {
        problems.closeSettled(problemId(execution));
    }

    private static int handlingDays(DelegateExecution execution) {
        return ((Number) execution.getVariable(ProblemProcess.HANDLING_DAYS)).intValue();
    }

    private static long problemId(DelegateExecution execution) {
        return ((Number) execution.getVariable(ProblemProcess.PROBLEM_ID)).longValue();
    }

    private static String text(DelegateExecution execution, String name) {
        return String.valueOf(execution.getVariable(name));
    }
}
