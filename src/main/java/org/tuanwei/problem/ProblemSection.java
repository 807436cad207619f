package org.tuanwei.problem;

import java.util.List;
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
    record Card(long caseId, List<Problem> problems, List<ProblemKind> raisable) {}

    private final Problems problems;
    private final ProblemService service;
    private final ProblemScope scope;

    ProblemSection(Problems problems, ProblemService service, ProblemScope scope) {
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
                .filter(problem -> scope.verb(viewer, problem, file) != Verb.NONE)
                .toList();
        List<ProblemKind> raisable = service.raisable(file, viewer);
        return visible.isEmpty() && raisable.isEmpty() ? null : new Card(file.id(), visible, raisable);
    }
}
