package org.tuanwei.testing;

import com.icegreen.greenmail.store.FolderException;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;

/** Our own mailbox, to which reports and answers come back: puts real messages into it and takes ours apart. */
public final class Postbox {

    /** Where the product's mails say they come from. */
    public static final String ADDRESS = "tuanwei@centre.example";

    public static final String USER = "tuanwei";
    public static final String PASSWORD = "Postbox-77";

    private final GreenMail server;
    private final GreenMailUser owner;

    public Postbox(GreenMail server) {
        this.server = server;
        this.owner = server.setUser(ADDRESS, USER, PASSWORD);
    }

    /** A mail lies in the mailbox now, byte by byte as given but for the line ends. */
    public Postbox put(byte[] raw) {
        try {
            owner.deliver(new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw)));
            return this;
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    public Postbox put(String raw) {
        return put(raw.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** The mails in it that nobody has read. */
    public long unread() {
        try {
            return server.getManagers().getImapHostManager().getInbox(owner).getUnseenCount();
        } catch (FolderException broken) {
            throw new IllegalStateException(broken);
        }
    }

    public void empty() {
        try {
            server.getManagers().getImapHostManager().getInbox(owner).deleteAllMessages();
        } catch (FolderException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** The mails that were sent to this address, as they went over the wire, the oldest first. */
    public List<String> sentTo(String address) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> recipients(mail).contains(address))
                .map(GreenMailUtil::getWholeMessage)
                .toList();
    }

    /** The newest of them with these words in its head or text. */
    public String newestTo(String address, String words) {
        return sentTo(address).stream()
                .filter(mail -> mail.contains(words))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no mail to " + address + " with " + words));
    }

    /** Subject and text of the newest mail to this address with these words in it, as its reader sees it. */
    public String textTo(String address, String words) {
        return Arrays.stream(server.getReceivedMessages())
                .filter(mail -> recipients(mail).contains(address))
                .map(Postbox::text)
                .filter(text -> text.contains(words))
                .reduce((first, second) -> second)
                .orElseThrow(() -> new AssertionError("no mail to " + address + " with " + words));
    }

    private static String text(MimeMessage mail) {
        try {
            return mail.getSubject() + "\n" + mail.getContent();
        } catch (MessagingException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    /** A report of RFC 3464 about a mail of ours, with the mail attached, as any common server writes it. */
    public static String report(String mail, String recipient, String action, String status, String diagnostic) {
        return """
                Return-Path: <>
                From: Mail Delivery System <MAILER-DAEMON@mx.provider.example>
                To: tuanwei@centre.example
                Subject: Undelivered Mail Returned to Sender
                Auto-Submitted: auto-replied
                Message-ID: <%d@mx.provider.example>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="=_frontier"

                --=_frontier
                Content-Type: text/plain; charset=us-ascii

                This is the mail system at host mx.provider.example.

                <%s>: host mail.school.example said: %s

                --=_frontier
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.provider.example

                Final-Recipient: rfc822; %s
                Action: %s
                Status: %s
                Diagnostic-Code: smtp; %s

                --=_frontier
                Content-Type: message/rfc822

                %s
                --=_frontier--
                """.formatted(System.nanoTime(), recipient, diagnostic, recipient, action, status, diagnostic, mail);
    }

    private static List<String> recipients(MimeMessage mail) {
        try {
            jakarta.mail.Address[] all = mail.getAllRecipients();
            return all == null
                    ? List.of()
                    : List.of(GreenMailUtil.getAddressList(all).split(", ?"));
        } catch (MessagingException broken) {
            return List.of();
        }
    }
}
