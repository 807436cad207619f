package org.tuanwei.activity;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activity.Check.State;
import org.tuanwei.activitycounts.CheckedWeeks;
import org.tuanwei.activitycounts.Week;

/** Stores the checks, one for each unit and week. */
@Repository
public class Checks implements CheckedWeeks {

    private static final String SELECT = """
            select c.id, c.unit_code, o.name as unit_name, c.week, c.state, c.counts_until, c.publish_on,
                c.disputes_until, c.version, c.seed, c.decided_at, c.note, c.follow_up
            from activity_check c join organization o on o.code = c.unit_code""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Checks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty when this unit's week has a check already. */
    Optional<Long> add(String unitCode, Week week, Instant countsUntil, LocalDate publishOn, long seed) {
        return jdbc.sql("insert into activity_check (unit_code, week, state, counts_until, publish_on, seed, opened_at)"
                        + " values (?, ?, 'COLLECTING', ?, ?, ?, ?) on conflict on constraint activity_check_once"
                        + " do nothing returning id")
                .params(
                        unitCode,
                        Date.valueOf(week.monday()),
                        Timestamp.from(countsUntil),
                        Date.valueOf(publishOn),
                        seed,
                        now())
                .query(Long.class)
                .optional();
    }

    Check get(long id) {
        return find(id).orElseThrow();
    }

    @Transactional(readOnly = true)
    public Optional<Check> find(long id) {
        return jdbc.sql(SELECT + " where c.id = ?").param(id).query(Checks::map).optional();
    }

    @Transactional(readOnly = true)
    public Optional<Check> of(String unitCode, Week week) {
        return jdbc.sql(SELECT + " where c.unit_code = ? and c.week = ?")
                .params(unitCode, Date.valueOf(week.monday()))
                .query(Checks::map)
                .optional();
    }

    /** The unit's checks, the latest week first. */
    @Transactional(readOnly = true)
    public List<Check> ofUnit(String unitCode, int most) {
        return jdbc.sql(SELECT + " where c.unit_code = ? order by c.week desc limit " + most)
                .param(unitCode)
                .query(Checks::map)
                .list();
    }

    /** All units' checks of a week. */
    @Transactional(readOnly = true)
    public List<Check> ofWeek(Week week) {
        return jdbc.sql(SELECT + " where c.week = ? order by c.unit_code")
                .param(Date.valueOf(week.monday()))
                .query(Checks::map)
                .list();
    }

    /** The last week any of these units has a check for. */
    Optional<Week> last(String unitCode) {
        return jdbc.sql("select max(week) from activity_check where unit_code = ?")
                .param(unitCode)
                .query((row, n) -> Optional.ofNullable(row.getDate(1)).map(date -> new Week(date.toLocalDate())))
                .single();
    }

    /** Locks the row, so that one decision or publication follows the other. */
    Check lock(long id) {
        jdbc.sql("select id from activity_check where id = ? for update")
                .param(id)
                .query(Long.class)
                .single();
        return get(id);
    }

    void decided(long id, int version) {
        jdbc.sql("update activity_check set state = 'CHECKING', version = ?, decided_at = ? where id = ?")
                .params(version, now(), id)
                .update();
    }

    void checked(long id, String by, @Nullable String note) {
        jdbc.sql("update activity_check set checked_by = ?, note = ? where id = ?")
                .params(by, note, id)
                .update();
    }

    void enter(long id, State state) {
        jdbc.sql("update activity_check set state = ? where id = ?")
                .params(state.name(), id)
                .update();
    }

    void published(long id, State state, Instant disputesUntil) {
        jdbc.sql("update activity_check set state = ?, disputes_until = ? where id = ?")
                .params(state.name(), Timestamp.from(disputesUntil), id)
                .update();
    }

    void corrected(long id, int version) {
        jdbc.sql("update activity_check set version = ? where id = ?")
                .params(version, id)
                .update();
    }

    void followedUp(long id, String text, String by) {
        jdbc.sql("update activity_check set follow_up = ?, follow_up_by = ?, follow_up_at = ? where id = ?")
                .params(text, by, now(), id)
                .update();
    }

    @Override
    @Transactional(readOnly = true)
    public boolean published(String unitCode, Week week) {
        return of(unitCode, week).map(Check::state).filter(State::published).isPresent();
    }

    @Override
    @Transactional(readOnly = true)
    public Optional<Instant> countsUntil(String unitCode, Week week) {
        return of(unitCode, week).map(Check::countsUntil);
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Check map(ResultSet row, int n) throws SQLException {
        return new Check(
                row.getLong("id"),
                row.getString("unit_code"),
                row.getString("unit_name"),
                new Week(row.getDate("week").toLocalDate()),
                State.valueOf(row.getString("state")),
                row.getTimestamp("counts_until").toInstant(),
                row.getDate("publish_on").toLocalDate(),
                instant(row.getTimestamp("disputes_until")),
                row.getInt("version"),
                row.getLong("seed"),
                instant(row.getTimestamp("decided_at")),
                row.getString("note"),
                row.getString("follow_up"));
    }

    static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
