package org.tuanwei.activitycounts;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activitycounts.Count.Numbers;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Keeps every version of every count; nothing is overwritten. */
@Repository
public class Counts {

    private static final String COLUMNS = "select id, organization_id, week, version, source, originals, reposts,"
            + " last_post_on, avatar, note, recorded_by, recorded_at from activity_count";

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Clock clock;

    Counts(JdbcClient jdbc, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.clock = clock;
    }

    /**
     * Adds a version.
     *
     * @param note why, for a correction
     * @return its id; the id of the latest version of this source where it said the same already
     */
    @Transactional
    public long add(long organizationId, Week week, Source source, Numbers numbers, @Nullable String note) {
        return add(organizationId, week, source, numbers, note, null);
    }

    @Transactional
    long add(
            long organizationId,
            Week week,
            Source source,
            Numbers numbers,
            @Nullable String note,
            @Nullable Long uploadId) {
        // two that say something about the same account queue here, or both would take the same version
        jdbc.sql("select id from organization where id = ? for no key update")
                .param(organizationId)
                .query(Long.class)
                .single();
        Optional<Count> last = latest(organizationId, week, source);
        if (last.isPresent() && last.get().numbers().equals(numbers) && source != Source.SELF && source != Source.API) {
            return last.get().id();
        }
        return jdbc.sql("""
                        insert into activity_count (organization_id, week, version, source, originals, reposts,
                            last_post_on, avatar, upload_id, note, recorded_by, recorded_at)
                        select :organization, :week, coalesce(max(version), 0) + 1, :source, :originals, :reposts,
                            :lastPostOn, :avatar, :upload, :note, :by, :now
                        from activity_count where organization_id = :organization and week = :week
                        returning id""")
                .param("organization", organizationId)
                .param("week", Date.valueOf(week.monday()))
                .param("source", source.name())
                .param("originals", numbers.originals())
                .param("reposts", numbers.reposts())
                .param("lastPostOn", numbers.lastPostOn())
                .param("avatar", numbers.avatar())
                .param("upload", uploadId)
                .param("note", note)
                .param("by", viewers.currentOrNone().map(Viewer::userId).orElse("system"))
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }

    /** The one that counts: the strongest source, its latest word. */
    @Transactional(readOnly = true)
    public Optional<Count> holding(long organizationId, Week week) {
        return jdbc.sql(COLUMNS + " where organization_id = ? and week = ? order by weight desc, version desc limit 1")
                .params(organizationId, Date.valueOf(week.monday()))
                .query(Counts::map)
                .optional();
    }

    /** All that was said about the week, the newest first. */
    @Transactional(readOnly = true)
    public List<Count> versions(long organizationId, Week week) {
        return jdbc.sql(COLUMNS + " where organization_id = ? and week = ? order by version desc")
                .params(organizationId, Date.valueOf(week.monday()))
                .query(Counts::map)
                .list();
    }

    Optional<Count> latest(long organizationId, Week week, Source source) {
        return jdbc.sql(COLUMNS + " where organization_id = ? and week = ? and source = ?"
                        + " order by version desc limit 1")
                .params(organizationId, Date.valueOf(week.monday()), source.name())
                .query(Counts::map)
                .optional();
    }

    private static Count map(ResultSet row, int n) throws SQLException {
        Date last = row.getDate("last_post_on");
        return new Count(
                row.getLong("id"),
                row.getLong("organization_id"),
                new Week(row.getDate("week").toLocalDate()),
                row.getInt("version"),
                Source.valueOf(row.getString("source")),
                row.getInt("originals"),
                row.getInt("reposts"),
                last == null ? null : last.toLocalDate(),
                row.getBoolean("avatar"),
                row.getString("note"),
                row.getString("recorded_by"),
                row.getTimestamp("recorded_at").toInstant());
    }
}
