package org.tuanwei.activity;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activitycounts.Week;

/**
 * How many weeks in a row, from the published results. A vacation week counts neither way. 未报 ends a row of 达标; it is
 * no miss, but it does not wipe out the misses before it either, or silence would pay.
 */
@Repository
public class Streaks {

    /** So far back rows of weeks are followed. */
    static final int WEEKS_BACK = 60;

    /**
     * Up to and with a week.
     *
     * @param met weeks 达标 in a row
     * @param missed weeks not 达标 since the last one that was
     * @param unreported weeks without any report in a row
     */
    public record Streak(long organizationId, int met, int missed, int unreported) {}

    private static final String STREAKS = """
            with told as (%s),
            turns as (
                select organization_id,
                       coalesce(max(week) filter (where state = 'MET'), date '-infinity') as met,
                       coalesce(max(week) filter (where state not in ('MET', 'HOLIDAY')), date '-infinity') as not_met,
                       coalesce(max(week) filter (where state not in ('UNREPORTED', 'HOLIDAY')), date '-infinity') as told
                from told group by organization_id)
            select t.organization_id,
                   count(*) filter (where t.state = 'MET' and t.week > u.not_met) as met,
                   count(*) filter (where t.state in ('INACTIVE', 'SILENT', 'NO_AVATAR') and t.week > u.met) as missed,
                   count(*) filter (where t.state = 'UNREPORTED' and t.week > u.told) as unreported
            from told t join turns u on u.organization_id = t.organization_id
            group by t.organization_id""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Streaks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Of the units and schools in this unit; class branches are their schools' to look after. */
    @Transactional(readOnly = true)
    public List<Streak> ofUnit(String unitCode, Week until) {
        return ofUnit(unitCode, until, now());
    }

    /** The same as it was public at the moment. */
    @Transactional(readOnly = true)
    public List<Streak> ofUnit(String unitCode, Week until, Instant moment) {
        return list("r.unit_code = :unit and r.level in ('UNIT', 'SCHOOL')", Map.of("unit", unitCode), until, moment);
    }

    /** Of one organisation; zeros where nothing was published about it. */
    @Transactional(readOnly = true)
    public Streak of(long organizationId, Week until) {
        return list("r.organization_id = :organization", Map.of("organization", organizationId), until, now()).stream()
                .findFirst()
                .orElse(new Streak(organizationId, 0, 0, 0));
    }

    private Instant now() {
        return clock.instant().plusMillis(1);
    }

    private List<Streak> list(String condition, Map<String, Object> params, Week until, Instant moment) {
        String told = Results.PUBLISHED + " and r.week <= :until and r.week > :from and " + condition + Results.LATEST;
        return jdbc.sql(STREAKS.formatted(told))
                .params(params)
                .param("moment", Timestamp.from(moment))
                .param("until", Date.valueOf(until.monday()))
                .param("from", Date.valueOf(until.plus(-WEEKS_BACK).monday()))
                .query((row, n) -> new Streak(row.getLong(1), row.getInt(2), row.getInt(3), row.getInt(4)))
                .list();
    }
}
