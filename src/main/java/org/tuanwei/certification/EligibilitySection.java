package org.tuanwei.certification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.activity.ActivityRecord;
import org.tuanwei.certification.ApplicationProgress.Progress;
import org.tuanwei.certification.Certification.State;
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
    private final Certifications certifications;
    private final CertificationService service;
    private final ApplicationProgress progresses;
    private final ActivityRecord activity;
    private final Organizations organizations;
    private final AccessPolicy policy;

    EligibilitySection(
            Eligibility eligibility,
            Certifications certifications,
            CertificationService service,
            ApplicationProgress progresses,
            ActivityRecord activity,
            Organizations organizations,
            AccessPolicy policy) {
        this.eligibility = eligibility;
        this.certifications = certifications;
        this.service = service;
        this.progresses = progresses;
        this.activity = activity;
        this.organizations = organizations;
        this.policy = policy;
    }

    /**
     * One line.
     *
     * @param note why it is missing, where there is more to say; else empty
     * @param link where it is mended or looked at; null where this viewer has no such page
     * @param linkText what the link says
     */
    record Line(Lack lack, String note, @Nullable String link, String linkText) {}

    /**
     * What the fragment shows.
     *
     * @param progress of the application under way or the certification; null without one
     * @param lastReason why the last one came to nothing; null where there is one under way, or was none
     * @param retractedAt when the last one was taken back; null where it ended otherwise, or there is one under way
     * @param mayRetract whether this viewer may take back the one under way now
     * @param mayApply whether this viewer may apply now
     */
    record Model(
            boolean eligible,
            int weeksMet,
            List<Line> lines,
            String version,
            String activityLink,
            String code,
            @Nullable Progress progress,
            @Nullable String lastReason,
            @Nullable Instant retractedAt,
            boolean mayRetract,
            boolean mayApply) {

        /** Then the conditions of an application say nothing any longer. */
        public boolean certified() {
            return progress != null && progress.certified();
        }
    }

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
        Organization organization = organizations.get(organizationId);
        Certification living = certifications.living(organizationId).orElse(null);
        Progress progress = living == null ? null : progresses.of(living, organization);
        Certification ended =
                living == null ? certifications.lastEnded(organizationId).orElse(null) : null;
        boolean applicant = service.isApplicant(organization, viewer);
        return new Model(
                standing.eligible(),
                standing.weeksMet(),
                standing.lacks().stream()
                        .map(lack -> line(lack, organizationId, code, standing.caseId(), viewer, target))
                        .toList(),
                standing.version(),
                "/activity/" + code,
                code,
                progress,
                living == null ? certifications.lastReason(organizationId).orElse(null) : null,
                ended != null && ended.state() == State.RETRACTED ? ended.endedAt() : null,
                applicant && living != null && retractable(living, progress),
                applicant && living == null && standing.eligible());
    }

    /** Until the first level has signed for it. */
    private static boolean retractable(Certification living, @Nullable Progress progress) {
        return living.state() == State.APPLIED
                && progress != null
                && progress.awaited() != null
                && !progress.awaited().signedFor();
    }

    private Line line(Lack lack, long organizationId, String code, long caseId, Viewer viewer, Target target) {
        String ofCase = caseLink(caseId, viewer, target);
        return switch (lack.condition()) {
            case ACCOUNT -> new Line(lack, "", ofCase, "看办到哪一步");
            case AVATAR -> new Line(lack, "", ofCase, "看头像办到哪一步");
            case PROBLEM -> new Line(lack, "", ofCase, "看没有了结的问题");
            case CONTACT ->
                new Line(
                        lack,
                        "",
                        policy.verb(viewer, Subject.CONTACT, target) == Verb.DO ? "/contacts/" + code : null,
                        "核对或更正邮箱");
            case WEEKS ->
                new Line(
                        lack,
                        activity.lastBreak(organizationId)
                                .map(week -> week + "。连续周数从下一周重新计")
                                .orElse(""),
                        "/activity/" + code,
                        "看各周结果");
        };
    }

    private @Nullable String caseLink(long caseId, Viewer viewer, Target target) {
        return caseId == 0 || policy.verb(viewer, Subject.CASE, target) == Verb.NONE ? null : "/cases/" + caseId;
    }
}
