package org.tuanwei.activity;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activity.Streaks.Streak;

/**
 * What follows from a published week for units and schools, each once: the first miss is a letter, the second in a row
 * goes on the province's list, the fourth to the centre as supervision; two weeks 未报 go on the list too (C3–C5, E0).
 */
@Service
@Transactional
public class ActivityConsequences {

    private static final int LISTED_AT = ActivityUrging.FROM_WEEKS;
    private static final int MOST = 10_000;

    /** What followed for one account. */
    enum Kind {
        REMINDED,
        LISTED_MISSED,
        LISTED_UNREPORTED,
        SUPERVISED,
        MENDED
    }

    /** An account on the province's list. */
    public record Listed(Result result, int streak, boolean unreported) {

        /** 连续 2 周未达标，本周不活跃：原创 3 条，还差 2 条. */
        public String text() {
            return unreported
                    ? "连续 " + streak + " 周未报"
                    : "连续 " + streak + " 周未达标，本周" + result.verdict().label() + "：" + result.missing();
        }
    }

    private final Checks checks;
    private final Results results;
    private final Streaks streaks;
    private final ActivityProcess process;
    private final ActivityLetters letters;
    private final ActivityStory story;
    private final ActivityProperties properties;
    private final JdbcClient jdbc;
    private final Clock clock;

    ActivityConsequences(
            Checks checks,
            Results results,
            Streaks streaks,
            ActivityProcess process,
            ActivityLetters letters,
            ActivityStory story,
            ActivityProperties properties,
            JdbcClient jdbc,
            Clock clock) {
        this.checks = checks;
        this.results = results;
        this.streaks = streaks;
        this.process = process;
        this.letters = letters;
        this.story = story;
        this.properties = properties;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void pursue(long checkId) {
        Check check = checks.lock(checkId);
        Map<Long, Streak> rows = new HashMap<>();
        streaks.ofUnit(check.unitCode(), check.week()).forEach(streak -> rows.put(streak.organizationId(), streak));
        int reminded = 0;
        int listed = 0;
        int supervised = 0;
        for (Result result : ofWeek(check)) {
            Streak streak = rows.get(result.organizationId());
            if (streak == null) {
                continue;
            }
            if (result.verdict() == Verdict.MET) {
                mended(check, result);
            } else if (result.verdict() == Verdict.UNREPORTED) {
                listed += unreported(check, result, streak) ? 1 : 0;
            } else if (result.verdict().missed()) {
                reminded += remind(check, result, streak) ? 1 : 0;
                listed += list(check, result, streak) ? 1 : 0;
                supervised += supervise(check, result, streak) ? 1 : 0;
            }
        }
        story.tell(
                checkId,
                "pursued",
                Map.of(
                        "reminded", Integer.toString(reminded),
                        "listed", Integer.toString(listed),
                        "supervised", Integer.toString(supervised)));
    }

    private List<Result> ofWeek(Check check) {
        return results.published(
                "r.check_id = :check and r.level in ('UNIT', 'SCHOOL')",
                Map.of("check", check.id()),
                clock.instant().plusMillis(1),
                MOST);
    }

    private boolean remind(Check check, Result result, Streak streak) {
        boolean first = streak.missed() == 1 && note(check, result, Kind.REMINDED, 1);
        if (first) {
            letters.missed(check, result);
        }
        return first;
    }

    private boolean list(Check check, Result result, Streak streak) {
        return streak.missed() >= LISTED_AT && note(check, result, Kind.LISTED_MISSED, streak.missed());
    }

    private boolean unreported(Check check, Result result, Streak streak) {
        boolean listed =
                streak.unreported() >= LISTED_AT && note(check, result, Kind.LISTED_UNREPORTED, streak.unreported());
        if (listed) {
            letters.unreported(check, result, streak.unreported());
        }
        return listed;
    }

    /** Every fourth week in a row: where the supervision of the last ones is still open, they are the same lapse. */
    private boolean supervise(Check check, Result result, Streak streak) {
        boolean due = streak.missed() % properties.supervisedAt() == 0
                && note(check, result, Kind.SUPERVISED, streak.missed());
        if (due) {
            process.openSupervision(
                    check, result, "到" + check.week().label() + "连续 " + streak.missed() + " 周未达到基础活跃标准");
        }
        return due;
    }

    /** The account is active again: whoever supervises it may stop. */
    void mended(Check check, Result result) {
        boolean supervised = jdbc.sql("""
                        select exists (select 1 from activity_consequence s
                            where s.organization_id = :organization and s.kind = 'SUPERVISED'
                              and not exists (select 1 from activity_consequence m
                                where m.organization_id = s.organization_id and m.kind = 'MENDED' and m.week >= s.week))""")
                .param("organization", result.organizationId())
                .query(Boolean.class)
                .single();
        if (supervised && result.verdict() == Verdict.MET && note(check, result, Kind.MENDED, 0)) {
            process.lapseMended(check, result.organizationId());
        }
    }

    private boolean note(Check check, Result result, Kind kind, int streak) {
        return jdbc.sql("insert into activity_consequence (organization_id, week, kind, check_id, streak, at)"
                                + " values (?, ?, ?, ?, ?, ?) on conflict do nothing")
                        .params(
                                result.organizationId(),
                                Date.valueOf(check.week().monday()),
                                kind.name(),
                                check.id(),
                                streak,
                                Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    @Transactional(readOnly = true)
    boolean persisting(long checkId) {
        return jdbc.sql("select exists (select 1 from activity_consequence where check_id = ?"
                        + " and kind in ('LISTED_MISSED', 'LISTED_UNREPORTED'))")
                .param(checkId)
                .query(Boolean.class)
                .single();
    }

    private record Entry(long organizationId, int streak, boolean unreported) {}

    /** Whom the province has to talk to after this week, the longest row first. */
    @Transactional(readOnly = true)
    public List<Listed> listed(long checkId) {
        Map<Long, Result> byId = new HashMap<>();
        ofWeek(checks.get(checkId)).forEach(result -> byId.put(result.organizationId(), result));
        List<Entry> entries = jdbc.sql("select organization_id, streak, kind from activity_consequence"
                        + " where check_id = ? and kind in ('LISTED_MISSED', 'LISTED_UNREPORTED')"
                        + " order by streak desc, organization_id")
                .param(checkId)
                .query((row, n) -> new Entry(
                        row.getLong(1),
                        row.getInt(2),
                        Kind.LISTED_UNREPORTED.name().equals(row.getString(3))))
                .list();
        List<Listed> listed = new ArrayList<>();
        for (Entry entry : entries) {
            Result result = byId.get(entry.organizationId());
            if (result != null) {
                listed.add(new Listed(result, entry.streak(), entry.unreported()));
            }
        }
        return listed;
    }
}
