package org.tuanwei.mail;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Where every mail of the product begins: a row written in the caller's transaction, so that there is a mail exactly
 * when the business it tells of was committed.
 */
@Component
public class Outbox {

    private static final String INSERT = """
            insert into mail (unique_key, message_id, case_id, kind, recipient, subject, body, next_attempt_at,
                              queued_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (unique_key) do nothing""";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final Clock clock;
    private final MessageIds messageIds;
    private final LateTexts lateTexts;

    Outbox(JdbcClient jdbc, JdbcTemplate batches, Clock clock, MessageIds messageIds, LateTexts lateTexts) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.clock = clock;
        this.messageIds = messageIds;
        this.lateTexts = lateTexts;
    }

    /**
     * Queues a mail; a second request with the same key changes nothing.
     *
     * @throws UnsafeMail when recipient or subject hold line breaks, or the recipient is no mail address
     */
    public void enqueue(MailRequest request) {
        enqueue(request, Set.of());
    }

    /** The same, where the caller vouches for marks with these arguments although the key does not hold them. */
    public void enqueue(MailRequest request, Set<String> lateArguments) {
        insert(request, lateArguments);
    }

    /**
     * The same with files. They are kept until the mail has left or was refused for good, and go out under the same
     * Message-ID at every attempt.
     *
     * @throws UnsafeMail also when the files are too large for one mail
     */
    public void enqueue(MailRequest request, List<MailAttachment> files) {
        MailCheck.check(files);
        insert(request, Set.of())
                .ifPresent(mailId -> files.forEach(file -> jdbc.sql("""
                        insert into mail_attachment (mail_id, file_name, content_type, content)
                        values (:mail, :name, :type, :content)
                        """)
                        .param("mail", mailId)
                        .param("name", file.fileName())
                        .param("type", file.contentType())
                        .param("content", file.content())
                        .update()));
    }

    /** The same for many letters at once. */
    public void enqueue(List<MailRequest> requests) {
        requests.forEach(MailCheck::check);
        batches.batchUpdate(
                INSERT, requests.stream().map(request -> row(request, Set.of())).toList());
    }

    /** @return id of the mail; empty when there is one with this key already */
    private Optional<Long> insert(MailRequest request, Set<String> lateArguments) {
        MailCheck.check(request);
        return jdbc.sql(INSERT + " returning id")
                .params(row(request, lateArguments))
                .query(Long.class)
                .optional();
    }

    private @Nullable Object[] row(MailRequest request, Set<String> lateArguments) {
        Timestamp now = Timestamp.from(clock.instant());
        return new @Nullable Object[] {
            request.uniqueKey(),
            messageIds.next(),
            request.caseId(),
            request.kind(),
            request.recipient(),
            request.subject(),
            lateTexts.withoutForeignMarks(request, lateArguments),
            now,
            now
        };
    }

    /**
     * Gives a mail that has not left yet other words; one that was taken back goes out with them after all.
     *
     * @param request with the key of the mail; the recipient stays
     * @return false when there is none, or it has left or is leaving in this very moment
     */
    public boolean rewrite(MailRequest request, Set<String> lateArguments) {
        MailCheck.check(request);
        // a sender that has claimed it with the old words finds by the number of attempts that it is not his
        return jdbc.sql("""
                        update mail set case_id = :caseId, subject = :subject, body = :body, state = 'QUEUED',
                                        last_error = null, attempts = attempts + least(attempts, 1),
                                        next_attempt_at = least(next_attempt_at, :now)
                        where id in (select id from mail where unique_key = :key and state in ('QUEUED', 'WITHDRAWN')
                                     for update skip locked)
                        """)
                        .param("caseId", request.caseId())
                        .param("subject", request.subject())
                        .param("body", lateTexts.withoutForeignMarks(request, lateArguments))
                        .param("now", Timestamp.from(clock.instant()))
                        .param("key", request.uniqueKey())
                        .update()
                > 0;
    }

    /**
     * Takes a mail back that has not left yet.
     *
     * @param why in Chinese, shown where the mail is listed
     * @return false when there is none, or it has left or is leaving in this very moment
     */
    public boolean withdraw(String uniqueKey, String why) {
        return jdbc.sql("""
                        update mail set state = 'WITHDRAWN', last_error = :why
                        where id in (select id from mail where unique_key = :key and state = 'QUEUED'
                                     for update skip locked)
                        """).param("why", why).param("key", uniqueKey).update() > 0;
    }

    /**
     * Lets the case's letters of these kinds that have not left yet go to another address. A letter that is on its way
     * in this very moment is not called back.
     *
     * @return how many letters
     * @throws UnsafeMail when the new recipient is no mail address
     */
    public int redirect(long caseId, Collection<String> kinds, String from, String to) {
        MailCheck.check(new MailRequest("redirect", caseId, "redirect", to, "redirect", "redirect"));
        // one attempt more, so that a sender that has claimed the letter for the old address finds it is not his
        return jdbc.sql("""
                        update mail set recipient = :to, attempts = attempts + 1, next_attempt_at = :now
                        where id in (select id from mail
                                     where case_id = :caseId and kind = any(:kinds) and state = 'QUEUED'
                                       and lower(recipient) = lower(:from)
                                     for update skip locked)
                        """)
                .param("to", to)
                .param("now", Timestamp.from(clock.instant()))
                .param("caseId", caseId)
                .param("kinds", kinds.toArray(String[]::new))
                .param("from", from)
                .update();
    }
}
