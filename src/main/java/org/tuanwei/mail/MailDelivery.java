package org.tuanwei.mail;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Empties the outbox, safely with several nodes at once. An attempt is counted and committed before the conversation, so
 * a mail that kills its sender is given up one day. During the conversation the row stays locked: nobody else can send
 * it while its sender lives, and once the sender is gone it is taken up again when the lease ends.
 *
 * <p>If the connection breaks between the end of the data and the server's final answer, nobody can know whether the
 * mail was taken. It is sent again with the same Message-ID, by which the receiver can drop the second copy.
 */
@Component
public class MailDelivery {

    private static final Logger log = LoggerFactory.getLogger(MailDelivery.class);
    private static final List<Duration> BACK_OFF = List.of(
            Duration.ofMinutes(1),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofMinutes(30),
            Duration.ofHours(1),
            Duration.ofHours(2),
            Duration.ofHours(4));
    private static final Duration SERVER_AWAY = Duration.ofMinutes(1);
    private static final int RECORD_TRIES = 60;
    private static final long RECORD_PAUSE_MILLIS = 2_000;

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final OutboxProperties properties;
    private final LateTexts lateTexts;
    private final Smtp smtp;
    private final ObjectProvider<SendingHours> sendingHours;
    private final RefusalNews refusalNews;
    private final Suppressions suppressions;

