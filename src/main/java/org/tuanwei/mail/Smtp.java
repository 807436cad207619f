package org.tuanwei.mail;

import jakarta.activation.DataHandler;
import jakarta.mail.Address;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.URLName;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import java.util.OptionalInt;
import java.util.Properties;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.smtp.SMTPTransport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.mail.MailProperties;
import org.springframework.stereotype.Component;

/**
 * One mail, one conversation with the mail server, and a verdict that keeps 4xx, 5xx and an absent server apart. The
 * protocol classes are used directly: Spring's sender reports a failed good-bye as a failed mail, which would send
 * acknowledged mail twice.
 */
@Component
class Smtp {

    private static final Logger log = LoggerFactory.getLogger(Smtp.class);
    private static final int LONGEST_REASON = 300;

    private final MailProperties server;
    private final OutboxProperties properties;
    private final MailLinks links;
    private final Clock clock;
    private volatile boolean away;

    Smtp(MailProperties server, OutboxProperties properties, MailLinks links, Clock clock) {
        this.server = server;
        this.properties = properties;
        this.links = links;
        this.clock = clock;
    }

    /** Sends the letter with this finished text and these files; never throws for what server or network do. */
    Outcome send(Letter letter, String text, List<MailAttachment> files) {
        try (SocketLimit sockets = new SocketLimit(properties.conversation())) {
            Session session = Session.getInstance(settings(sockets));
            MimeMessage message;
            try {
                message = message(session, letter, text, files);
            } catch (MessagingException | UnsupportedEncodingException e) {
                return new Outcome.Postponed("邮件无法组成：" + e.getClass().getSimpleName());
            }
            return converse(session, message, letter.recipient(), sockets);
        }
    }

    private Outcome converse(Session session, MimeMessage message, String recipient, SocketLimit sockets) {
        SMTPTransport transport = new SMTPTransport(session, new URLName("smtp", null, -1, null, null, null));
        try {
            try {
                transport.connect(
                        server.getHost(),
                        port(),
                        signsIn() ? server.getUsername() : null,
                        signsIn() ? server.getPassword() : null);
                away = false;
            } catch (MessagingException e) {
                warnOnce(e);
                return new Outcome.ServerAway(awayReason(e, sockets));
            }
            try {
                transport.sendMessage(message, new Address[] {new InternetAddress(recipient)});
                return new Outcome.Accepted();
            } catch (MessagingException e) {
                return verdict(e, recipient, sockets);
            }
        } finally {
            closeQuietly(transport);
        }
    }

    /** Said once per outage: every waiting mail would repeat it. */
    private void warnOnce(MessagingException e) {
        if (!away) {
            log.warn("mail server {}:{} is not available: {}", server.getHost(), port(), words(e));
        }
        away = true;
    }

    private static Outcome verdict(MessagingException e, String recipient, SocketLimit sockets) {
        String reason = words(e).replace(recipient, RecipientMask.masked(recipient));
        OptionalInt code = replyCode(e);
        if (code.isPresent() && code.getAsInt() >= 500 && code.getAsInt() <= 599) {
            return new Outcome.Refused(reason);
        }
        if (code.isPresent() && code.getAsInt() >= 400) {
            return new Outcome.Postponed(reason);
        }
        return new Outcome.Postponed(sockets.expired() ? "邮件服务器应答过慢，已中断" : "与邮件服务器的连接中断");
    }

    private static String awayReason(MessagingException e, SocketLimit sockets) {
        if (e instanceof AuthenticationFailedException) {
            return "邮件服务器拒绝登录";
        }
        return sockets.expired() ? "邮件服务器应答过慢，已中断" : "邮件服务器连接不上";
    }

    /** The reply on the recipient, if there is one, outweighs the one on the whole. */
    private static OptionalInt replyCode(MessagingException thrown) {
        OptionalInt whole = OptionalInt.empty();
        for (Exception e = thrown; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            if (e instanceof SMTPAddressFailedException address) {
                return OptionalInt.of(address.getReturnCode());
            }
            if (e instanceof SMTPSenderFailedException sender) {
                whole = OptionalInt.of(sender.getReturnCode());
            } else if (e instanceof SMTPSendFailedException failed && whole.isEmpty()) {
                whole = OptionalInt.of(failed.getReturnCode());
            }
        }
        return whole;
    }

