package org.tuanwei.activity;

import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activitycounts.Count;
import org.tuanwei.activitycounts.Count.Numbers;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.Viewers;

/** An organisation objects to its published week; the unit looks again; a correction is one version more (F4). */
@Service
@Transactional
public class DisputeService {

    private final Disputes disputes;
    private final Checks checks;
    private final CheckService service;
    private final Decider decider;
    private final Results results;
    private final Counts counts;
    private final ActivityProcess process;
    private final ActivityLetters letters;
    private final ActivityConsequences consequences;
    private final ActivityStory story;
    private final Viewers viewers;
    private final Clock clock;

    DisputeService(
            Disputes disputes,
            Checks checks,
            CheckService service,
            Decider decider,
            Results results,
            Counts counts,
            ActivityProcess process,
            ActivityLetters letters,
            ActivityConsequences consequences,
            ActivityStory story,
            Viewers viewers,
            Clock clock) {
        this.disputes = disputes;
        this.checks = checks;
        this.service = service;
        this.decider = decider;
        this.results = results;
        this.counts = counts;
        this.process = process;
        this.letters = letters;
        this.consequences = consequences;
        this.story = story;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** Whether the organisation may object to this week now. */
    @Transactional(readOnly = true)
    public boolean open(Check check) {
        return check.state() == Check.State.PUBLISHED
                && check.disputesUntil() != null
                && clock.instant().isBefore(check.disputesUntil());
    }

    /**
     * Objects to the published week of this organisation, which the caller acts for.
     *
     * @throws FormRefused field by field ({@code originals reason}), or for the whole when it is too late
     */
    public void raise(Organization organization, Week week, String originals, boolean avatar, String reason) {
        Check check =
                checks.of(organization.unitCode(), week).orElseThrow(() -> new FormRefused("", week.label() + "还没有核查"));
        if (!open(check)) {
            throw new FormRefused("", week.label() + "的异议期已过，或结果还没有公布");
        }
        if (results.published(organization.id(), week).isEmpty()) {
            throw new FormRefused("", "本单位不在" + week.label() + "的结果里");
        }
        if (!originals.strip().matches("\\d{1,4}")) {
            throw new FormRefused("originals", "请填本周原创条数，0 至 " + Count.MOST + " 的整数");
        }
        String words = CheckService.words("reason", "理由", reason);
        long id = disputes.add(
                        check.id(),
                        organization.id(),
                        Integer.parseInt(originals.strip()),
                        avatar,
                        words,
                        viewers.current().userId())
                .orElseThrow(() -> new FormRefused("", "本周的异议正在复核，请等待结果"));
        if (!process.disputed(check, id)) {
            throw new FormRefused("", "本周的核查已经结束，不能再提异议");
        }
        story.tell(check.id(), "disputed", Map.of("name", organization.name(), "reason", words));
    }

    /** The unit's verdict. @throws FormRefused field by field */
    void decide(long id, boolean upheld, String verdict) {
        String words = CheckService.words("verdict", "复核意见", verdict);
        if (!disputes.decide(id, upheld, words, viewers.current().userId())) {
            throw new FormRefused("", "这项异议已由同事复核，请刷新后再看");
        }
    }

    /** Publishes the corrected result as one version more. */
    void correct(long id) {
        Dispute dispute = disputes.get(id);
        Check check = checks.lock(dispute.checkId());
        Numbers before = counts.holding(dispute.organizationId(), check.week())
                .map(Count::numbers)
                .orElse(new Numbers(0, 0, null, dispute.avatar()));
        counts.add(
                dispute.organizationId(),
                check.week(),
                Source.CORRECTION,
                new Numbers(dispute.originals(), before.reposts(), before.lastPostOn(), dispute.avatar()),
                "异议成立：" + dispute.verdict());
        int version = check.version() + 1;
        decider.decide(check, version, dispute.organizationId());
        checks.corrected(check.id(), version);
        service.note(check.id(), version, "更正：" + dispute.organizationName());
        Result corrected =
                results.published(dispute.organizationId(), check.week()).orElseThrow();
        story.tell(
                check.id(),
                "corrected",
                Map.of(
                        "name",
                        dispute.organizationName(),
                        "verdict",
                        corrected.verdict().label(),
                        "version",
                        Integer.toString(version)));
        consequences.mended(check, corrected);
        letters.corrected(check, dispute, corrected);
    }

    void uphold(long id) {
        Dispute dispute = disputes.get(id);
        Check check = checks.get(dispute.checkId());
        story.tell(
                check.id(),
                "upheld",
                Map.of("name", dispute.organizationName(), "verdict", String.valueOf(dispute.verdict())));
        letters.upheld(check, dispute);
    }

    Dispute get(long id) {
        return disputes.get(id);
    }
}
