package org.tuanwei.supervision;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.organization.Organization;
import org.tuanwei.supervision.Supervision.State;

/** Stores supervisions; a unit has one that is worked on at most, whoever opens it at the same time. */
@Repository
class Supervisions {

    static final String COLUMNS = """
            s.id, s.organization_id, o.code as organization_code, o.name as organization_name, s.unit_code,
            u.name as unit_name, s.school_code, s.level, s.supervised_by, v.name as supervisor_name,
            coalesce(v.short_name, v.name) as supervisor_short, s.state, s.demand, s.term_days, s.year, s.serial, s.due_on,
            s.opened_at, s.proposed_by, s.proposed_at, s.authorized_at, s.return_reason, s.issued_at, s.acknowledged_at,
            s.late, s.parked_at, s.parked_until, s.park_reason, s.decided_at, s.end_reason""";
    static final String FROM = """
             from supervision s
            join organization o on o.id = s.organization_id
            join organization u on u.code = s.unit_code
            join organization v on v.code = s.supervised_by""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Supervisions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty when the organisation has an open one already. */
    Optional<Long> add(Organization organization, String supervisedBy, String openedBy) {
        return jdbc.sql("""
                        insert into supervision (organization_id, unit_code, school_code, level, supervised_by, state,
                            opened_by, opened_at)
                        values (?, ?, ?, ?, ?, 'PROPOSING', ?, ?)
                        on conflict (organization_id) where decided_at is null do nothing
                        returning id""")
                .params(
                        organization.id(),
                        organization.unitCode(),
                        organization.schoolCode(),
                        organization.kind().name(),
                        supervisedBy,
                        openedBy,
                        now())
                .query(Long.class)
                .optional();
    }

    /** The open one of an organisation, locked: it stays open until the transaction ends. */
    Optional<Supervision> lockOpen(long organizationId) {
        return jdbc.sql("select id from supervision where organization_id = ? and decided_at is null for update")
                .param(organizationId)
                .query(Long.class)
                .optional()
                .map(this::get);
    }

    Supervision lock(long id) {
        jdbc.sql("select id from supervision where id = ? for update")
                .param(id)
                .query(Long.class)
                .single();
        return get(id);
    }

    Supervision get(long id) {
        return jdbc.sql("select " + COLUMNS + FROM + " where s.id = ?")
                .param(id)
                .query(Supervisions::map)
                .single();
    }

    /** The open one of the organisation with this code. */
    Optional<Supervision> openOf(String organizationCode) {
        return jdbc.sql("select " + COLUMNS + FROM + " where o.code = ? and s.decided_at is null")
                .param(organizationCode)
                .query(Supervisions::map)
                .optional();
    }

    void enter(long id, State state) {
        jdbc.sql("update supervision set state = ? where id = ?")
                .params(state.name(), id)
                .update();
    }

    void propose(long id, String demand, int termDays, String by) {
        jdbc.sql("update supervision set demand = ?, term_days = ?, proposed_by = ?, proposed_at = ?,"
                        + " return_reason = null where id = ?")
                .params(demand, termDays, by, now(), id)
                .update();
    }

    void sendBack(long id, String reason) {
        jdbc.sql("update supervision set return_reason = ? where id = ?")
                .params(reason, id)
                .update();
    }

    void authorize(long id, String by) {
        jdbc.sql("update supervision set state = 'ISSUING', authorized_by = ?, authorized_at = ? where id = ?")
                .params(by, now(), id)
                .update();
    }

    /** Gives it the next number of its level and year. */
    void issue(long id, String supervisedBy, int year, LocalDate dueOn) {
        jdbc.sql("select pg_advisory_xact_lock(hashtext('supervision-number'))").query(row -> {});
        jdbc.sql("""
                        update supervision set issued_at = ?, due_on = ?, year = ?, serial = (
                            select coalesce(max(serial), 0) + 1 from supervision where supervised_by = ? and year = ?)
                        where id = ?""")
                .params(now(), Date.valueOf(dueOn), year, supervisedBy, year, id)
                .update();
    }

    void acknowledge(long id, String by) {
        jdbc.sql("update supervision set acknowledged_by = ?, acknowledged_at = ? where id = ?")
                .params(by, now(), id)
                .update();
    }

    void dueOn(long id, LocalDate dueOn) {
        jdbc.sql("update supervision set due_on = ? where id = ?")
                .params(Date.valueOf(dueOn), id)
                .update();
    }

    void markLate(long id) {
        jdbc.sql("update supervision set late = true where id = ?").param(id).update();
    }

    /** @param reason what was not accepted; none when the unit works on it for the first time */
    void rework(long id, String reason, LocalDate dueOn) {
        jdbc.sql("update supervision set return_reason = ?, due_on = ? where id = ?")
                .params(reason, Date.valueOf(dueOn), id)
                .update();
    }

    void park(long id, LocalDate until, String reason) {
        jdbc.sql("update supervision set state = 'PARKED', parked_at = ?, parked_until = ?, park_reason = ?"
                        + " where id = ?")
                .params(now(), Date.valueOf(until), reason, id)
                .update();
    }

    void unpark(long id, LocalDate dueOn) {
        jdbc.sql("update supervision set parked_at = null, parked_until = null, park_reason = null, due_on = ?"
                        + " where id = ?")
                .params(Date.valueOf(dueOn), id)
                .update();
    }

    /** Nothing more is to be done; a lapse that comes from now on opens another one. */
    void decide(long id, State state, @Nullable String reason) {
        jdbc.sql("update supervision set state = ?, decided_at = ?, end_reason = ? where id = ?")
                .params(state.name(), now(), reason, id)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static Supervision map(ResultSet row, int n) throws SQLException {
        Integer serial = row.getObject("serial", Integer.class);
        return new Supervision(
                row.getLong("id"),
                row.getLong("organization_id"),
                row.getString("organization_code"),
                row.getString("organization_name"),
                row.getString("unit_code"),
                row.getString("unit_name"),
                row.getString("school_code"),
                row.getString("level"),
                row.getString("supervised_by"),
                row.getString("supervisor_name"),
                State.valueOf(row.getString("state")),
                row.getString("demand"),
                row.getObject("term_days", Integer.class),
                serial == null
                        ? null
                        : row.getString("supervisor_short") + "督〔" + row.getInt("year") + "〕" + serial + "号",
                day(row, "due_on"),
                row.getTimestamp("opened_at").toInstant(),
                row.getString("proposed_by"),
                instant(row, "proposed_at"),
                instant(row, "authorized_at"),
                row.getString("return_reason"),
                instant(row, "issued_at"),
                instant(row, "acknowledged_at"),
                row.getBoolean("late"),
                instant(row, "parked_at"),
                day(row, "parked_until"),
                row.getString("park_reason"),
                instant(row, "decided_at"),
                row.getString("end_reason"));
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }

    private static @Nullable LocalDate day(ResultSet row, String column) throws SQLException {
        Date day = row.getDate(column);
        return day == null ? null : day.toLocalDate();
    }
}
