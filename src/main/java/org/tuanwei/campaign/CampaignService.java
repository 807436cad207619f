package org.tuanwei.campaign;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactProved;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.Formats;

/** Who may start a campaign over which schools, and what follows when a school's address is proved afterwards. */
@Service
@Transactional
class CampaignService {

    private static final int LONGEST_TITLE = 60;
    private static final int LONGEST_REMARK = 500;

    private final Campaigns campaigns;
    private final CampaignPlans plans;
    private final CampaignLetters letters;
    private final Organizations organizations;
    private final CaseFiles files;
    private final AccessPolicy policy;
    private final Audit audit;
    private final Clock clock;

    CampaignService(
            Campaigns campaigns,
            CampaignPlans plans,
            CampaignLetters letters,
            Organizations organizations,
            CaseFiles files,
            AccessPolicy policy,
            Audit audit,
            Clock clock) {
        this.campaigns = campaigns;
        this.plans = plans;
        this.letters = letters;
        this.organizations = organizations;
        this.files = files;
        this.policy = policy;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws NotAllowed where campaigns are not for him */
    @Transactional(readOnly = true)
    SubtreeScope requireSee(Viewer viewer) {
        if (policy.anyVerb(viewer, Subject.CAMPAIGN) == Verb.NONE) {
            throw new NotAllowed("督导开通由团中央和省级团委使用");
        }
        return SubtreeScope.of(viewer);
    }

    @Transactional(readOnly = true)
    boolean mayOpen(Viewer viewer) {
        return policy.anyVerb(viewer, Subject.CAMPAIGN) == Verb.DO;
    }

    /** Whether the viewer may go on with a campaign: the centre with each, a unit with those over its own schools. */
    @Transactional(readOnly = true)
    boolean mayDo(Viewer viewer, Campaign campaign) {
        String unit = campaign.unitCode();
        return unit == null
                ? viewer.isCentre()
                : policy.verb(viewer, Subject.CAMPAIGN, new AccessPolicy.Target(unit, null, false, false)) == Verb.DO;
    }

    /** @throws NotVisible where none of its schools is his */
    @Transactional(readOnly = true)
    Campaign visible(Viewer viewer, long id) {
        SubtreeScope scope = requireSee(viewer);
        return campaigns
                .find(id)
                .filter(campaign -> campaigns.reaches(id, scope))
                .orElseThrow(() -> new NotVisible("这次督导"));
    }

    /** The scope as the viewer may have it: a unit's people never look beyond their own. @throws NotAllowed */
    @Transactional(readOnly = true)
    Scope confined(Viewer viewer, Scope scope) {
        if (!mayOpen(viewer)) {
            throw new NotAllowed("只有团中央和省级团委可以发起督导");
        }
        if (viewer.isCentre()) {
            String unit = scope.unit();
            if (unit != null
                    && organizations.byCode(unit).filter(Organization::isUnit).isEmpty()) {
                throw new NotVisible("这个省级单位");
            }
            return scope;
        }
        String own = viewer.unitCodes().stream()
                .filter(viewer::isProvince)
                .findFirst()
                .orElseThrow(() -> new NotAllowed("只有团中央和省级团委可以发起督导"));
        String asked = scope.unit();
        if (asked != null && !viewer.isProvince(asked)) {
            throw new NotVisible("这个省级单位");
        }
        return Scope.of(asked == null ? own : asked, scope.type(), scope.freshOnly());
    }

    @Transactional(readOnly = true)
    Plan plan(Scope scope) {
        return plans.of(scope);
    }

    /** 2026年11月督导开通 */
    String usualTitle() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        return today.getYear() + "年" + today.getMonthValue() + "月督导开通";
    }

    /**
     * Starts a campaign; the cases are opened in the background.
     *
     * @param token of the page: sent twice, it is one campaign
     * @throws FormRefused field by field
     */
    long open(Viewer viewer, Scope asked, String title, String remark, String token) {
        Scope scope = confined(viewer, asked);
        if (title.isBlank() || title.strip().length() > LONGEST_TITLE) {
            throw new FormRefused("title", "请填写名称，不超过 " + LONGEST_TITLE + " 个字");
        }
        if (remark.strip().length() > LONGEST_REMARK) {
            throw new FormRefused("remark", "附言不超过 " + LONGEST_REMARK + " 个字");
        }
        if (token.isBlank() || token.length() > 64) {
            throw new FormRefused("", "页面已失效，请重新打开「发起督导」");
        }
        Optional<Long> before = campaigns.byToken(token);
        if (before.isPresent()) {
            return before.get();
        }
        Plan plan = plans.of(scope);
        if (plan.size() == 0) {
            throw new FormRefused("", "这个范围内没有需要督导的学校，没有发起");
        }
        Optional<Long> added = campaigns.add(title.strip(), scope, remark.strip(), token, viewer.userId());
        if (added.isEmpty()) {
            return campaigns.byToken(token).orElseThrow();
        }
        campaigns.addSchools(added.get(), plan.schools());
        audit.record("campaign.opened", "campaign:" + added.get(), scope.inWords() + "，" + plan.size() + " 所");
        return added.get();
    }

    /** @return how many schools are tried once more */
    int retry(Viewer viewer, long id) {
        Campaign campaign = visible(viewer, id);
        if (!mayDo(viewer, campaign)) {
            throw new NotAllowed("只有发起督导的一级可以重试");
        }
        return campaigns.retry(id);
    }

    /** A school that could not be written to has an address now: it gets the letter of the campaign that waits for it. */
    @EventListener
    void proved(ContactProved proof) {
        campaigns.waitingFor(proof.organizationId()).flatMap(campaigns::find).ifPresent(campaign -> files.living(
                        proof.organizationId(), CaseFile.TENCENT_WEIBO)
                .ifPresent(file -> letters.toSchools(campaign, List.of(file))));
    }
}
