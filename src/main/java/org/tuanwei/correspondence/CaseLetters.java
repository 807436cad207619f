package org.tuanwei.correspondence;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.inbound.Letter;
import org.tuanwei.mailbox.ArrivedMail;

/** Keeps letters and their attachments; a letter is never changed, only marked as seen. */
@Repository
class CaseLetters {

    /** An attachment with its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // read once, never compared
    record Content(long caseId, String name, byte[] bytes) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    CaseLetters(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void file(long caseId, ArrivedMail mail, Letter letter, boolean fromContact) {
        long id = jdbc.sql("""
                        insert into case_letter (case_id, inbound_mail_id, received_at, sender, sender_name, from_contact,
                            subject, text, left_out)
                        values (:case, :mail, :now, :sender, :name, :contact, :subject, :text, :leftOut) returning id
                        """)
                .param("case", caseId)
                .param("mail", mail.id())
                .param("now", now())
                .param("sender", letter.sender())
                .param("name", letter.senderName())
                .param("contact", fromContact)
                .param("subject", letter.subject())
                .param("text", letter.text())
                .param("leftOut", String.join("、", letter.leftOut()))
                .query(Long.class)
                .single();
        for (Letter.Attachment attachment : letter.attachments()) {
            jdbc.sql("insert into case_letter_file (letter_id, name, size, content) values (?, ?, ?, ?)")
                    .params(id, attachment.name(), attachment.content().length, attachment.content())
                    .update();
        }
    }

    /** How many letters the case has got within this time. */
    int received(long caseId, Duration within) {
        return jdbc.sql("select count(*) from case_letter where case_id = ? and received_at > ?")
                .params(caseId, Timestamp.from(clock.instant().minus(within)))
                .query(Integer.class)
                .single();
    }

    /** The newest first. */
    List<CaseLetter> ofCase(long caseId) {
        Map<Long, List<CaseLetter.File>> files = jdbc
                .sql("select f.letter_id, f.id, f.name, f.size from case_letter_file f"
                        + " join case_letter l on l.id = f.letter_id where l.case_id = ? order by f.id")
                .param(caseId)
                .query((row, n) ->
                        Map.entry(row.getLong(1), new CaseLetter.File(row.getLong(2), row.getString(3), row.getInt(4))))
                .list()
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return jdbc.sql(
                        "select id, case_id, received_at, sender, from_contact, subject, text, left_out, seen_at, seen_by"
                                + " from case_letter where case_id = ? order by id desc")
                .param(caseId)
                .query((row, n) -> {
                    Timestamp seen = row.getTimestamp("seen_at");
                    return new CaseLetter(
                            row.getLong("id"),
                            row.getLong("case_id"),
                            row.getTimestamp("received_at").toInstant(),
                            row.getString("sender"),
                            row.getBoolean("from_contact"),
                            row.getString("subject"),
                            row.getString("text"),
                            row.getString("left_out"),
                            seen == null ? null : seen.toInstant(),
                            row.getString("seen_by"),
                            files.getOrDefault(row.getLong("id"), List.of()));
                })
                .list();
    }

    /** The case a letter lies on. */
    Optional<Long> caseOf(long letter) {
        return jdbc.sql("select case_id from case_letter where id = ?")
                .param(letter)
                .query(Long.class)
                .optional();
    }

    /** @return false when somebody has seen it before */
    boolean seen(long letter, String by) {
        return jdbc.sql("update case_letter set seen_at = ?, seen_by = ? where id = ? and seen_at is null")
                        .params(now(), by, letter)
                        .update()
                > 0;
    }

    Optional<Content> content(long file) {
        return jdbc.sql("select l.case_id, f.name, f.content from case_letter_file f"
                        + " join case_letter l on l.id = f.letter_id where f.id = ?")
                .param(file)
                .query((row, n) -> new Content(row.getLong(1), row.getString(2), row.getBytes(3)))
                .optional();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
