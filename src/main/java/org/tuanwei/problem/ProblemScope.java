package org.tuanwei.problem;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.AccessPolicy.Target;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** Who sees which problems: the tree for everybody, what was put to it or raised by it for the partner. */
@Component
class ProblemScope {

    private static final String OBJECT = "问题";
    private static final String PARTNERS = "(p.at_partner or p.initiator_group = '" + Groups.TENCENT + "')";

    private final AccessPolicy policy;
    private final CaseScope caseScope;

    ProblemScope(AccessPolicy policy, CaseScope caseScope) {
        this.policy = policy;
        this.caseScope = caseScope;
    }

    /** The same as a condition on {@link Problems#FROM}. */
    CaseScope.Condition of(Viewer viewer) {
        Set<String> groups = new HashSet<>(viewer.groups());
        boolean partner = groups.remove(Groups.TENCENT);
        CaseScope.Condition inTree = caseScope.of(
                new Viewer(viewer.userId(), viewer.displayName(), Set.copyOf(groups), viewer.tenants()),
                Subject.PROBLEM);
        Map<String, Object> params = new HashMap<>(inTree.params());
        return new CaseScope.Condition(partner ? "(" + inTree.sql() + " or " + PARTNERS + ")" : inTree.sql(), params);
    }

    Problem requireSee(Viewer viewer, Optional<Problem> found) {
        Problem problem = found.orElseThrow(() -> new NotVisible(OBJECT));
        policy.requireSee(viewer, Subject.PROBLEM, target(problem), OBJECT);
        return problem;
    }

    Verb verb(Viewer viewer, Problem problem) {
        return policy.verb(viewer, Subject.PROBLEM, target(problem));
    }

    void requireDo(Viewer viewer, Problem problem) {
        if (verb(viewer, problem) != Verb.DO) {
            throw new NotAllowed("您只能查看这个问题，不能补充");
        }
    }

    /** Whoever works on the case may raise problems about it. */
    boolean mayRaise(Viewer viewer, CaseFile file) {
        return policy.verb(viewer, Subject.PROBLEM, file.target()) == Verb.DO;
    }

    private static Target target(Problem problem) {
        return problem.place().target(problem.partners());
    }
}
