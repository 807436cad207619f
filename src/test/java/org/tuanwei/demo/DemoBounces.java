package org.tuanwei.demo;

import com.icegreen.greenmail.util.GreenMail;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.testing.Postbox;

/** Puts into the demo's mailbox what comes back in real life: reports on mails of cases, one on nobody's, a letter. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoBounces {

    private static final int TRIES = 120;
    private static final long PAUSE_MILLIS = 500;

    private final Postbox postbox;
    private final JdbcClient jdbc;

    DemoBounces(GreenMail catcher, JdbcClient jdbc) {
        this.postbox = new Postbox(catcher);
        this.jdbc = jdbc;
    }

    /** The registration's receipt comes back: no such mailbox. */
    void wrongAddress(long caseId) {
        comesBack(caseId, "5.1.1", "550 5.1.1 User unknown");
    }

    /** The same for a full mailbox, of which nobody has to do anything yet. */
    void fullMailbox(long caseId) {
        comesBack(caseId, "5.2.2", "552 5.2.2 Mailbox full");
    }

    /** A report in GBK without any mark of ours. */
    void nobodys() {
        String head = "From: Postmaster@provider.example\r\nTo: tuanwei@centre.example\r\n"
                + "Subject: =?gb2312?B?z7XNs83L0MU=?=\r\nMessage-ID: <unmatched-1@provider.example>\r\n"
                + "Content-Type: text/plain; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
        String body = "抱歉，您的邮件被退回来了。\r\n收件人：wangmou@college.example\r\n退信原因：收件人邮箱地址不存在\r\n";
        postbox.put((head + new String(body.getBytes(Charset.forName("GBK")), StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The contact answers the receipt of his registration. */
    void answer(long caseId) {
        sent(caseId).ifPresent(mail -> postbox.put("""
                From: %s
                To: tuanwei@centre.example
                Subject: Re: %s
                Message-ID: <answer-%d@school.example>
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                老师好，登记已收到。我校通信地址近期要搬迁，新地址定下来后再来更正，谢谢。
                """.formatted(mail.recipient(), receipt(caseId), caseId)));
    }

    private record Sent(String recipient, String messageId) {}

    private void comesBack(long caseId, String status, String words) {
        sent(caseId)
                .ifPresent(mail -> postbox.put(Postbox.report(
                        postbox.newestTo(mail.recipient(), mail.messageId()),
                        mail.recipient(),
                        "failed",
                        status,
                        words)));
    }

    private String receipt(long caseId) {
        return jdbc.sql("select '登记已收到（受理号 ' || receipt || '）' from case_file where id = ?")
                .param(caseId)
                .query(String.class)
                .single();
    }

    /** The receipt of the registration, once it has left. */
    private Optional<Sent> sent(long caseId) {
        for (int i = 0; i < TRIES; i++) {
            Optional<Sent> mail = jdbc.sql("select recipient, message_id from mail"
                            + " where case_id = ? and kind = 'registration-receipt' and state = 'SENT'")
                    .param(caseId)
                    .query((row, n) -> new Sent(row.getString(1), row.getString(2)))
                    .optional();
            if (mail.isPresent()) {
                return mail;
            }
            pause();
        }
        return Optional.empty();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
