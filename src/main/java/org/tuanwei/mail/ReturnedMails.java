package org.tuanwei.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What a delivery report does to a mail of ours: finds it again, and changes its fate. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class ReturnedMails {

    /** A mail that comes back for a passing reason is sent again after these pauses, then it counts as returned. */
    private static final List<Duration> PAUSES =
            List.of(Duration.ofHours(4), Duration.ofHours(24), Duration.ofHours(48));

    /** After this time nobody reports on a mail any more; longest usual queue time is five days. */
    private static final Duration REPORTED_WITHIN = Duration.ofDays(30);

    private static final String COLUMNS = "id, case_id, kind, recipient, subject, state, returns, queued_at";

    private final JdbcClient jdbc;
    private final MessageIds messageIds;
    private final Clock clock;

    ReturnedMails(JdbcClient jdbc, MessageIds messageIds, Clock clock) {
        this.jdbc = jdbc;
        this.messageIds = messageIds;
        this.clock = clock;
    }

    /** The mail that a text names by a Message-ID we have signed; a forged one finds nothing. */
    public Optional<SentMail> namedIn(String text) {
        // some hosts write all they quote in capitals, some break it into lines
        Set<String> ids = messageIds.genuineIn(text);
        if (ids.isEmpty()) {
            ids = messageIds.genuineIn(text.toLowerCase(Locale.ROOT));
        }
        if (ids.isEmpty()) {
            ids = messageIds.genuineIn(text.replaceAll("=?[\\r\\n]+[ \\t>]*", ""));
        }
        return ids.stream()
                .flatMap(id -> find("lower(message_id) = lower(?)", id).stream())
                .findFirst();
    }

    public Optional<SentMail> byId(long id) {
        return find("id = ?", id);
    }

    /** The newest mail of the case that left for this address within the last 30 days. */
    public Optional<SentMail> newestTo(long caseId, String recipient) {
        return find(
                "case_id = ? and lower(recipient) = lower(?) and state in ('SENT', 'QUEUED') and queued_at > ?"
                        + " order by state = 'SENT' desc, id desc limit 1",
                caseId,
                recipient,
                Timestamp.from(clock.instant().minus(REPORTED_WITHIN)));
    }

    /** Cases that wrote to this address within the last 30 days, the newest mail first. */
    public List<Long> casesWritingTo(String recipient) {
        return jdbc.sql("select case_id from mail where lower(recipient) = lower(?) and case_id is not null"
                        + " and queued_at > ? group by case_id order by max(id) desc limit 5")
                .params(recipient, Timestamp.from(clock.instant().minus(REPORTED_WITHIN)))
                .query(Long.class)
                .list();
    }

    /**
     * It did not arrive and never will; whoever watches over it is told by {@link MailRefused}, as of a refusal.
     *
     * @return false when that was known before
     */
    public boolean bounced(long id, String reason) {
        Timestamp now = now();
        return jdbc.sql("update mail set state = 'BOUNCED', sent_at = coalesce(sent_at, :now), refused_at = :now,"
                                + " last_error = :reason, announced_at = null, next_attempt_at = :now"
                                + " where id = :id and state in ('SENT', 'QUEUED')")
                        .param("now", now)
                        .param("reason", reason)
                        .param("id", id)
                        .update()
                > 0;
    }

    /**
     * It came back for a reason that passes: it is sent again later, with the same Message-ID.
     *
     * @return when; empty when it has come back too often or is no longer on its way
     */
    public Optional<Instant> sendAgain(long id, String reason) {
        SentMail mail = byId(id).orElseThrow();
        if (mail.state() != MailState.SENT || mail.returns() >= PAUSES.size()) {
            return Optional.empty();
        }
        Instant at = clock.instant().plus(PAUSES.get(mail.returns()));
        int changed = jdbc.sql("update mail set state = 'QUEUED', sent_at = null, attempts = 0, returns = returns + 1,"
                        + " last_error = :reason, next_attempt_at = :at where id = :id and state = 'SENT'")
                .param("reason", reason)
                .param("at", Timestamp.from(at))
                .param("id", id)
                .update();
        return changed == 0 ? Optional.empty() : Optional.of(at);
    }

    /** The other side is still trying: only shown. */
    public void delayed(long id, String reason) {
        jdbc.sql("update mail set last_error = ? where id = ? and state = 'SENT'")
                .params(reason, id)
                .update();
    }

    private Optional<SentMail> find(String where, Object... params) {
        return jdbc.sql("select " + COLUMNS + " from mail where " + where)
                .params(params)
                .query(ReturnedMails::map)
                .optional();
    }

    private static SentMail map(ResultSet row, int n) throws SQLException {
        return new SentMail(
                row.getLong("id"),
                row.getObject("case_id", Long.class),
                row.getString("kind"),
                row.getString("recipient"),
                row.getString("subject"),
                MailState.valueOf(row.getString("state")),
                row.getInt("returns"),
                row.getTimestamp("queued_at").toInstant());
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
