package org.tuanwei.bounce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.mail.RecipientMask;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Role;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/**
 * Who sees which bounces: those of a case go with the case; a guessed case shows them to the level above, never to the
 * organisation itself; those without a case are for the centre and, masked, for operations.
 */
@Component
class BounceScope {

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._%+'/=-]{1,64}@[A-Za-z0-9.-]{1,255}");

    private final AccessPolicy policy;
    private final CaseScope caseScope;
    private final CaseFiles files;

    BounceScope(AccessPolicy policy, CaseScope caseScope, CaseFiles files) {
        this.policy = policy;
        this.caseScope = caseScope;
        this.files = files;
    }

    /** Whether there is anything for him at all. */
    boolean any(Viewer viewer) {
        return policy.anyVerb(viewer, Subject.BOUNCE) != Verb.NONE
                || policy.anyVerb(viewer, Subject.UNMATCHED_BOUNCE) != Verb.NONE;
    }

    /** As a condition on {@code bounce b left join case_file c}, joined by the matched or else the guessed case. */
    CaseScope.Condition of(Viewer viewer) {
        List<String> any = new ArrayList<>();
        Map<String, Object> params = new HashMap<>();
        CaseScope.Condition inTree = caseScope.of(viewer, Subject.BOUNCE);
        params.putAll(inTree.params());
        boolean above = viewer.isCentre() || !viewer.unitCodes().isEmpty();
        any.add("(c.id is not null and " + (above ? "" : "b.case_id is not null and ") + inTree.sql() + ")");
        if (policy.anyVerb(viewer, Subject.UNMATCHED_BOUNCE) != Verb.NONE) {
            any.add("b.case_id is null");
        }
        return new CaseScope.Condition("(" + String.join(" or ", any) + ")", params);
    }

    /** The most he may with this one. */
    Verb verb(Viewer viewer, Bounce bounce) {
        Verb unmatched = bounce.caseId() == null ? policy.anyVerb(viewer, Subject.UNMATCHED_BOUNCE) : Verb.NONE;
        Long caseId = bounce.caseId() == null ? bounce.suspectedCaseId() : bounce.caseId();
        if (caseId == null) {
            return unmatched;
        }
        boolean school = bounce.caseId() == null
                && !viewer.isCentre()
                && viewer.unitCodes().isEmpty();
        Verb ofCase = school
                ? Verb.NONE
                : policy.verb(viewer, Subject.BOUNCE, files.get(caseId).target());
        return ofCase.compareTo(unmatched) > 0 ? ofCase : unmatched;
    }

    /** Whether he may see whose address it is. */
    boolean clear(Viewer viewer, Bounce bounce) {
        Long caseId = bounce.caseId() == null ? bounce.suspectedCaseId() : bounce.caseId();
        if (viewer.isCentre()) {
            return true;
        }
        return caseId != null && clear(viewer, files.get(caseId));
    }

    private boolean clear(Viewer viewer, CaseFile file) {
        return policy.verb(viewer, Subject.CONTACT, file.target()).compareTo(Verb.SEE) >= 0;
    }

    /** Whether he may bring bounces to this case. */
    boolean mayAssignTo(Viewer viewer, CaseFile file) {
        return viewer.is(Role.OPERATIONS) || policy.verb(viewer, Subject.BOUNCE, file.target()) == Verb.DO;
    }

    /** Covers all mail addresses in a text. */
    static String masked(@Nullable String text) {
        if (text == null) {
            return "";
        }
        Matcher address = ADDRESS.matcher(text);
        return address.replaceAll(found -> Matcher.quoteReplacement(RecipientMask.masked(found.group())));
    }
}
