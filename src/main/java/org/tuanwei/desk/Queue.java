package org.tuanwei.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.mail.MailFate;
import org.tuanwei.mail.Mails;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotVisible;

/** What reached nobody: process messages without a receiver, mails refused for good. People look at each of them. */
@Component
@Transactional
class Queue {

    static final int MOST = 200;
    private static final int LONGEST_NOTE = 300;

    /** A message nobody waited for. */
    record Message(
            long id,
            String message,
            @Nullable Long caseId,
            String organizationName,
            Instant createdAt,
            @Nullable Instant handledAt,
            @Nullable String handledBy,
            @Nullable String note) {

        /** What it was to tell, in words. */
        public String label() {
            return switch (message) {
                case "account-opening.urged" -> "催办";
                case "account-opening.contactChanged" -> "联系人变更";
                case "account-opening.bounced" -> "邮件被退回";
                case "account-opening.organizationClosed" -> "单位撤并";
                case "account-opening.withdrawn" -> "撤回案件";
                case "account-opening.dataCorrected" -> "登记资料已更正";
                case "credential-delivery.issued" -> "号码已重新登记";
                case "credential-delivery.pickedUp" -> "已取号";
                case "credential-delivery.bounced" -> "取号邮件被退回";
                case "credential-delivery.addressCorrected" -> "邮箱已更正";
                case "credential-delivery.locked" -> "取号链接已锁定";
                case "credential-delivery.problemSettled" -> "问题已了结";
                case "partner-problem.settled" -> "问题在别处了结";
                case "supervision.opened" -> "转督办";
                case "supervision.mended" -> "督办的缺口已补";
                default -> message;
            };
        }
    }

    /** How much lies there. */
    record Sizes(int messages, int mails) {
        public boolean empty() {
            return messages + mails == 0;
        }
    }

    private final JdbcClient jdbc;
    private final Mails mails;
    private final Audit audit;
    private final Clock clock;

    Queue(JdbcClient jdbc, Mails mails, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.mails = mails;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    Sizes sizes() {
        int messages = jdbc.sql("select count(*) from message_queue where handled_at is null")
                .query(Integer.class)
                .single();
        return new Sizes(messages, mails.countRefusedUnhandled());
    }

    @Transactional(readOnly = true)
    List<Message> messages(boolean handled) {
        return jdbc.sql(
                        "select q.id, q.message, q.case_id, coalesce(o.name, q.about) as name, q.created_at, q.handled_at, q.handled_by, q.note"
                                + " from message_queue q left join case_file c on c.id = q.case_id"
                                + " left join organization o on o.id = c.organization_id"
                                + " where (q.handled_at is not null) = ? order by q.id desc limit ?")
                .params(handled, MOST)
                .query((row, n) -> {
                    Timestamp at = row.getTimestamp("handled_at");
                    String name = row.getString("name");
                    return new Message(
                            row.getLong("id"),
                            row.getString("message"),
                            row.getObject("case_id", Long.class),
                            name == null ? "" : name,
                            row.getTimestamp("created_at").toInstant(),
                            at == null ? null : at.toInstant(),
                            row.getString("handled_by"),
                            row.getString("note"));
                })
                .list();
    }

    @Transactional(readOnly = true)
    List<MailFate> mails() {
        return mails.refusedUnhandled(MOST);
    }

    /** @throws FormRefused without a note; @throws NotVisible when it is not there or was handled before */
    void handleMessage(long id, String userId, String note) {
        int changed = jdbc.sql("update message_queue set handled_at = ?, handled_by = ?, note = ?"
                        + " where id = ? and handled_at is null")
                .params(Timestamp.from(clock.instant()), userId, required(note), id)
                .update();
        if (changed == 0) {
            throw new NotVisible("消息");
        }
        audit.record("queue.messageHandled", "message:" + id, "");
    }

    void handleMail(long id, String userId, String note) {
        if (!mails.markHandled(id, userId, required(note), clock.instant())) {
            throw new NotVisible("邮件");
        }
        audit.record("queue.mailHandled", "mail:" + id, "");
    }

    private static String required(String note) {
        String text = note.strip();
        if (text.length() < 2 || text.length() > LONGEST_NOTE) {
            throw new FormRefused("note", "请用 2 至 " + LONGEST_NOTE + " 个字写明怎样处理的");
        }
        return text;
    }
}
