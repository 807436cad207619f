package org.tuanwei.deadline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The lines of which reminder mails are made: which reminder goes to which address, and in which mail it went. */
@Repository
class ReminderLines {

    private static final String COLUMNS = """
            select l.id, l.reminder_id, l.address, l.attempts, r.deadline_id, r.addressee, r.escalate is not null
            from reminder_line l join reminder r on r.id = l.reminder_id join deadline d on d.id = r.deadline_id""";

    private final JdbcClient jdbc;

    ReminderLines(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** @param escalated the same rung also hands the matter to supervision */
    record Line(
            long id,
            long reminderId,
            String address,
            int attempts,
            long deadlineId,
            Addressee addressee,
            boolean escalated) {}

    void add(long reminderId, String address, Instant now) {
        jdbc.sql("insert into reminder_line (reminder_id, address, not_before) values (?, ?, ?) on conflict do nothing")
                .params(reminderId, address, Timestamp.from(now))
                .update();
    }

    /** Addresses somebody of whom has a line waiting, in the order of the oldest line. */
    List<String> waitingAddresses(Instant now, int limit) {
        return jdbc.sql("""
                        select lower(address) from reminder_line where state = 'WAITING' and not_before <= ?
                        group by lower(address) order by min(id) limit ?
                        """)
                .params(Timestamp.from(now), limit)
                .query(String.class)
                .list();
    }

    /** Until the transaction ends nobody else writes to this address. @return false when somebody does */
    boolean lock(String address) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('reminder:' || ?, 0))")
                .param(address.toLowerCase(Locale.ROOT))
                .query(Boolean.class)
                .single();
    }

    /** The lines waiting for this address whose task is open still, the most urgent first. */
    List<Line> waiting(String address, Instant now) {
        return jdbc.sql(COLUMNS + " where lower(l.address) = ? and l.state = 'WAITING' and l.not_before <= ?"
                        + " and d.state = 'OPEN' order by r.addressee, d.due_at, l.id")
                .params(address, Timestamp.from(now))
                .query(ReminderLines::map)
                .list();
    }

    /** The lines of a mail whose task is open still. */
    List<Line> inMail(String mailKey) {
        return jdbc.sql(COLUMNS + " where l.mail_key = ? and l.state = 'QUEUED' and d.state = 'OPEN'"
                        + " order by r.addressee, d.due_at, l.id")
                .param(mailKey)
                .query(ReminderLines::map)
                .list();
    }

    void queued(Collection<Line> lines, String mailKey, Instant now) {
        Long[] ids = lines.stream().map(Line::id).toArray(Long[]::new);
        jdbc.sql("update reminder_line set state = 'QUEUED', mail_key = ?, settled_at = ? where id = any(?)")
                .params(mailKey, Timestamp.from(now), ids)
                .update();
        jdbc.sql("update reminder set state = 'SENT' where state = 'ADDRESSED' and id = any(?)")
                .param(lines.stream().map(Line::reminderId).toArray(Long[]::new))
                .update();
    }

    /** The lines wait until then, an attempt more on their account. */
    void putOff(Collection<Line> lines, Instant until, int attempts) {
        jdbc.sql("update reminder_line set not_before = ?, attempts = attempts + ? where id = any(?)")
                .params(
                        Timestamp.from(until),
                        attempts,
                        lines.stream().map(Line::id).toArray(Long[]::new))
                .update();
    }

    /** The lines cannot be sent; a reminder that has no other is marked. */
    void refused(Collection<Line> lines, String reminderState, Instant now) {
        jdbc.sql("update reminder_line set state = 'REFUSED', settled_at = ? where id = any(?)")
                .params(Timestamp.from(now), lines.stream().map(Line::id).toArray(Long[]::new))
                .update();
        jdbc.sql("""
                        update reminder r set state = ? where r.id = any(?) and r.state = 'ADDRESSED'
                          and not exists (select from reminder_line l where l.reminder_id = r.id and l.state <> 'REFUSED')
                        """)
                .params(reminderState, lines.stream().map(Line::reminderId).toArray(Long[]::new))
                .update();
    }

    /** Lines of tasks that ended before anybody wrote them. */
    void dropOver(Instant now) {
        jdbc.sql("""
                        update reminder_line set state = 'WITHDRAWN', settled_at = ?
                        where id in (select l.id from reminder_line l join reminder r on r.id = l.reminder_id
                                     join deadline d on d.id = r.deadline_id
                                     where l.state = 'WAITING' and d.state <> 'OPEN' for update of l skip locked)
                        """).param(Timestamp.from(now)).update();
    }

    private static Line map(ResultSet row, int n) throws SQLException {
        return new Line(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getInt(4),
                row.getLong(5),
                Addressee.valueOf(row.getString(6)),
                row.getBoolean(7));
    }
}