    MailDelivery(
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock,
            OutboxProperties properties,
            LateTexts lateTexts,
            Smtp smtp,
            ObjectProvider<SendingHours> sendingHours,
            RefusalNews refusalNews,
            Suppressions suppressions) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
        this.properties = properties;
        this.lateTexts = lateTexts;
        this.smtp = smtp;
        this.sendingHours = sendingHours;
        this.refusalNews = refusalNews;
        this.suppressions = suppressions;
    }

    /** Sends what is due, tells of what was refused; returns how many mails the server took. */
    public int sweep() {
        int accepted = deliverDue();
        refusalNews.announce();
        return accepted;
    }

    /** Sends what is due, one after the other. */
    int deliverDue() {
        int accepted = 0;
        for (Optional<Letter> letter = claim(); letter.isPresent(); letter = claim()) {
            Outcome outcome = attempt(letter.get());
            if (outcome instanceof Outcome.Accepted) {
                accepted++;
            }
            if (outcome instanceof Outcome.ServerAway) {
                // the next mail would fare no better
                break;
            }
        }
        return accepted;
    }

    /** Takes the next due mail and commits that an attempt has begun. */
    Optional<Letter> claim() {
        while (true) {
            Optional<Letter> claimed = Objects.requireNonNull(transaction.execute(status -> claimOne()));
            if (claimed.isEmpty() || claimed.get().attempt() <= properties.attempts()) {
                return claimed;
            }
            record(claimed.get(), new Outcome.Refused("多次发送都中途中断，已停止发送"));
        }
    }

    private Optional<Letter> claimOne() {
        Instant now = clock.instant();
        return jdbc.sql("""
                        update mail set attempts = attempts + 1, next_attempt_at = :leaseEnd
                        where id = (select id from mail
                                    where state = 'QUEUED' and next_attempt_at <= :now
                                    order by next_attempt_at, id
                                    limit 1
                                    for update skip locked)
                        returning id, message_id, case_id, kind, recipient, subject, body, attempts
                        """)
                .param("now", Timestamp.from(now))
                .param("leaseEnd", Timestamp.from(now.plus(properties.lease())))
                .query((row, n) -> new Letter(
                        row.getLong("id"),
                        row.getString("message_id"),
                        row.getObject("case_id", Long.class),
                        row.getString("kind"),
                        row.getString("recipient"),
                        row.getString("subject"),
                        row.getString("body"),
                        row.getInt("attempts")))
                .optional();
    }

    private Outcome attempt(Letter letter) {
        Optional<Instant> later = sendingHours.stream()
                .flatMap(hours -> hours.notBefore(letter.kind(), clock.instant()).stream())
                .max(Instant::compareTo);
        if (later.isPresent()) {
            Outcome outcome = new Outcome.NotNow(later.get());
            record(letter, outcome);
            return outcome;
        }
        Optional<String> suppressed = suppressions.against(letter.kind(), letter.recipient());
        if (suppressed.isPresent()) {
            Outcome outcome = new Outcome.Withheld("这个邮箱此前退信，已停止向它发信（" + suppressed.get() + "）");
            record(letter, outcome);
            return outcome;
        }
        String text;
        try {
            text = lateTexts.filled(letter.body());
        } catch (LateTexts.NoLateText e) {
            Outcome outcome = new Outcome.Postponed(String.valueOf(e.getMessage()));
            record(letter, outcome);
            return outcome;
        }
        Conversation conversation = new Conversation();
        try {
            transaction.executeWithoutResult(status -> {
                if (lockedByUs(letter)) {
                    conversation.outcome = smtp.send(letter, text, files(letter));
                    write(letter, conversation.outcome);
                }
            });
        } catch (DataAccessException | TransactionException e) {
            if (conversation.outcome == null || !passing(e)) {
                throw e;
            }
            log.warn(
                    "the fate of mail {} could not be written at once: {}",
                    letter.id(),
                    e.getClass().getName());
            record(letter, conversation.outcome);
        }
        return conversation.outcome != null ? conversation.outcome : new Outcome.Postponed("由另一节点发送");
    }

    private List<MailAttachment> files(Letter letter) {
        return jdbc.sql("select file_name, content_type, content from mail_attachment where mail_id = :id order by id")
                .param("id", letter.id())
                .query((row, n) -> new MailAttachment(row.getString(1), row.getString(2), row.getBytes(3)))
                .list();
    }

    private boolean lockedByUs(Letter letter) {
        return jdbc.sql("""
                        select id from mail where id = :id and state = 'QUEUED' and attempts = :attempt
                        for update skip locked
                        """)
                .param("id", letter.id())
                .param("attempt", letter.attempt())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** What the server acknowledged must not be forgotten because the database was just being restarted. */
    private void record(Letter letter, Outcome outcome) {
        for (int tries = 1; ; tries++) {
            try {
                transaction.executeWithoutResult(status -> write(letter, outcome));
                return;
            } catch (DataAccessException | TransactionException e) {
                if (tries == RECORD_TRIES || !passing(e)) {
                    throw e;
                }
                pause();
            }
        }
    }

    /** A lost connection passes, a wrong statement does not. */
    private static boolean passing(RuntimeException e) {
        return !(e instanceof NonTransientDataAccessException) || e instanceof NonTransientDataAccessResourceException;
    }

    private static void pause() {
        try {
            Thread.sleep(RECORD_PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the fate of a mail was being written", e);
        }
    }

    private void write(Letter letter, Outcome outcome) {
        if (outcome instanceof Outcome.Accepted) {
            close(letter, MailState.SENT, null);
        } else if (outcome instanceof Outcome.Refused refused) {
            close(letter, MailState.REFUSED, refused.reason());
        } else if (outcome instanceof Outcome.Withheld withheld) {
            close(letter, MailState.WITHHELD, withheld.reason());
        } else if (outcome instanceof Outcome.Postponed postponed) {
            if (letter.attempt() >= properties.attempts()) {
                close(letter, MailState.REFUSED, "重试 " + letter.attempt() + " 次仍未成功：" + postponed.reason());
            } else {
                putOff(letter, letter.attempt(), backOff(letter.attempt()), postponed.reason());
            }
        } else if (outcome instanceof Outcome.ServerAway away) {
            // the attempt is given back: a server that is down for a week must not cost a single mail
            putOff(letter, letter.attempt() - 1, SERVER_AWAY, away.reason());
        } else if (outcome instanceof Outcome.NotNow notNow) {
            putOff(letter, letter.attempt() - 1, Duration.between(clock.instant(), notNow.until()), null);
        }
    }

    private static Duration backOff(int attempt) {
        return BACK_OFF.get(Math.min(attempt, BACK_OFF.size()) - 1);
    }

    private void close(Letter letter, MailState state, @Nullable String error) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        update mail set state = :state, last_error = :error, next_attempt_at = :now,
                                        sent_at = :sentAt, refused_at = :refusedAt
                        where id = :id and state = 'QUEUED' and attempts = :attempt
                        """)
                .param("state", state.name())
                .param("error", error)
                .param("now", now)
                .param("sentAt", state == MailState.SENT ? now : null)
                .param("refusedAt", state == MailState.SENT ? null : now)
                .param("id", letter.id())
                .param("attempt", letter.attempt())
                .update();
        forgetFiles(letter);
    }

    private void forgetFiles(Letter letter) {
        jdbc.sql("delete from mail_attachment where mail_id = :id and exists"
                        + " (select 1 from mail where id = :id and state <> 'QUEUED')")
                .param("id", letter.id())
                .update();
    }

    private void putOff(Letter letter, int attempts, Duration pause, @Nullable String error) {
        jdbc.sql("""
                        update mail set attempts = :attempts, next_attempt_at = :next, last_error = :error
                        where id = :id and state = 'QUEUED' and attempts = :attempt
                        """)
                .param("attempts", attempts)
                .param("next", Timestamp.from(clock.instant().plus(pause)))
                .param("error", error)
                .param("id", letter.id())
                .param("attempt", letter.attempt())
                .update();
    }

    /** Carries what the server said out of a transaction that may fail after it. */
    private static class Conversation {

        @Nullable
        Outcome outcome;
    }
}
