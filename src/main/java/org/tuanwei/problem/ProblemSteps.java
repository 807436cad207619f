package org.tuanwei.problem;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;

/** What the model {@code partner-problem} calls, in the order of the diagram. */
@Component
public class ProblemSteps {

    private final ProblemService problems;
    private final CaseFiles files;

    ProblemSteps(ProblemService problems, CaseFiles files) {
        this.problems = problems;
        this.files = files;
    }

    /** Makes the row, or joins the open one of the same kind; sets {@code problemId} and {@code joined}. */
    public void register(DelegateExecution execution) {
        Problems.Registered registered = problems.register(
                file(execution),
                ProblemKind.valueOf(text(execution, ProblemProcess.PROBLEM_KIND)),
                text(execution, "problemText"),
                text(execution, "initiatorGroup"));
        execution.setVariable(ProblemProcess.PROBLEM_ID, registered.problem().id());
        execution.setVariable("joined", registered.joined());
    }

    /** Tells whoever raised it what was done; corrected data go back to the waiting process at once (C7–C9, E3). */
    public void answer(DelegateExecution execution) {
        problems.answer(file(execution), problemId(execution));
    }

    /** Not solved: another round. */
    public void reopen(DelegateExecution execution) {
        problems.reopen(file(execution), problemId(execution));
    }

    /** Confirmed: closes it and lets the waiting process go on (E3). */
    public void close(DelegateExecution execution) {
        problems.close(file(execution), problemId(execution));
    }

    /** Its cause is gone by another way (C11). */
    public void closeSettled(DelegateExecution execution) {
        problems.closeSettled(file(execution), problemId(execution));
    }

    private CaseFile file(DelegateExecution execution) {
        return files.get(Long.parseLong(execution.getProcessBusinessKey()));
    }

    private static long problemId(DelegateExecution execution) {
        return ((Number) execution.getVariable(ProblemProcess.PROBLEM_ID)).longValue();
    }

    private static String text(DelegateExecution execution, String name) {
        return String.valueOf(execution.getVariable(name));
    }
}
