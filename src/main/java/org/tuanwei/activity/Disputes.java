package org.tuanwei.activity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Stores disputes; an account has one at a time for a week. */
@Repository
public class Disputes {

    private static final String SELECT = "select d.id, d.check_id, d.organization_id, o.code, o.name, d.originals,"
            + " d.avatar, d.reason, d.raised_at, d.upheld, d.verdict from activity_dispute d"
            + " join organization o on o.id = d.organization_id";

    private final JdbcClient jdbc;
    private final Clock clock;

    Disputes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty where one is being looked at. */
    Optional<Long> add(long checkId, long organizationId, int originals, boolean avatar, String reason, String by) {
        return jdbc.sql("insert into activity_dispute (check_id, organization_id, originals, avatar, reason, raised_by,"
                        + " raised_at) values (?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (check_id, organization_id) where decided_at is null do nothing returning id")
                .params(checkId, organizationId, originals, avatar, reason, by, Timestamp.from(clock.instant()))
                .query(Long.class)
                .optional();
    }

    Dispute get(long id) {
        return jdbc.sql(SELECT + " where d.id = ?")
                .param(id)
                .query(Disputes::map)
                .single();
    }

    @Transactional(readOnly = true)
    public List<Dispute> ofCheck(long checkId) {
        return jdbc.sql(SELECT + " where d.check_id = ? order by d.id")
                .param(checkId)
                .query(Disputes::map)
                .list();
    }

    @Transactional(readOnly = true)
    public List<Dispute> ofOrganization(long checkId, long organizationId) {
        return jdbc.sql(SELECT + " where d.check_id = ? and d.organization_id = ? order by d.id")
                .params(checkId, organizationId)
                .query(Disputes::map)
                .list();
    }

    /** @return false when it was decided before */
    boolean decide(long id, boolean upheld, String verdict, String by) {
        return jdbc.sql("update activity_dispute set upheld = ?, verdict = ?, decided_by = ?, decided_at = ?"
                                + " where id = ? and decided_at is null")
                        .params(upheld, verdict, by, Timestamp.from(clock.instant()), id)
                        .update()
                == 1;
    }

    private static Dispute map(ResultSet row, int n) throws SQLException {
        return new Dispute(
                row.getLong("id"),
                row.getLong("check_id"),
                row.getLong("organization_id"),
                row.getString("code"),
                row.getString("name"),
                row.getInt("originals"),
                row.getBoolean("avatar"),
                row.getString("reason"),
                row.getTimestamp("raised_at").toInstant(),
                row.getObject("upheld", Boolean.class),
                row.getString("verdict"));
    }
}
