package org.tuanwei.demo;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activitycounts.Week;

/**
 * The weeks that the demo's accounts have behind them, some good and some not, one of them a vacation; and what Tencent
 * says of the last one, which the system itself then begins to check.
 */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoActivity {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final int WEEKS = 6;
    private static final String ON_VACATION = "230000";

    private static final String ACCOUNTS = """
            select o.id, o.code, o.name, f.level, o.unit_code, o.school_code, f.closed_at,
                   mod(abs(hashtext(o.code)), 100) as kind, mod(abs(hashtext(o.code || :week)), 100) as luck
            from case_file f join organization o on o.id = f.organization_id
            where f.state = 'OPEN' and f.level in ('UNIT', 'SCHOOL') and o.status = 'ACTIVE'
              and f.closed_at < :begins""";

    /** One unit in three does well, as the notice has it (C3), and the schools that are at it for longest. */
    private static final String COUNTS = """
            insert into activity_count (organization_id, week, version, source, originals, reposts, last_post_on, avatar,
                recorded_by, recorded_at)
            select a.id, cast(:week as date), 1, 'TENCENT', a.originals, mod(a.luck, 5),
                   case when a.originals > 0 then cast(:week as date) + mod(a.luck, 6) end,
                   a.model or a.kind not between 80 and 85, 'tencent', :said
            from (select x.*, case when model then 5 + mod(luck, 8) when level = 'UNIT' then mod(luck, 5)
                        when kind < 35 then 5 + mod(luck, 8) when kind < 60 then mod(luck, 9)
                        when kind < 74 then mod(luck, 4) when kind < 80 then 0 else mod(luck, 9) end as originals
                  from (select z.*, case when level = 'UNIT' then mod(place, 3) = 0 else place <= 8 end as model
                        from (select y.*, row_number() over (partition by level order by closed_at, code) as place
                              from (%s) y) z) x) a
            where a.model or a.kind < 92 or a.luck < 15""";

    private static final String RESULTS = """
            insert into activity_result (check_id, organization_id, version, week, code, name, level, unit_code,
                school_code, state, count_id, source, originals, reposts, last_post_on, avatar, needed, reason, standard,
                notice, provenance, decided_at)
            select c.id, a.id, 1, c.week, a.code, a.name, a.level, a.unit_code, a.school_code,
                   case when n.id is null then 'UNREPORTED' when n.originals = 0 and n.reposts = 0 then 'SILENT'
                        when not n.avatar then 'NO_AVATAR' when n.originals >= 5 then 'MET' else 'INACTIVE' end,
                   n.id, n.source, n.originals, n.reposts, n.last_post_on, n.avatar, 5,
                   case when n.id is null then '没有报送，也没有其他来源的数据'
                        when n.originals = 0 and n.reposts = 0 then '本周没有发布'
                        when not n.avatar then '没有清晰的头像' when n.originals >= 5 then '达到基础活跃标准'
                        when n.originals = 0 then '只有转发，没有原创' else '原创不足' end,
                   '2012-1', '关于进一步推进高校团组织微博体系建设有关事宜的通知', 'NOTICE', :said
            from (%s) a join activity_check c on c.unit_code = a.unit_code and c.week = cast(:week as date)
                left join activity_count n on n.organization_id = a.id and n.week = c.week""";

    private final JdbcClient jdbc;
    private final Clock clock;

    DemoActivity(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Once; a database that has weeks is left as it is. */
    @Transactional
    public void provide() {
        if (jdbc.sql("select exists (select 1 from activity_check)")
                .query(Boolean.class)
                .single()) {
            return;
        }
        Week last = Week.of(clock.instant()).plus(-1);
        for (int n = WEEKS - 1; n > 0; n--) {
            behind(last.plus(-n), n == 2);
        }
        say(COUNTS, last);
    }

    private void behind(Week week, boolean vacation) {
        say(COUNTS, week);
        LocalDate monday = week.plus(1).monday();
        jdbc.sql(
                        "insert into activity_check (unit_code, week, state, counts_until, publish_on, disputes_until, version,"
                                + " seed, opened_at, decided_at, checked_by)"
                                + " select distinct unit_code, cast(:week as date), 'CLOSED', cast(:until as timestamptz),"
                                + " cast(:tuesday as date),"
                                + " cast(:disputes as timestamptz), 1, 7, cast(:opened as timestamptz), cast(:until as timestamptz), 'p' || unit_code from ("
                                + ACCOUNTS + ") a")
                .param("week", week.monday().toString())
                .param("begins", Timestamp.from(week.begins()))
                .param("until", at(monday, 12))
                .param("tuesday", Date.valueOf(monday.plusDays(1)))
                .param("disputes", Timestamp.from(week.plus(1).ends()))
                .param("opened", at(monday, 0))
                .update();
        say(RESULTS, week);
        jdbc.sql("insert into activity_publication (check_id, version, published_at, published_by, reason)"
                        + " select id, 1, ?, checked_by, '公布' from activity_check where week = ?")
                .params(at(monday.plusDays(1), 11), Date.valueOf(week.monday()))
                .update();
        if (vacation) {
            excuse(week);
        }
    }

    private void excuse(Week week) {
        String reason = "全省高校集中开展社会实践，学生离校";
        jdbc.sql(
                        "insert into activity_holiday (unit_code, week, reason, declared_by, declared_at) values (?, ?, ?, ?, ?)")
                .params(ON_VACATION, Date.valueOf(week.monday()), reason, "p" + ON_VACATION, at(week.monday(), 9))
                .update();
        jdbc.sql("update activity_check set state = 'HOLIDAY' where unit_code = ? and week = ?")
                .params(ON_VACATION, Date.valueOf(week.monday()))
                .update();
        // a second version, as a result is never written over
        jdbc.sql("insert into activity_result (check_id, organization_id, version, week, code, name, level, unit_code,"
                        + " school_code, state, reason, standard, notice, provenance, decided_at)"
                        + " select check_id, organization_id, 2, r.week, code, name, level, r.unit_code, school_code,"
                        + " 'HOLIDAY', ?, standard, '', 'LOCAL', r.decided_at"
                        + " from activity_result r where r.unit_code = ? and r.week = ?")
                .params(reason, ON_VACATION, Date.valueOf(week.monday()))
                .update();
        jdbc.sql("insert into activity_publication (check_id, version, published_at, published_by, reason)"
                        + " select id, 2, ?, checked_by, '假期周' from activity_check where unit_code = ? and week = ?")
                .params(at(week.plus(1).monday().plusDays(1), 11), ON_VACATION, Date.valueOf(week.monday()))
                .update();
    }

    private void say(String statement, Week week) {
        jdbc.sql(statement.formatted(ACCOUNTS))
                .param("week", week.monday().toString())
                .param("begins", Timestamp.from(week.begins()))
                .param("said", at(week.plus(1).monday(), 8))
                .update();
    }

    private static Timestamp at(LocalDate day, int hour) {
        return Timestamp.from(day.atTime(hour, 0).atZone(ZONE).toInstant());
    }
}
