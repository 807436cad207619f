package org.tuanwei.activity;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activity.Streaks.Streak;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.opening.Urgings;
import org.tuanwei.urging.UrgingMatter;

/** Urges accounts that have missed two weeks in a row or more, or have not reported them (C4, C5, E0). */
@Component
@Transactional
public class ActivityUrging implements UrgingMatter {

    /** In forms and in the record. */
    public static final String KEY = "activity";

    /** Weeks in a row from which one is urged. */
    public static final int FROM_WEEKS = 2;

    private static final int WEEKS_BACK = 12;

    private final Urgings urgings;
    private final Checks checks;
    private final Results results;
    private final Streaks streaks;
    private final ActivityLetters letters;

    ActivityUrging(Urgings urgings, Checks checks, Results results, Streaks streaks, ActivityLetters letters) {
        this.urgings = urgings;
        this.checks = checks;
        this.results = results;
        this.streaks = streaks;
        this.letters = letters;
    }

    private record Standing(Check check, Result result, Streak streak) {

        boolean persists() {
            return streak.missed() >= FROM_WEEKS || streak.unreported() >= FROM_WEEKS;
        }

        /** 连续 3 周未达到基础活跃标准（到2012年第11周（3月12日—3月18日）：原创 3 条，还差 2 条）. */
        String text() {
            String row = streak.missed() >= FROM_WEEKS
                    ? "连续 " + streak.missed() + " 周未达到基础活跃标准"
                    : "连续 " + streak.unreported() + " 周没有报送发布情况";
            return row + "（到" + check.week().label() + (result.missing().isEmpty() ? "" : "：" + result.missing()) + "）";
        }
    }

    @Override
    public String key() {
        return KEY;
    }

    @Override
    public String label() {
        return "每周活跃度";
    }

    @Override
    public String home() {
        return "/activity";
    }

    @Override
    public String words() {
        return "请按“有清晰的头像，每周至少 5 条原创微博”的标准尽快补上，并按时报送每周发布情况。";
    }

    @Override
    @Transactional(readOnly = true)
    public Look look(long caseId) {
        CaseFile file = urgings.account(caseId);
        Optional<Standing> standing = standing(file);
        int addresses = letters.addresses(file.organizationId(), file.unitCode(), file.schoolCode())
                .size();
        String skipped = urgings.notBefore(caseId).map(urgings::tooSoon).orElse(null);
        if (skipped == null && standing.isEmpty()) {
            skipped = "到最近公布的一周没有连续未达标，也没有连续未报";
        }
        if (skipped == null && addresses == 0) {
            skipped = "没有可用的邮箱，请先补登联系人";
        }
        return new Look(file.organizationName(), standing.map(Standing::text).orElse(""), addresses, skipped);
    }

    @Override
    public int urge(long caseId, String text) {
        CaseFile file = urgings.account(caseId);
        Standing standing = standing(file).orElseThrow(() -> new FormRefused("text", "已经没有连续未达标或连续未报，不用催办"));
        long urging = urgings.urgeAccount(caseId, label() + "：" + standing.text(), text);
        return letters.urged(urging, standing.check(), standing.result(), standing.text(), text);
    }

    /** As of the unit's last published week; empty where there is nothing to urge. */
    private Optional<Standing> standing(CaseFile file) {
        return checks.ofUnit(file.unitCode(), WEEKS_BACK).stream()
                .filter(check -> check.state().published())
                .findFirst()
                .flatMap(check -> results.published(file.organizationId(), check.week())
                        .map(result -> new Standing(check, result, streaks.of(file.organizationId(), check.week()))))
                .filter(Standing::persists);
    }
}
