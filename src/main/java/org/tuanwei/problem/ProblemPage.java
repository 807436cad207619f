package org.tuanwei.problem;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.problem.NumberRow.Outcome;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.waiting.WaitingDays;

/** What the page of a problem shows to whoever looks. */
@Component
class ProblemPage {

    private final Problems problems;
    private final ProblemThreads threads;
    private final ProblemMerging merging;
    private final ProblemScope scope;
    private final ProblemProcess process;
    private final NumberRows rows;
    private final CaseFiles files;
    private final Deadlines deadlines;
    private final WaitingDays days;
    private final Viewers viewers;
    private final AccessPolicy policy;

    ProblemPage(
            Problems problems,
            ProblemThreads threads,
            ProblemMerging merging,
            ProblemScope scope,
            ProblemProcess process,
            NumberRows rows,
            CaseFiles files,
            Deadlines deadlines,
            WaitingDays days,
            Viewers viewers,
            AccessPolicy policy) {
        this.problems = problems;
        this.threads = threads;
        this.merging = merging;
        this.scope = scope;
        this.process = process;
        this.rows = rows;
        this.files = files;
        this.deadlines = deadlines;
        this.days = days;
        this.viewers = viewers;
        this.policy = policy;
    }

    Map<String, @Nullable Object> of(Problem problem) {
        Viewer viewer = viewers.current();
        Verb verb = scope.verb(viewer, problem);
        boolean masked = verb == Verb.MASKED;
        List<ProblemEntry> thread = threads.of(problem.id());
        Map<String, @Nullable Object> model = new HashMap<>();
        model.put("problem", problem);
        model.put("caseVisible", caseVisible(problem, viewer));
        model.put("masked", masked);
        model.put("thread", masked ? thread.stream().map(ProblemEntry::masked).toList() : thread);
        model.put("corrections", threads.corrections(problem.id()));
        putTask(problem, model);
        model.put("mayAdd", verb == Verb.DO && !problem.closed());
        model.put("candidates", merging.candidates(problem, viewer));
        model.put("parts", merging.partsOf(problem));
        Long mergedInto = problem.mergedInto();
        model.put("mergedInto", mergedInto == null ? null : problems.get(mergedInto));
        model.put(
                "days",
                problem.ofCase()
                        ? days.between(problem.requiredCaseId(), problem.openedAt(), problem.closedAt())
                        : List.of());
        if (!problem.ofCase()) {
            model.put("rows", rows.ofProblem(problem.id()));
            model.put("outcomes", Outcome.values());
        }
        return model;
    }

    private void putTask(Problem problem, Map<String, @Nullable Object> model) {
        Optional<HumanTask> open = process.openTask(problem);
        Optional<HumanTask> mine = process.myTask(problem);
        Optional<Deadline> deadline = open.flatMap(task -> deadlines.openFor(task.taskId()));
        model.put("task", mine.orElse(null));
        model.put("deadline", deadline.orElse(null));
        model.put("due", deadline.map(deadlines::dueText).orElse(null));
        model.put(
                "answering",
                !problem.ofCase()
                        && mine.filter(task -> task.key().equals(ProblemProcess.HANDLE))
                                .isPresent());
        model.put(
                "confirming",
                !problem.ofCase()
                        && mine.filter(task -> task.key().equals(ProblemProcess.CONFIRM))
                                .isPresent());
    }

    private boolean caseVisible(Problem problem, Viewer viewer) {
        return problem.ofCase()
                && policy.verb(
                                viewer,
                                Subject.CASE,
                                files.get(problem.requiredCaseId()).target())
                        != Verb.NONE;
    }
}
