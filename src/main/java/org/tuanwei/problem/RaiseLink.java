package org.tuanwei.problem;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseLink;
import org.tuanwei.security.Viewer;

/** Raising a problem from Tasklist, whatever task of the case is open there (E3). */
@Component
class RaiseLink implements CaseLink {

    private final ProblemService problems;

    RaiseLink(ProblemService problems) {
        this.problems = problems;
    }

    @Override
    public Optional<Link> of(CaseFile file, Viewer viewer) {
        return problems.raisable(file, viewer).isEmpty()
                ? Optional.empty()
                : Optional.of(new Link("登记问题", "/cases/" + file.id() + "/problems/new", "raise-problem"));
    }
}
