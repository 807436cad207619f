package org.tuanwei.deadline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Takes up due reminders, each rung once, however many nodes sweep and whenever one dies: an attempt is counted and
 * committed first, then the rung is settled in one transaction – whom it speaks to is written down as lines, what it
 * escalates is handed on. When no rung is left, {@link ReminderDigest} makes one mail a person of the lines. At night and
 * on days off it rests.
 */
@Component
public class ReminderSweep {

    private static final Logger log = LoggerFactory.getLogger(ReminderSweep.class);
    private static final Duration NEXT_TRY = Duration.ofMinutes(10);
    /** A node that has not settled by then is taken for dead. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final int MOST_TRIES = 5;
    private static final int BATCH = 50;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final Deadlines deadlines;
    private final ReminderLines lines;
    private final ReminderDigest digest;
    private final Escalation escalation;
    private final ObjectProvider<ReminderAddressees> addressees;

    ReminderSweep(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock,
            WorkingCalendar calendar,
            Deadlines deadlines,
            ReminderLines lines,
            ReminderDigest digest,
            Escalation escalation,
            ObjectProvider<ReminderAddressees> addressees) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.calendar = calendar;
        this.deadlines = deadlines;
        this.lines = lines;
        this.digest = digest;
        this.escalation = escalation;
        this.addressees = addressees;
    }

    /** A due rung taken for one try. */
    record Rung(
            long id,
            long deadlineId,
            String name,
            Addressee addressee,
            String way,
            @Nullable String escalate,
            Instant dueAt,
            int attempt) {}

    private enum Settled {
        ADDRESSED,
        LISTED,
        SKIPPED,
        CANCELLED,
        UNADDRESSED,
        FAILED
    }

    /** Queues the mails of all due rungs; returns how many mails were queued or added to. */
    public int sweep() {
        int written = 0;
        while (calendar.isOfficeTime(clock.instant())) {
            List<Rung> rungs = claim();
            if (rungs.isEmpty()) {
                break;
            }
            settle(rungs);
        }
        if (calendar.isOfficeTime(clock.instant()) && nobodyIsStillAtIt()) {
            written = digest.write();
        }
        return written;
    }

    /** Takes the next due rungs and commits that an attempt has begun. */
    List<Rung> claim() {
        Instant now = clock.instant();
        return Objects.requireNonNull(transaction.execute(status -> jdbc
                .sql("""
                        update reminder set attempts = attempts + 1, next_try_at = :leaseEnd, claimed_until = :leaseEnd
                        where id in (select id from reminder
                                     where state = 'PENDING' and next_try_at <= :now
                                     order by next_try_at, id
                                     limit :batch
                                     for update skip locked)
                        returning id, deadline_id, rung, addressee, way, escalate, due_at, attempts
                        """)
                .param("now", Timestamp.from(now))
                .param("leaseEnd", Timestamp.from(now.plus(LEASE)))
                .param("batch", BATCH)
                .query(ReminderSweep::map)
                .list()
                .stream()
                // an update returns its rows in any order
                .sorted(Comparator.comparingLong(Rung::id))
                .toList()));
    }

    /** All in one transaction, because a commit costs more than a rung; one by one where that fails. */
    private void settle(List<Rung> rungs) {
        try {
            transaction.executeWithoutResult(status -> rungs.forEach(this::settleOne));
        } catch (RuntimeException e) {
            log.warn("{} reminders could not be settled together: {}", rungs.size(), e.toString());
            rungs.forEach(this::settleAlone);
        }
    }

    private void settleAlone(Rung rung) {
        try {
            transaction.executeWithoutResult(status -> settleOne(rung));
        } catch (RuntimeException e) {
            log.error("reminder {} ({}) could not be made, try {}", rung.id(), rung.name(), rung.attempt(), e);
            transaction.executeWithoutResult(status -> jdbc.sql("update reminder set claimed_until = null,"
                            + " next_try_at = ? where id = ? and state = 'PENDING' and attempts = ?")
                    .params(Timestamp.from(clock.instant().plus(NEXT_TRY)), rung.id(), rung.attempt())
                    .update());
        }
    }

    private void settleOne(Rung rung) {
        if (!lockedByUs(rung)) {
            return;
        }
        Settled settled = rung.attempt() > MOST_TRIES ? Settled.FAILED : speak(rung);
        jdbc.sql("update reminder set state = :state, settled_at = :now, claimed_until = null where id = :id")
                .param("state", settled.name())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", rung.id())
                .update();
    }

    /** Waits: another node's look for due rungs may hold the row for a moment although it takes it not. */
    private boolean lockedByUs(Rung rung) {
        return jdbc.sql("""
                        select id from reminder where id = :id and state = 'PENDING' and attempts = :attempt
                        for update
                        """)
                .param("id", rung.id())
                .param("attempt", rung.attempt())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private Settled speak(Rung rung) {
        Deadline deadline = deadlines.byId(rung.deadlineId());
        if (deadline.state() != Deadline.State.OPEN) {
            return Settled.CANCELLED;
        }
        if (rung.escalate() != null) {
            escalation.open(deadline);
        }
        if (overtaken(rung)) {
            return Settled.SKIPPED;
        }
        if (rung.way().equals("LIST")) {
            return Settled.LISTED;
        }
        Set<String> addresses = addresses(deadline, rung.addressee());
        addresses.forEach(address -> lines.add(rung.id(), address, clock.instant()));
        if (addresses.isEmpty()) {
            log.warn("nobody can be reminded of task {} at rung {}", deadline.taskKey(), rung.name());
            return Settled.UNADDRESSED;
        }
        return Settled.ADDRESSED;
    }

    /** After a long rest several rungs are due at once: one line is a reminder, two of them are noise. */
    private boolean overtaken(Rung rung) {
        return jdbc.sql("""
                        select exists (select from reminder
                                       where deadline_id = :deadline and addressee = :addressee and way = 'MAIL'
                                         and state in ('PENDING', 'ADDRESSED', 'SENT')
                                         and due_at > :dueAt and due_at <= :now)
                        """)
                .param("deadline", rung.deadlineId())
                .param("addressee", rung.addressee().name())
                .param("dueAt", Timestamp.from(rung.dueAt()))
                .param("now", Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    private Set<String> addresses(Deadline deadline, Addressee addressee) {
        Set<String> addresses = new LinkedHashSet<>();
        this.addressees.orderedStream().forEach(source -> source.of(deadline, addressee).stream()
                .map(String::strip)
                .filter(address -> addresses.stream().noneMatch(address::equalsIgnoreCase))
                .forEach(addresses::add));
        return addresses;
    }

    /** Whoever is written to before all of today's lines are known is written to twice. */
    private boolean nobodyIsStillAtIt() {
        return !jdbc.sql("""
                        select exists (select from reminder where state = 'PENDING' and due_at <= :now
                                         and (next_try_at <= :now or claimed_until > :now))
                        """)
                .param("now", Timestamp.from(clock.instant()))
                .query(Boolean.class)
                .single();
    }

    private static Rung map(ResultSet row, int n) throws SQLException {
        return new Rung(
                row.getLong("id"),
                row.getLong("deadline_id"),
                row.getString("rung"),
                Addressee.valueOf(row.getString("addressee")),
                row.getString("way"),
                row.getString("escalate"),
                row.getTimestamp("due_at").toInstant(),
                row.getInt("attempts"));
    }
}
