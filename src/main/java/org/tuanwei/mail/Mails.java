package org.tuanwei.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What became of the mails, for case pages and lists; whoever asks has checked that the cases may be seen. */
@Component
public class Mails {

    private static final String COLUMNS =
            "id, case_id, kind, recipient, subject, state, last_error, attempts, queued_at, sent_at";

    private final JdbcClient jdbc;
    private final MessageIds messageIds;

    Mails(JdbcClient jdbc, MessageIds messageIds) {
        this.jdbc = jdbc;
        this.messageIds = messageIds;
    }

    /** All mails of a case, the newest first. */
    public List<MailFate> ofCase(long caseId) {
        return jdbc.sql("select " + COLUMNS + " from mail where case_id = :caseId order by id desc")
                .param("caseId", caseId)
                .query(Mails::fate)
                .list();
    }

    /** Those of these ids that exist, by id. */
    public Map<Long, MailFate> byIds(Collection<Long> ids) {
        Map<Long, MailFate> fates = new HashMap<>();
        jdbc.sql("select " + COLUMNS + " from mail where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query(Mails::fate)
                .list()
                .forEach(mail -> fates.put(mail.id(), mail));
        return fates;
    }

    /** The mail with this key, for whoever queued it. */
    public Optional<MailFate> byKey(String uniqueKey) {
        return jdbc.sql("select " + COLUMNS + " from mail where unique_key = :key")
                .param("key", uniqueKey)
                .query(Mails::fate)
                .optional();
    }

    /** The newest mails that belong to no case, such as activation codes. */
    public List<MailFate> withoutCase(int limit, int offset) {
        return jdbc.sql("select " + COLUMNS
                        + " from mail where case_id is null order by id desc limit :limit offset :offset")
                .param("limit", limit)
                .param("offset", offset)
                .query(Mails::fate)
                .list();
    }

    /** Mails refused for good or withheld that nobody has looked at yet, the newest first. */
    public List<MailFate> refusedUnhandled(int limit) {
        return jdbc.sql(
                        "select " + COLUMNS
                                + " from mail where state in ('REFUSED', 'WITHHELD') and handled_at is null order by id desc limit :limit")
                .param("limit", limit)
                .query(Mails::fate)
                .list();
    }

    public int countRefusedUnhandled() {
        return jdbc.sql("select count(*) from mail where state in ('REFUSED', 'WITHHELD') and handled_at is null")
                .query(Integer.class)
                .single();
    }

    /** Notes that somebody has seen to a refused mail. @return false when it is none, or was seen to before */
    public boolean markHandled(long id, String userId, String note, Instant at) {
        return jdbc.sql("update mail set handled_at = :at, handled_by = :user, handled_note = :note"
                                + " where id = :id and state in ('REFUSED', 'WITHHELD') and handled_at is null")
                        .param("at", Timestamp.from(at))
                        .param("user", userId)
                        .param("note", note)
                        .param("id", id)
                        .update()
                > 0;
    }

    /**
     * The mail that a text, such as a delivery report, is about: the first genuine Message-ID of ours in it decides;
     * a forged one finds nothing.
     */
    public Optional<MailFate> namedIn(String text) {
        return messageIds.genuineIn(text).stream()
                .flatMap(id -> jdbc
                        .sql("select " + COLUMNS + " from mail where message_id = :id")
                        .param("id", id)
                        .query(Mails::fate)
                        .optional()
                        .stream())
                .findFirst();
    }

    private static MailFate fate(ResultSet row, int n) throws SQLException {
        MailState state = MailState.valueOf(row.getString("state"));
        Timestamp sentAt = row.getTimestamp("sent_at");
        return new MailFate(
                row.getLong("id"),
                row.getObject("case_id", Long.class),
                row.getString("kind"),
                RecipientMask.masked(row.getString("recipient")),
                row.getString("subject"),
                state,
                MailFate.inWords(state, row.getString("last_error")),
                row.getInt("attempts"),
                row.getTimestamp("queued_at").toInstant(),
                sentAt == null ? null : sentAt.toInstant());
    }
}
