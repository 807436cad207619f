package org.tuanwei.activity;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.Week;

/** Reads results: of one decision, or what is public at a moment, where the latest published version counts. */
@Repository
public class Results {

    private static final String COLUMNS = """
            r.check_id, r.organization_id, r.version, r.week, r.code, r.name, r.level, r.unit_code, r.school_code,
            r.state, r.count_id, r.source, r.originals, r.reposts, r.last_post_on, r.avatar, r.needed, r.reason,
            r.standard, r.notice, r.provenance, r.decided_at""";

    /** A query of one row for each organisation and week that was public at {@code :moment}; {@code r} are the results. */
    public static final String PUBLISHED = "select distinct on (r.organization_id, r.week) " + COLUMNS
            + " from activity_result r join activity_publication p on p.check_id = r.check_id and p.version = r.version"
            + " where p.published_at < :moment";

    /** Goes behind {@link #PUBLISHED} and further conditions: the last version of each. */
    public static final String LATEST = " order by r.organization_id, r.week desc, r.version desc";

    private static final String BY_VERDICT =
            " order by array_position(array['MET','INACTIVE','SILENT','NO_AVATAR','UNREPORTED','HOLIDAY'], state)";

    /** How many accounts there are of each verdict. */
    public record Tally(Verdict verdict, int accounts) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Results(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What was decided in this version, public or not, by level and code. */
    @Transactional(readOnly = true)
    public List<Result> of(long checkId, int version, int most) {
        return jdbc.sql("select " + COLUMNS + " from activity_result r where r.check_id = ? and r.version = ?"
                        + " order by array_position(array['UNIT','SCHOOL','BRANCH'], r.level), length(r.code), r.code"
                        + " limit " + most)
                .params(checkId, version)
                .query(Results::map)
                .list();
    }

    /** What is public of a check, its corrections included, by level and code. */
    @Transactional(readOnly = true)
    public List<Result> ofCheck(long checkId, int most) {
        return jdbc.sql("select * from (" + PUBLISHED + " and r.check_id = :check" + LATEST + ") r"
                        + " order by array_position(array['UNIT','SCHOOL','BRANCH'], level), length(code), code limit "
                        + most)
                .param("moment", now())
                .param("check", checkId)
                .query(Results::map)
                .list();
    }

    /** The same counted. */
    @Transactional(readOnly = true)
    public List<Tally> publishedTally(long checkId) {
        return jdbc.sql("select state, count(*) from (" + PUBLISHED + " and r.check_id = :check" + LATEST + ") r"
                        + " group by state" + BY_VERDICT)
                .param("moment", now())
                .param("check", checkId)
                .query((row, n) -> new Tally(Verdict.valueOf(row.getString(1)), row.getInt(2)))
                .list();
    }

    @Transactional(readOnly = true)
    public List<Tally> tally(long checkId, int version) {
        return jdbc.sql("select state, count(*) from activity_result where check_id = ? and version = ? group by state"
                        + BY_VERDICT)
                .params(checkId, version)
                .query((row, n) -> new Tally(Verdict.valueOf(row.getString(1)), row.getInt(2)))
                .list();
    }

    /** The public weeks of one organisation, the latest first. */
    @Transactional(readOnly = true)
    public List<Result> ofOrganization(long organizationId, int weeks) {
        return published("r.organization_id = :organization", Map.of("organization", organizationId), weeks);
    }

    /** What is public of a week of one organisation now. */
    @Transactional(readOnly = true)
    public Optional<Result> published(long organizationId, Week week) {
        return published(
                        "r.organization_id = :organization and r.week = :week",
                        Map.of("organization", organizationId, "week", Date.valueOf(week.monday())),
                        1)
                .stream()
                .findFirst();
    }

    /** Every version of one organisation's week that was ever public, the latest first. */
    @Transactional(readOnly = true)
    public List<Result> versions(long organizationId, Week week) {
        return jdbc.sql("select " + COLUMNS + " from activity_result r join activity_publication p"
                        + " on p.check_id = r.check_id and p.version = r.version"
                        + " where r.organization_id = ? and r.week = ? order by r.version desc")
                .params(organizationId, Date.valueOf(week.monday()))
                .query(Results::map)
                .list();
    }

    private List<Result> published(String condition, Map<String, Object> params, int most) {
        return published(condition, params, clock.instant().plusMillis(1), most);
    }

    /** What was public at the moment under a condition on {@code r}. */
    @Transactional(readOnly = true)
    public List<Result> published(String condition, Map<String, Object> params, Instant moment, int most) {
        return jdbc.sql(PUBLISHED + " and " + condition + LATEST + " limit " + most)
                .params(params)
                .param("moment", Timestamp.from(moment))
                .query(Results::map)
                .list();
    }

    /** A moment that what was published just now is before. */
    private Timestamp now() {
        return Timestamp.from(clock.instant().plusMillis(1));
    }

    static Result map(ResultSet row, int n) throws SQLException {
        Date last = row.getDate("last_post_on");
        String source = row.getString("source");
        return new Result(
                row.getLong("check_id"),
                row.getLong("organization_id"),
                row.getInt("version"),
                new Week(row.getDate("week").toLocalDate()),
                row.getString("code"),
                row.getString("name"),
                row.getString("level"),
                row.getString("unit_code"),
                row.getString("school_code"),
                Verdict.valueOf(row.getString("state")),
                row.getObject("count_id", Long.class),
                source == null ? null : Source.valueOf(source),
                row.getObject("originals", Integer.class),
                row.getObject("reposts", Integer.class),
                last == null ? null : last.toLocalDate(),
                row.getObject("avatar", Boolean.class),
                row.getObject("needed", Integer.class),
                row.getString("reason"),
                row.getString("standard"),
                row.getString("notice"),
                row.getString("provenance"),
                row.getTimestamp("decided_at").toInstant());
    }
}
