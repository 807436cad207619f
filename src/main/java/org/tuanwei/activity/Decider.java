package org.tuanwei.activity;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activity.Standard.Answer;
import org.tuanwei.activity.Standard.Situation;
import org.tuanwei.activitycounts.CountedAccounts;

/**
 * Decides a whole unit's week at once, be it 600,000 class branches: the table is asked once for each situation that
 * occurs, and its answers are joined to the accounts by the database. So the table alone says what holds, and no account
 * passes through this process's memory.
 */
@Component
class Decider {

    /** The accounts with the count that holds for each, if any; :organization narrows it to one. */
    private static final String COUNTED = "select o.id as organization_id, o.code, o.name, f.level, o.unit_code,"
            + " o.school_code, c.id as count_id, c.source, c.originals, c.reposts, c.last_post_on, c.avatar"
            + CountedAccounts.FROM
            + " left join lateral (select n.id, n.source, n.originals, n.reposts, n.last_post_on, n.avatar"
            + " from activity_count n where n.organization_id = o.id and n.week = :week"
            + " order by n.weight desc, n.version desc limit 1) c on true"
            + CountedAccounts.CONDITION
            + " and o.unit_code = :unit and (cast(:organization as bigint) is null or o.id = :organization)";

    private final Standard standard;
    private final JdbcClient jdbc;
    private final Clock clock;

    Decider(Standard standard, JdbcClient jdbc, Clock clock) {
        this.standard = standard;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Writes the results of this version for all accounts of the unit. @return how many */
    @Transactional
    int decide(Check check, int version) {
        return decide(check, version, null);
    }

    /** The same for one organisation, whose results then have one version more than the others'. */
    @Transactional
    int decide(Check check, int version, @Nullable Long organizationId) {
        // the same snapshot for the situations and the results, whatever comes in meanwhile
        jdbc.sql("drop table if exists activity_counted").update();
        jdbc.sql("create temporary table activity_counted on commit drop as " + COUNTED)
                .param("begins", Timestamp.from(check.week().begins()))
                .param("week", Date.valueOf(check.week().monday()))
                .param("unit", check.unitCode())
                .param("organization", organizationId)
                .update();
        List<Situation> situations = jdbc.sql("select distinct level, avatar, originals, reposts > 0 as reposted"
                        + " from activity_counted where count_id is not null")
                .query((row, n) -> new Situation(
                        row.getString("level"),
                        row.getBoolean("avatar"),
                        row.getInt("originals"),
                        row.getBoolean("reposted")))
                .list();
        return write(check, version, situations);
    }

    private int write(Check check, int version, List<Situation> situations) {
        List<Answer> answers = new ArrayList<>();
        situations.forEach(situation -> answers.add(standard.judge(situation)));
        Answer typical = standard.judge(new Situation("SCHOOL", true, 0, false));
        return jdbc.sql("""
                        insert into activity_result (check_id, organization_id, version, week, code, name, level,
                            unit_code, school_code, state, count_id, source, originals, reposts, last_post_on, avatar,
                            needed, reason, standard, notice, provenance, decided_at)
                        select :check, c.organization_id, :version, :week, c.code, c.name, c.level, c.unit_code,
                            c.school_code, coalesce(d.verdict, 'UNREPORTED'), c.count_id, c.source, c.originals,
                            c.reposts, c.last_post_on, c.avatar, d.needed, coalesce(d.reason, '没有报送，也没有其他来源的数据'),
                            :standard, coalesce(d.notice, :notice), coalesce(d.provenance, 'NOTICE'), :now
                        from activity_counted c
                        left join unnest(:levels::text[], :avatars::boolean[], :originals::integer[],
                                :reposted::boolean[], :verdicts::text[], :needed::integer[], :reasons::text[],
                                :provenances::text[], :notices::text[])
                            as d (level, avatar, originals, reposted, verdict, needed, reason, provenance, notice)
                            on d.level = c.level and d.avatar = c.avatar and d.originals = c.originals
                                and d.reposted = (c.reposts > 0)""")
                .param("check", check.id())
                .param("version", version)
                .param("week", Date.valueOf(check.week().monday()))
                .param("standard", standard.version())
                .param("notice", typical.notice())
                .param("now", Timestamp.from(clock.instant()))
                .param("levels", situations.stream().map(Situation::level).toArray(String[]::new))
                .param("avatars", situations.stream().map(Situation::avatar).toArray(Boolean[]::new))
                .param(
                        "originals",
                        situations.stream().map(Situation::originals).toArray(Integer[]::new))
                .param("reposted", situations.stream().map(Situation::reposted).toArray(Boolean[]::new))
                .param(
                        "verdicts",
                        answers.stream().map(one -> one.verdict().name()).toArray(String[]::new))
                .param("needed", answers.stream().map(Answer::needed).toArray(Integer[]::new))
                .param("reasons", answers.stream().map(Answer::reason).toArray(String[]::new))
                .param("provenances", answers.stream().map(Answer::provenance).toArray(String[]::new))
                .param("notices", answers.stream().map(Answer::notice).toArray(String[]::new))
                .update();
    }

    /** A week that counts neither way, for all accounts of the unit. */
    @Transactional
    int excuse(Check check, int version, String reason) {
        return jdbc.sql("insert into activity_result (check_id, organization_id, version, week, code, name, level,"
                        + " unit_code, school_code, state, reason, standard, notice, provenance, decided_at)"
                        + " select :check, o.id, :version, :week, o.code, o.name, f.level, o.unit_code, o.school_code,"
                        + " 'HOLIDAY', :reason, :standard, '', 'LOCAL', :now"
                        + CountedAccounts.TAKING_PART + " and o.unit_code = :unit")
                .param("check", check.id())
                .param("version", version)
                .param("week", Date.valueOf(check.week().monday()))
                .param("reason", reason)
                .param("standard", standard.version())
                .param("now", Timestamp.from(clock.instant()))
                .param("begins", Timestamp.from(check.week().begins()))
                .param("unit", check.unitCode())
                .update();
    }
}
