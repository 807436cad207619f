package org.tuanwei.deadline;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.mail.UnsafeMail;

/**
 * Hands due reminders to the outbox, each rung once, however many nodes sweep and whenever one dies: an attempt is
 * counted and committed first, then mail and rung are settled in one transaction, and the outbox knows the rung by its
 * key. At night and on days off it rests.
 */
@Component
public class ReminderSweep {

    private static final Logger log = LoggerFactory.getLogger(ReminderSweep.class);
    private static final Duration NEXT_TRY = Duration.ofMinutes(10);
    private static final int MOST_TRIES = 5;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final WorkingCalendar calendar;
    private final Deadlines deadlines;
    private final ReminderLetter letters;
    private final Outbox outbox;
    private final ObjectProvider<ReminderAddressees> addressees;

    ReminderSweep(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock,
            WorkingCalendar calendar,
            Deadlines deadlines,
            ReminderLetter letters,
            Outbox outbox,
            ObjectProvider<ReminderAddressees> addressees) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.calendar = calendar;
        this.deadlines = deadlines;
        this.letters = letters;
        this.outbox = outbox;
        this.addressees = addressees;
    }

    /** A due rung taken for one try. */
    record Rung(long id, long deadlineId, String name, Addressee addressee, Instant dueAt, int attempt) {}

    private enum Settled {
        SENT,
        SKIPPED,
        CANCELLED,
        UNADDRESSED,
        FAILED
    }

    /** Queues the mails of all due rungs; returns how many rungs were sent. */
    public int sweep() {
        int sent = 0;
        while (calendar.isOfficeTime(clock.instant())) {
            Optional<Rung> rung = claim();
            if (rung.isEmpty()) {
                break;
            }
            if (remind(rung.get())) {
                sent++;
            }
        }
        return sent;
    }

    Optional<Rung> claim() {
        return Objects.requireNonNull(transaction.execute(status -> claimOne()));
    }

    private Optional<Rung> claimOne() {
        Instant now = clock.instant();
        return jdbc.sql("""
                        update reminder set attempts = attempts + 1, next_try_at = :nextTry
                        where id = (select id from reminder
                                    where state = 'PENDING' and next_try_at <= :now
                                    order by next_try_at, id
                                    limit 1
                                    for update skip locked)
                        returning id, deadline_id, rung, addressee, due_at, attempts
                        """)
                .param("now", Timestamp.from(now))
                .param("nextTry", Timestamp.from(now.plus(NEXT_TRY)))
                .query((row, n) -> new Rung(
                        row.getLong("id"),
                        row.getLong("deadline_id"),
                        row.getString("rung"),
                        Addressee.valueOf(row.getString("addressee")),
                        row.getTimestamp("due_at").toInstant(),
                        row.getInt("attempts")))
                .optional();
    }

    private boolean remind(Rung rung) {
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> remindInTransaction(rung)));
        } catch (RuntimeException e) {
            log.error("reminder {} ({}) could not be made, try {}", rung.id(), rung.name(), rung.attempt(), e);
            return false;
        }
    }

    private boolean remindInTransaction(Rung rung) {
        if (!lockedByUs(rung)) {
            return false;
        }
        Settled settled = rung.attempt() > MOST_TRIES ? Settled.FAILED : settle(rung);
        jdbc.sql("update reminder set state = :state, settled_at = :now where id = :id")
                .param("state", settled.name())
                .param("now", Timestamp.from(clock.instant()))
                .param("id", rung.id())
                .update();
        return settled == Settled.SENT;
    }

    private boolean lockedByUs(Rung rung) {
        return jdbc.sql("""
                        select id from reminder where id = :id and state = 'PENDING' and attempts = :attempt
                        for update skip locked
                        """)
                .param("id", rung.id())
                .param("attempt", rung.attempt())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    private Settled settle(Rung rung) {
        Deadline deadline = deadlines.byId(rung.deadlineId());
        if (deadline.state() != Deadline.State.OPEN) {
            return Settled.CANCELLED;
        }
        if (overtaken(rung)) {
            return Settled.SKIPPED;
        }
        Set<String> addresses = addresses(deadline, rung.addressee());
        int queued = 0;
        for (String address : addresses) {
            queued += queue(rung, deadline, address) ? 1 : 0;
        }
        if (queued == 0) {
            log.warn("nobody can be reminded of task {} at rung {}", deadline.taskKey(), rung.name());
        }
        return queued == 0 ? Settled.UNADDRESSED : Settled.SENT;
    }

    /** After a long rest several rungs are due at once: one mail is a reminder, two of them are noise. */
    private boolean overtaken(Rung rung) {
        return jdbc.sql("""
                        select exists (select from reminder
                                       where deadline_id = :deadline and addressee = :addressee and state = 'PENDING'
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

    private boolean queue(Rung rung, Deadline deadline, String address) {
        ReminderLetter.Letter letter = letters.write(deadline, rung.addressee(), address, clock.instant());
        try {
            outbox.enqueue(
                    new MailRequest(
                            key(rung, address),
                            deadline.caseId(),
                            ReminderLetter.KIND,
                            address,
                            letter.subject(),
                            letter.body()),
                    letter.lateArguments());
            return true;
        } catch (UnsafeMail e) {
            log.warn("rung {} of deadline {}: {}", rung.name(), rung.deadlineId(), e.getMessage());
            return false;
        }
    }

    private static String key(Rung rung, String address) {
        UUID addressMark =
                UUID.nameUUIDFromBytes(address.toLowerCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8));
        return "reminder:" + rung.deadlineId() + ":" + rung.name() + ":" + rung.addressee() + ":" + addressMark;
    }
}
