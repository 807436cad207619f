package org.tuanwei.certification;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.certification.Eligibility.Standing;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationSection;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.AccessPolicy.Target;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** Says on an organisation's page what it still lacks for certification, with the way to mend each (F5). */
@Component
class EligibilitySection implements OrganizationSection {

    private static final int AFTER_THE_CONTACT = 120;

    private final Eligibility eligibility;
    private final AccessPolicy policy;

    EligibilitySection(Eligibility eligibility, AccessPolicy policy) {
        this.eligibility = eligibility;
        this.policy = policy;
    }

    /**
     * One line.
     *
     * @param link where it is mended or looked at; null where this viewer has no such page
     * @param linkText what the link says
     */
    record Line(Lack lack, @Nullable String link, String linkText) {}

    /** What the fragment shows. */
    record Model(boolean eligible, int weeksMet, List<Line> lines, String version, String activityLink) {}

    @Override
    public int order() {
        return AFTER_THE_CONTACT;
    }

    @Override
    public String fragment() {
        return "certification/section :: card";
    }

    @Override
    public @Nullable Model model(Organization organization, Viewer viewer) {
        Target target = Organizations.target(organization);
        boolean certifiable = organization.isSchool() || organization.isUnit();
        if (!certifiable
                || !organization.isActive()
                || policy.verb(viewer, Subject.CERTIFICATION, target) == Verb.NONE) {
            return null;
        }
        return shown(organization.id(), organization.code(), target, viewer);
    }

    /** The same for every page that says it. */
    Model shown(long organizationId, String code, Target target, Viewer viewer) {
        Standing standing = eligibility.of(organizationId);
        return new Model(
                standing.eligible(),
                standing.weeksMet(),
                standing.lacks().stream()
                        .map(lack -> line(lack, code, standing.caseId(), viewer, target))
                        .toList(),
                standing.version(),
                "/activity/" + code);
    }

    private Line line(Lack lack, String code, long caseId, Viewer viewer, Target target) {
        return switch (lack.condition()) {
            case ACCOUNT -> new Line(lack, caseLink(caseId, viewer, target), "看办到哪一步");
            case AVATAR -> new Line(lack, caseLink(caseId, viewer, target), "看头像办到哪一步");
            case PROBLEM -> new Line(lack, caseLink(caseId, viewer, target), "看没有了结的问题");
            case CONTACT ->
                new Line(
                        lack,
                        policy.verb(viewer, Subject.CONTACT, target) == Verb.DO ? "/contacts/" + code : null,
                        "核对或更正邮箱");
            case WEEKS -> new Line(lack, "/activity/" + code, "看各周结果");
        };
    }

    private @Nullable String caseLink(long caseId, Viewer viewer, Target target) {
        return caseId == 0 || policy.verb(viewer, Subject.CASE, target) == Verb.NONE ? null : "/cases/" + caseId;
    }
}
