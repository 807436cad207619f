package org.tuanwei.bounce;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.bounce.Bounce.Match;
import org.tuanwei.bounce.Bounce.State;
import org.tuanwei.inbound.DeliveryReport;
import org.tuanwei.inbound.Failure;
import org.tuanwei.mail.SentMail;
import org.tuanwei.mailbox.ArrivedMail;

/** Keeps reports as they came, and what became of each recipient in them. */
@Repository
class Bounces {

    static final String COLUMNS = "b.id, b.report_id, b.mail_id, b.case_id, b.suspected_case_id, b.recipient,"
            + " b.bounce_class, b.reason, b.status, b.reply_code, b.diagnostic, b.matched_by, b.state, b.outcome,"
            + " b.noted_at, b.decided_at, b.decided_by, b.decision";

    /** Most bytes of a report that are kept. */
    private static final int LARGEST_RAW = 256 * 1024;

    /** A report as it is shown. */
    record Report(long id, Instant receivedAt, String sender, String subject, String readable, boolean cut) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Bounces(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    long keep(ArrivedMail mail, DeliveryReport report) {
        byte[] raw = mail.raw();
        boolean cut = mail.cut() || raw.length > LARGEST_RAW;
        return jdbc.sql("""
                        insert into bounce_report (inbound_mail_id, received_at, kind, sender, subject, message_id,
                            readable, raw, cut)
                        values (:mail, :now, :kind, :sender, :subject, :messageId, :readable, :raw, :cut)
                        returning id
                        """)
                .param("mail", mail.id())
                .param("now", now())
                .param("kind", report.kind().name())
                .param("sender", storable(report.sender()))
                .param("subject", storable(report.subject()))
                .param("messageId", report.messageId() == null ? null : storable(report.messageId()))
                .param("readable", storable(report.readable()))
                .param("raw", raw.length > LARGEST_RAW ? Arrays.copyOf(raw, LARGEST_RAW) : raw)
                .param("cut", cut)
                .query(Long.class)
                .single();
    }

    /** Notes a bounce; what follows is written by {@link #follow}. */
    long note(
            @Nullable Long reportId,
            @Nullable SentMail mail,
            @Nullable Match match,
            @Nullable Long suspectedCase,
            Failure failure,
            Verdict verdict) {
        return jdbc.sql("""
                        insert into bounce (report_id, mail_id, case_id, suspected_case_id, recipient, bounce_class,
                            reason, status, reply_code, diagnostic, matched_by, state, outcome, noted_at)
                        values (:report, :mail, :case, :suspected, :recipient, :class, :reason, :status, :code,
                            :diagnostic, :match, 'OPEN', '', :now)
                        returning id
                        """)
                .param("report", reportId)
                .param("mail", mail == null ? null : mail.id())
                .param("case", mail == null ? null : mail.caseId())
                .param("suspected", suspectedCase)
                .param("recipient", failure.recipient())
                .param("class", verdict.bounceClass().name())
                .param("reason", verdict.reason())
                .param("status", failure.status())
                .param("code", failure.replyCode())
                .param("diagnostic", storable(failure.diagnostic()))
                .param("match", match == null ? null : match.name())
                .param("now", now())
                .query(Long.class)
                .single();
    }

    void follow(long id, State state, String outcome) {
        jdbc.sql("update bounce set state = ?, outcome = ? where id = ?")
                .params(state.name(), outcome, id)
                .update();
    }

    /** A person has matched it. @return false when somebody was quicker */
    boolean assign(long id, SentMail mail, BounceClass bounceClass, String reason, String by, String decision) {
        return jdbc.sql("""
                        update bounce set mail_id = :mail, case_id = :case, matched_by = 'PERSON', state = 'DONE',
                            bounce_class = :class, reason = :reason, decided_at = :now, decided_by = :by,
                            decision = :decision
                        where id = :id and state = 'OPEN'
                        """)
                        .param("mail", mail.id())
                        .param("case", mail.caseId())
                        .param("class", bounceClass.name())
                        .param("reason", reason)
                        .param("now", now())
                        .param("by", by)
                        .param("decision", decision)
                        .param("id", id)
                        .update()
                > 0;
    }

    /** Nothing is to be done about it. @return false when somebody was quicker */
    boolean dismiss(long id, String by, String decision) {
        return jdbc.sql("update bounce set state = 'DISMISSED', decided_at = ?, decided_by = ?, decision = ?"
                                + " where id = ? and state = 'OPEN'")
                        .params(now(), by, decision, id)
                        .update()
                > 0;
    }

    Optional<Bounce> byId(long id) {
        return jdbc.sql("select " + COLUMNS + " from bounce b where b.id = ?")
                .param(id)
                .query(Bounces::map)
                .optional();
    }

    /** Those of a case, the newest first, without what is no bounce. */
    List<Bounce> ofCase(long caseId) {
        return jdbc.sql("select " + COLUMNS
                        + " from bounce b where b.case_id = ? and b.bounce_class <> 'NOT_A_BOUNCE' order by b.id desc")
                .param(caseId)
                .query(Bounces::map)
                .list();
    }

    Optional<Report> report(@Nullable Long id) {
        return jdbc.sql("select id, received_at, sender, subject, readable, cut from bounce_report where id = ?")
                .param(id)
                .query((row, n) -> new Report(
                        row.getLong(1),
                        row.getTimestamp(2).toInstant(),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getBoolean(6)))
                .optional();
    }

    static Bounce map(ResultSet row, int n) throws SQLException {
        String match = row.getString("matched_by");
        Timestamp decided = row.getTimestamp("decided_at");
        return new Bounce(
                row.getLong("id"),
                row.getObject("report_id", Long.class),
                row.getObject("mail_id", Long.class),
                row.getObject("case_id", Long.class),
                row.getObject("suspected_case_id", Long.class),
                row.getString("recipient"),
                BounceClass.valueOf(row.getString("bounce_class")),
                row.getString("reason"),
                row.getString("status"),
                row.getString("reply_code"),
                row.getString("diagnostic"),
                match == null ? null : Match.valueOf(match),
                State.valueOf(row.getString("state")),
                row.getString("outcome"),
                row.getTimestamp("noted_at").toInstant(),
                decided == null ? null : decided.toInstant(),
                row.getString("decided_by"),
                row.getString("decision"));
    }

    // PostgreSQL takes no zero character in a text
    private static String storable(String text) {
        return text.replace("\0", "");
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
