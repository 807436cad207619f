package org.tuanwei.collection;

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
import org.tuanwei.collection.UnitRound.State;

/** Stores the units' parts of the rounds; every change of state says from where it may come. */
@Repository
class UnitRounds {

    private static final String SELECT = """
            select c.id, c.round_id, c.unit_code, o.name as unit_name, c.state, c.school_due_on, c.unit_due_on,
                c.source_title, c.arranged_by_system, c.review_days, c.excused_reason, c.checked_by, c.approved_by,
                c.approved_at, c.own_approval, c.note, c.submitted_at, c.late, c.overdue_reported_at, c.return_reason,
                c.returned_at, c.accepted_at, c.provided_at, c.received_at, c.archived_at, c.end_reason
            from collection_unit c join organization o on o.code = c.unit_code""";

    private final JdbcClient jdbc;
    private final Clock clock;

    UnitRounds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty when the unit is still busy with another round. */
    Optional<Long> add(Round round, String unitCode, State state, @Nullable String excusedReason) {
        return jdbc.sql("""
                        insert into collection_unit (round_id, unit_code, state, school_due_on, unit_due_on,
                            excused_reason)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing returning id""")
                .params(
                        round.id(),
                        unitCode,
                        state.name(),
                        Date.valueOf(round.schoolDueOn()),
                        Date.valueOf(round.unitDueOn()),
                        excusedReason)
                .query(Long.class)
                .optional();
    }

    Optional<UnitRound> find(long id) {
        return jdbc.sql(SELECT + " where c.id = ?")
                .param(id)
                .query(UnitRounds::map)
                .optional();
    }

    UnitRound get(long id) {
        return find(id).orElseThrow();
    }

    /** The same, held against everybody else who wants to change it or its rows. */
    UnitRound lock(long id) {
        jdbc.sql("select id from collection_unit where id = ? for update")
                .param(id)
                .query(Long.class)
                .single();
        return get(id);
    }

    List<UnitRound> ofRound(long roundId) {
        return jdbc.sql(SELECT + " where c.round_id = ? order by c.unit_code")
                .param(roundId)
                .query(UnitRounds::map)
                .list();
    }

    List<UnitRound> ofUnit(String unitCode) {
        return jdbc.sql(SELECT + " where c.unit_code = ? order by c.id desc limit 200")
                .param(unitCode)
                .query(UnitRounds::map)
                .list();
    }

    Optional<UnitRound> of(long roundId, String unitCode) {
        return jdbc.sql(SELECT + " where c.round_id = ? and c.unit_code = ?")
                .params(roundId, unitCode)
                .query(UnitRounds::map)
                .optional();
    }

    /** The round a unit is busy with. */
    Optional<UnitRound> running(String unitCode) {
        return jdbc.sql(SELECT + " where c.unit_code = ? and c.state not in ('EXCUSED', 'ARCHIVED', 'CANCELLED')")
                .param(unitCode)
                .query(UnitRounds::map)
                .optional();
    }

    /** What the partner may read: the newest of each unit that was handed to it, by unit. */
    List<UnitRound> provided() {
        return jdbc.sql(SELECT + """
                         where c.state in ('PROVIDED', 'ARCHIVED') and c.id = (select max(n.id) from collection_unit n
                            where n.unit_code = c.unit_code and n.state in ('PROVIDED', 'ARCHIVED'))
                        order by c.unit_code""").query(UnitRounds::map).list();
    }

    void arrange(
            long id, LocalDate schoolDueOn, @Nullable String sourceTitle, String by, boolean bySystem, int reviewDays) {
        jdbc.sql("""
                        update collection_unit set school_due_on = ?, source_title = ?, arranged_by = ?,
                            arranged_at = ?, arranged_by_system = ?, review_days = ? where id = ?""")
                .params(Date.valueOf(schoolDueOn), sourceTitle, by, now(), bySystem, reviewDays, id)
                .update();
    }

    void enter(long id, State state) {
        jdbc.sql("update collection_unit set state = ? where id = ?")
                .params(state.name(), id)
                .update();
    }

