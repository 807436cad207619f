package org.tuanwei.certification;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.activity.ActivityRecord;
import org.tuanwei.activity.Result;
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
    private final CertificationProcess process;
    private final ActivityRecord activity;
    private final Organizations organizations;
    private final AccessPolicy policy;

    EligibilitySection(
            Eligibility eligibility,
            Certifications certifications,
            CertificationService service,
            CertificationProcess process,
            ActivityRecord activity,
            Organizations organizations,
            AccessPolicy policy) {
        this.eligibility = eligibility;
        this.certifications = certifications;
        this.service = service;
        this.process = process;
        this.activity = activity;
        this.organizations = organizations;
        this.policy = policy;
    }

    /** A line of the decision trail. */
    record Said(Instant at, String words, @Nullable String reason, String by) {}

    /**
     * Where the application or certification is.
     *
     * @param light the colour beside the word
     * @param certifiedAt null while it is an application
     * @param rechecked whether the centre looks at the certification again
     */
    record Progress(String words, String light, @Nullable Instant certifiedAt, boolean rechecked, List<Said> trail) {

        public boolean certified() {
            return certifiedAt != null;
        }
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
        Progress progress =
                certifications.living(organizationId).map(this::progress).orElse(null);
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
                progress == null ? certifications.lastReason(organizationId).orElse(null) : null,
                progress == null
                        && standing.eligible()
                        && service.isApplicant(organizations.get(organizationId), viewer));
    }

    private Progress progress(Certification certification) {
        boolean rechecked = certification.state() == State.CERTIFIED && process.recheckIsOpen(certification.id());
        String words =
                switch (certification.state()) {
                    case APPLIED ->
                        organizations.get(certification.organizationId()).isUnit() ? "等待中央复核" : "等待省级推荐";
                    case RECOMMENDED -> "等待中央复核";
                    case REVIEWED -> "等待腾讯认证";
                    case CERTIFIED -> rechecked ? "已认证，正在复核" : "已认证";
                    case REFUSED, LAPSED, WITHDRAWN ->
                        throw new IllegalStateException("已结束的认证申请 " + certification.id());
                };
        return new Progress(
                words,
                certification.state() == State.CERTIFIED && !rechecked ? "GREEN" : "YELLOW",
                certification.certifiedAt(),
                rechecked,
                certifications.trail(certification.id()).stream()
                        .map(one ->
                                new Said(one.at(), Step.words(one.step(), one.verdict()), one.reason(), one.byName()))
                        .toList());
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
                                .map(EligibilitySection::relapse)
                                .orElse(""),
                        "/activity/" + code,
                        "看各周结果");
        };
    }

    /** Which week broke the row and what it lacked: else nobody knows why he counts from nothing. */
    private static String relapse(Result week) {
        String missing = week.missing();
        return week.week().label() + week.verdict().label() + (missing.isEmpty() ? "" : "：" + missing) + "。连续周数从下一周重新计";
    }

    private @Nullable String caseLink(long caseId, Viewer viewer, Target target) {
        return caseId == 0 || policy.verb(viewer, Subject.CASE, target) == Verb.NONE ? null : "/cases/" + caseId;
    }
}
