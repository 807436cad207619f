package org.tuanwei.problem;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseSection;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.Viewer;

/** The problems on the case page, and the small form that raises one. */
@Component
class ProblemSection implements CaseSection {

    /** What the card shows. */
    record Card(long caseId, List<Problem> problems, List<Number> numbers, List<ProblemKind> raisable) {}

    /** A number of this case in a workbook of numbers. @param open whether the viewer may open that problem */
    record Number(long problemId, NumberRow row, boolean open) {}

    private final Problems problems;
    private final ProblemService service;
    private final NumberRows rows;
    private final ProblemScope scope;

    ProblemSection(Problems problems, ProblemService service, NumberRows rows, ProblemScope scope) {
        this.rows = rows;
        this.problems = problems;
        this.service = service;
        this.scope = scope;
    }

    @Override
    public int order() {
        return 500;
    }

    @Override
    public String fragment() {
        return "problem/section :: card";
    }

    @Override
    public @Nullable Object model(CaseFile file, Viewer viewer) {
        List<Problem> visible = problems.ofCase(file.id()).stream()
                .filter(problem -> scope.verb(viewer, problem) != Verb.NONE)
                .toList();
        List<Number> numbers = rows.problemsNaming(file.id()).stream()
                .map(problems::get)
                .flatMap(problem -> rows.ofProblem(problem.id()).stream()
                        .filter(row -> Objects.equals(row.caseId(), file.id()))
                        .map(row -> new Number(problem.id(), row, scope.verb(viewer, problem) != Verb.NONE)))
                .toList();
        List<ProblemKind> raisable = service.raisable(file, viewer);
        return visible.isEmpty() && numbers.isEmpty() && raisable.isEmpty()
                ? null
                : new Card(file.id(), visible, numbers, raisable);
    }
}
