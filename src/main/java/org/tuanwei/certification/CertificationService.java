package org.tuanwei.certification;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activity.ActivityRecord;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.certification.Certification.State;
import org.tuanwei.certification.Eligibility.Standing;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Takes applications and verdicts (F5). Silence approves nothing; a lost condition ends the application. */
@Service
@Transactional
class CertificationService {

    /** So many weeks in a row not 达标 bring a certified account before the centre again. */
    private static final int INACTIVE_WEEKS = 4;

    private static final Duration BETWEEN_RECHECKS = Duration.ofDays(7L * INACTIVE_WEEKS);
    private static final int SHORTEST_TEXT = 4;
    private static final int LONGEST_TEXT = 500;

    private final Certifications certifications;
    private final CertificationProcess process;
    private final Eligibility eligibility;
    private final ActivityRecord activity;
    private final CaseFiles cases;
    private final Organizations organizations;
    private final Viewers viewers;
    private final Clock clock;

    CertificationService(
            Certifications certifications,
            CertificationProcess process,
            Eligibility eligibility,
            ActivityRecord activity,
            CaseFiles cases,
            Organizations organizations,
            Viewers viewers,
            Clock clock) {
        this.certifications = certifications;
        this.process = process;
        this.eligibility = eligibility;
        this.activity = activity;
        this.cases = cases;
        this.organizations = organizations;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** Whether the viewer is of the organisation itself: nobody applies for another. */
    boolean isApplicant(Organization organization, Viewer viewer) {
        String school = organization.schoolCode();
        return organization.isUnit()
                ? viewer.isProvinceStaff(organization.code())
                : organization.isSchool() && school != null && viewer.isSchool(school);
    }

    /**
     * Applies for the organisation's account.
     *
     * @throws FormRefused when it has an application or a certification, lacks a condition, or gives no reason
     * @throws NotAllowed when the viewer is not of the organisation
     */
    void apply(Organization organization, String statement) {
        Viewer viewer = viewers.current();
        if (!isApplicant(organization, viewer)) {
            throw new NotAllowed("只有本单位可以为自己的微博申请认证");
        }
        certifications.living(organization.id()).ifPresent(CertificationService::refuseSecond);
        Standing standing = eligibility.of(organization.id());
        if (!standing.eligible()) {
            throw new FormRefused("", "还不能申请认证：" + words(standing));
        }
        String stripped = statement.strip();
        if (stripped.length() < SHORTEST_TEXT || stripped.length() > LONGEST_TEXT) {
            throw new FormRefused("statement", "请用 " + SHORTEST_TEXT + " 至 " + LONGEST_TEXT + " 个字写明申请理由");
        }
        long id = put(organization, standing, stripped, viewer);
        certifications.decided(id, Step.APPLY.name(), "APPLIED", stripped, viewer.userId(), viewer.displayName());
        cases.tell(standing.caseId(), "certification.applied", Map.of("reason", stripped));
        certifications.started(id, process.start(id, organization));
    }

    /**
     * 撤回: the organisation takes its application back before the first level has signed for it.
     *
     * @param reason may be empty
     * @throws FormRefused when there is none under way, it is too late, or the reason is too long
     * @throws NotAllowed when the viewer is not of the organisation
     */
    void retract(Organization organization, String reason) {
        Viewer viewer = viewers.current();
        if (!isApplicant(organization, viewer)) {
            throw new NotAllowed("只有本单位可以撤回自己的认证申请");
        }
        Certification living = certifications
                .living(organization.id())
                .filter(one -> one.state() != State.CERTIFIED)
                .orElseThrow(() -> new FormRefused("", "没有正在办理的认证申请，请刷新后再看"));
        String stripped = reason.strip();
        if (stripped.length() > LONGEST_TEXT) {
            throw new FormRefused("reason", "撤回理由最多 " + LONGEST_TEXT + " 个字");
        }
        String firstLevel = organization.isUnit() ? "团中央" : "省级";
        HumanTask task = process.waitsFor(living.id())
                .filter(one -> living.state() == State.APPLIED)
                .orElseThrow(() -> new FormRefused("", firstLevel + "已经办结，申请不能再撤回"));
        String given = stripped.isEmpty() ? null : stripped;
        certifications.decided(
                living.id(), Step.RETRACT.name(), "RETRACTED", given, viewer.userId(), viewer.displayName());
        certifications.end(living.id(), State.RETRACTED, given);
        cases.tell(
                living.caseId(),
                given == null ? "certification.retracted" : "certification.retractedBecause",
                given == null ? Map.of() : Map.of("reason", given));
        if (!process.retract(task)) {
            throw new FormRefused(
                    "",
                    process.signedFor(task)
                            ? firstLevel + "已经签收这份申请，不能再撤回；确需停办的，请联系" + firstLevel + "退回"
                            : "这份申请现在不能撤回，请刷新后再看；确需停办的，请联系" + firstLevel + "退回");
        }
    }

    private long put(Organization organization, Standing standing, String statement, Viewer viewer) {
        try {
            return certifications.apply(
                    organization.id(), standing.caseId(), standing.version(), statement, viewer.userId());
        } catch (DuplicateKeyException faster) {
            throw new FormRefused("", "同事刚刚提出了申请，请刷新后再看");
        }
    }

    private static void refuseSecond(Certification living) {
        throw new FormRefused("", living.state() == State.CERTIFIED ? "这个单位的微博已经认证，不用再申请" : "这个单位的认证申请正在办理，请等待结果");
    }

    /** The verdict of one level. @throws FormRefused when a refusal gives no reason */
    void decide(long id, Step step, boolean approved, @Nullable String reason, String taskId) {
        String given = reason == null ? "" : reason.strip();
        if (!approved && given.length() < SHORTEST_TEXT) {
            throw new FormRefused("reason", "请写明理由，至少 " + SHORTEST_TEXT + " 个字");
        }
        Viewer viewer = viewers.current();
        Certification certification = certifications.get(id);
        certifications.decided(
                id,
                step.name(),
                approved ? "APPROVED" : "REFUSED",
                approved ? null : given,
                viewer.userId(),
                viewer.displayName());
        if (approved) {
            step.reached().ifPresent(state -> certifications.to(id, state));
            cases.tell(certification.caseId(), step.approvedStory(), Map.of(), taskId);
        } else {
            certifications.end(id, step == Step.RECHECK ? State.WITHDRAWN : State.REFUSED, given);
            cases.tell(certification.caseId(), step.refusedStory(), Map.of("reason", given), taskId);
        }
    }

    /** Whether every condition still holds; where one is lost, the application ends with it in words. */
    boolean goesOn(long id) {
        Certification certification = certifications.get(id);
        Standing standing = eligibility.of(certification.organizationId());
        if (standing.eligible()) {
            return true;
        }
        String lost = words(standing);
        certifications.decided(id, Step.CHECK.name(), "LOST", lost, "", "系统");
        certifications.end(id, State.LAPSED, lost);
        cases.tell(certification.caseId(), "certification.lapsed", Map.of("lost", lost));
        return false;
    }

    void publish(long id) {
        certifications.to(id, State.CERTIFIED);
        cases.tell(certifications.get(id).caseId(), "certification.published", Map.of());
    }

    /** Puts certified accounts before the centre that missed four weeks in a row; on every node. @return how many */
    int recheckDue() {
        Instant since = clock.instant().minus(BETWEEN_RECHECKS);
        int opened = 0;
        for (Certification certification : certifications.lockCertified()) {
            long id = certification.id();
            boolean recently = certifications.trail(id).stream()
                    .anyMatch(one ->
                            one.step().equals(Step.RECHECK.name()) && one.at().isAfter(since));
            int missed = activity.weeksMissed(certification.organizationId());
            if (missed >= INACTIVE_WEEKS && !recently && process.recheck(id).isEmpty()) {
                process.startRecheck(id, organizations.get(certification.organizationId()));
                cases.tell(certification.caseId(), "certification.recheck", Map.of("weeks", Integer.toString(missed)));
                opened++;
            }
        }
        return opened;
    }

    static String words(Standing standing) {
        return standing.lacks().stream().map(Lack::words).collect(Collectors.joining("；"));
    }
}
