package org.tuanwei.activity;

import java.time.Clock;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activity.Streaks.Streak;
import org.tuanwei.activitycounts.Week;

/** How an organisation has kept up, for features that build on it: eligibility for certification, its loss (F5). */
@Service
@Transactional(readOnly = true)
public class ActivityRecord {

    private final Streaks streaks;
    private final Results results;
    private final Clock clock;

    ActivityRecord(Streaks streaks, Results results, Clock clock) {
        this.streaks = streaks;
        this.results = results;
        this.clock = clock;
    }

    /** Published weeks 达标 in a row up to now; vacation weeks count neither way, 未报 ends the row. */
    public int weeksMet(long organizationId) {
        return now(organizationId).met();
    }

    /** Published weeks not 达标 since the last one that was; 未报 and vacation weeks are none. */
    public int weeksMissed(long organizationId) {
        return now(organizationId).missed();
    }

    /** Published weeks 未报 in a row up to now. */
    public int weeksUnreported(long organizationId) {
        return now(organizationId).unreported();
    }

    /**
     * The last published week that was not 达标 or 未报, in words: 2012年第12周（3月19日—3月25日）不活跃：原创 2 条，还差 3 条.
     * Nothing where all were.
     */
    public Optional<String> lastBreak(long organizationId) {
        return results.ofOrganization(organizationId, Streaks.WEEKS_BACK).stream()
                .filter(week -> week.verdict() != Verdict.MET && week.verdict() != Verdict.HOLIDAY)
                .findFirst()
                .map(week -> week.week().label()
                        + week.verdict().label()
                        + (week.missing().isEmpty() ? "" : "：" + week.missing()));
    }

    private Streak now(long organizationId) {
        return streaks.of(organizationId, Week.of(clock.instant()));
    }
}
