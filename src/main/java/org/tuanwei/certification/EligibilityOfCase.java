package org.tuanwei.certification;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseSection;
import org.tuanwei.casefile.Level;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.AccessPolicy.Target;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** Says on the page of a case whose account is open what it still lacks for certification (F5). */
@Component
class EligibilityOfCase implements CaseSection {

    private static final int AFTER_THE_DATES = 48;

    private final EligibilitySection section;
    private final AccessPolicy policy;

    EligibilityOfCase(EligibilitySection section, AccessPolicy policy) {
        this.section = section;
        this.policy = policy;
    }

    @Override
    public int order() {
        return AFTER_THE_DATES;
    }

    @Override
    public String fragment() {
        return "certification/section :: case";
    }

    @Override
    public @Nullable Object model(CaseFile caseFile, Viewer viewer) {
        // what waits for the partner's certification is yet to come: a problem of the case is no reason to show it this
        Target target = new Target(caseFile.unitCode(), caseFile.schoolCode(), false, false);
        return caseFile.level() == Level.BRANCH
                        || caseFile.state() != CaseFile.State.OPEN
                        || policy.verb(viewer, Subject.CERTIFICATION, target) == Verb.NONE
                ? null
                : section.shown(caseFile.organizationId(), caseFile.organizationCode(), target, viewer);
    }
}
