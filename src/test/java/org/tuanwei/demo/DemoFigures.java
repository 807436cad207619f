package org.tuanwei.demo;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The country as the notice found it: all units but four have an account, and a little more than half of the schools.
 * Written straight into the tables, as accounts that were opened over the last months, before this system was
 * there: their cases are over, no process waits for them, and the figures of the days can be made up from them.
 */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoFigures {

    private static final Logger log = LoggerFactory.getLogger(DemoFigures.class);

    /** When the first and, save a little, the last were opened: long enough for weeks and months to look back on. */
    private record Span(Duration first, Duration last) {

        Duration ago(int number, int of) {
            return first.minus(first.minus(last).multipliedBy(number % of).dividedBy(of));
        }
    }

    private static final Span UNITS = new Span(Duration.ofDays(100), Duration.ofDays(63));
    private static final Span SCHOOLS = new Span(Duration.ofDays(52), Duration.ZERO);

    /** These four have none; two of them have begun. */
    private static final List<String> UNITS_WITHOUT = List.of("310000", "340000", "420000", "510000");

    private static final double SCHOOLS_OPENED = 0.51;

    /** So many schools elsewhere have cases of their own in the demo. */
    private static final int WALKED = 16;

    private final DemoSchools demoSchools;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoFigures(DemoSchools demoSchools, JdbcClient jdbc, Clock clock) {
        this.demoSchools = demoSchools;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Leaves alone the schools with which the demo's people walk their ways, and a database that has such accounts. */
    @Transactional
    public void provide() {
        if (jdbc.sql("select count(*) from case_file where receipt like 'TW-0000-%'")
                        .query(Long.class)
                        .single()
                > 0) {
            return;
        }
        // the registry was there before the accounts
        jdbc.sql("update organization set created_at = ? where created_at > ?")
                .params(at(UNITS.first().plusDays(9)), at(UNITS.first().plusDays(9)))
                .update();
        List<Long> units = jdbc.sql("select o.id from organization o where o.kind = 'UNIT' and o.code not in (:without)"
                        + " order by o.code")
                .param("without", UNITS_WITHOUT)
                .query(Long.class)
                .list();
        int schools = jdbc.sql("select count(*) from organization where kind = 'SCHOOL' and status = 'ACTIVE'")
                .query(Integer.class)
                .single();
        List<Long> more = jdbc.sql("""
            select id from organization
            where kind = 'SCHOOL' and status = 'ACTIVE' and unit_code not in ('310000', '320000')
                and code not in (:walked)
            order by hashtext(code) limit :most\
            """)
                .param("walked", demoSchools.elsewhere().subList(0, WALKED))
                .param("most", (int) Math.ceil(schools * SCHOOLS_OPENED))
                .query(Long.class)
                .list();
        int number = 0;
        for (long id : units) {
            open(id, ++number, UNITS.ago(number, units.size()));
        }
        int school = 0;
        for (long id : more) {
            open(id, ++number, SCHOOLS.ago(number, more.size()));
            school++;
        }
        log.info("{} units and {} schools of the demo have had their accounts before", units.size(), school);
    }

    private void open(long organization, int number, Duration ago) {
        Timestamp opened = at(ago);
        long id = jdbc.sql("""
            insert into case_file (receipt, organization_id, platform, level, unit_code, school_code, phase,
                state, qq_number, account_url, created_at, closed_at)
            select ?, id, 'TENCENT_WEIBO', kind, unit_code, school_code, 'OPEN', 'OPEN', ?,
                'http://t.qq.com/league' || code, ?, ?
            from organization where id = ? returning id\
            """)
                .params(
                        "TW-0000-" + "%05d".formatted(number),
                        "28600%05d".formatted(number),
                        opened,
                        opened,
                        organization)
                .query(Long.class)
                .single();
        for (String phase : List.of("REGISTRATION", "OPEN")) {
            jdbc.sql("insert into case_phase (case_id, phase, entered_at) values (?, ?, ?)")
                    .params(id, phase, opened)
                    .update();
        }
        jdbc.sql("insert into case_event (case_id, at, kind, actor_id, actor_name, facts)"
                        + " values (?, ?, 'case.opened', '', '系统', '{}')")
                .params(id, opened)
                .update();
    }

    private Timestamp at(Duration ago) {
        return Timestamp.from(Instant.now(clock).minus(ago));
    }
}