    void noteChecked(long id, String by, @Nullable String note) {
        jdbc.sql("update collection_unit set state = 'APPROVING', checked_by = ?, note = ? where id = ?")
                .params(by, note, id)
                .update();
    }

    void noteApproved(long id, String by, boolean own) {
        jdbc.sql("""
                        update collection_unit set state = 'SUBMITTING', approved_by = ?, approved_at = ?,
                            own_approval = ?, return_reason = null where id = ?""").params(by, now(), own, id).update();
    }

    /** The lead sends it back to the staff; a table the centre has returned stays returned. */
    void noteSentBack(long id, String reason) {
        jdbc.sql("""
                        update collection_unit set return_reason = ?,
                            state = case when submitted_at is null then 'COLLECTING' else 'RETURNED' end
                        where id = ?""").params(reason, id).update();
    }

    /** The first time decides whether it is late. */
    void noteSubmitted(long id, boolean late) {
        jdbc.sql("""
                        update collection_unit set state = 'SUBMITTED', late = case when submitted_at is null then ?
                            else late end, submitted_at = coalesce(submitted_at, approved_at) where id = ?""").params(late, id).update();
    }

    void noteReturned(long id, String reason) {
        jdbc.sql("update collection_unit set state = 'RETURNED', return_reason = ?, returned_at = ? where id = ?")
                .params(reason, now(), id)
                .update();
    }

    void noteAccepted(long id, String by) {
        jdbc.sql("update collection_unit set state = 'ACCEPTED', accepted_by = ?, accepted_at = ? where id = ?")
                .params(by, now(), id)
                .update();
    }

    void noteProvided(long id) {
        jdbc.sql("update collection_unit set state = 'PROVIDED', provided_at = ? where id = ?")
                .params(now(), id)
                .update();
    }

    void noteReceived(long id, String by) {
        jdbc.sql("update collection_unit set received_by = ?, received_at = ? where id = ?")
                .params(by, now(), id)
                .update();
    }

    void noteArchived(long id, String reconciliation) {
        jdbc.sql("""
                        update collection_unit set state = 'ARCHIVED', archived_at = ?, ended_at = ?,
                            reconciliation = ?::jsonb where id = ?""").params(now(), now(), reconciliation, id).update();
    }

    void noteCancelled(long id, String reason) {
        jdbc.sql("update collection_unit set state = 'CANCELLED', ended_at = ?, end_reason = ? where id = ?")
                .params(now(), reason, id)
                .update();
    }

    void noteOverdueReported(long id) {
        jdbc.sql("update collection_unit set overdue_reported_at = ? where id = ?")
                .params(now(), id)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static UnitRound map(ResultSet row, int n) throws SQLException {
        return new UnitRound(
                row.getLong("id"),
                row.getLong("round_id"),
                row.getString("unit_code"),
                row.getString("unit_name"),
                State.valueOf(row.getString("state")),
                row.getDate("school_due_on").toLocalDate(),
                row.getDate("unit_due_on").toLocalDate(),
                row.getString("source_title"),
                row.getBoolean("arranged_by_system"),
                row.getObject("review_days", Integer.class),
                row.getString("excused_reason"),
                row.getString("checked_by"),
                row.getString("approved_by"),
                instant(row, "approved_at"),
                row.getBoolean("own_approval"),
                row.getString("note"),
                instant(row, "submitted_at"),
                row.getBoolean("late"),
                instant(row, "overdue_reported_at"),
                row.getString("return_reason"),
                instant(row, "returned_at"),
                instant(row, "accepted_at"),
                instant(row, "provided_at"),
                instant(row, "received_at"),
                instant(row, "archived_at"),
                row.getString("end_reason"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    /** Another day for this unit, named by the centre (A11). */
    void moveDay(long id, LocalDate unitDueOn) {
        jdbc.sql("update collection_unit set unit_due_on = ? where id = ?")
                .params(Date.valueOf(unitDueOn), id)
                .update();
    }
}