    private static String words(MessagingException thrown) {
        Exception last = thrown;
        for (Exception e = thrown; e != null; e = e instanceof MessagingException m ? m.getNextException() : null) {
            last = e;
            if (e instanceof SMTPAddressFailedException || e instanceof SMTPSenderFailedException) {
                break;
            }
        }
        String message = String.valueOf(last.getMessage())
                .replaceAll("[\\p{Cntrl}\\s]+", " ")
                .strip();
        return message.length() <= LONGEST_REASON ? message : message.substring(0, LONGEST_REASON) + "…";
    }

    private static void closeQuietly(SMTPTransport transport) {
        try {
            transport.close();
        } catch (MessagingException e) {
            log.debug("the mail server did not say good-bye: {}", e.getMessage());
        }
    }

    private MimeMessage message(Session session, Letter letter, String text, List<MailAttachment> files)
            throws MessagingException, UnsupportedEncodingException {
        MimeMessage message = new FixedIdMessage(session, letter.messageId());
        String utf8 = StandardCharsets.UTF_8.name();
        message.setFrom(new InternetAddress(properties.from(), properties.senderName(), utf8));
        message.setRecipient(MimeMessage.RecipientType.TO, new InternetAddress(letter.recipient()));
        message.setSubject(letter.subject(), utf8);
        message.setSentDate(Date.from(clock.instant()));
        message.setHeader("Auto-Submitted", "auto-generated");
        if (letter.caseId() != null) {
            message.setHeader("X-Tuanwei-Case", letter.caseId().toString());
        }
        String body = text.stripTrailing() + "\n\n" + signature();
        if (files.isEmpty()) {
            message.setText(body, utf8);
        } else {
            message.setContent(withFiles(body, files));
        }
        message.saveChanges();
        return message;
    }

    private static MimeMultipart withFiles(String body, List<MailAttachment> files)
            throws MessagingException, UnsupportedEncodingException {
        String utf8 = StandardCharsets.UTF_8.name();
        MimeBodyPart text = new MimeBodyPart();
        text.setText(body, utf8);
        MimeMultipart parts = new MimeMultipart(text);
        for (MailAttachment file : files) {
            MimeBodyPart part = new MimeBodyPart();
            part.setDataHandler(new DataHandler(new ByteArrayDataSource(file.content(), file.contentType())));
            part.setDisposition(Part.ATTACHMENT);
            part.setFileName(MimeUtility.encodeText(file.fileName(), utf8, "B"));
            parts.addBodyPart(part);
        }
        return parts;
    }

    private String signature() {
        return """
                --\s
                团微 · 高校团组织微博体系建设
                %s
                本邮件由系统自动发出，请勿直接回复；有疑问请与上一级团委联系。
                """.formatted(links.to("/"));
    }

    private Properties settings(SocketLimit sockets) {
        Properties settings = new Properties();
        settings.put("mail.smtp.connectiontimeout", "10000");
        settings.put("mail.smtp.timeout", "20000");
        settings.put("mail.smtp.writetimeout", "20000");
        settings.put("mail.smtp.ssl.checkserveridentity", "true");
        settings.putAll(server.getProperties());
        settings.put("mail.smtp.socketFactory", sockets);
        settings.put("mail.smtp.socketFactory.fallback", "false");
        settings.put("mail.smtp.localhost", properties.domain());
        settings.put("mail.smtp.from", properties.from());
        settings.put("mail.smtp.auth", String.valueOf(signsIn()));
        settings.put("mail.smtp.quitwait", "false");
        return settings;
    }

    private int port() {
        return server.getPort() == null ? 25 : server.getPort();
    }

    private boolean signsIn() {
        return server.getUsername() != null && !server.getUsername().isBlank();
    }

    /** Keeps the Message-ID that the mail was given when it was queued. */
    private static class FixedIdMessage extends MimeMessage {

        private final String messageId;

        FixedIdMessage(@Nullable Session session, String messageId) {
            super(session);
            this.messageId = messageId;
        }

        @Override
        protected void updateMessageID() throws MessagingException {
            setHeader("Message-ID", messageId);
        }
    }
}
