package org.tuanwei.inbound;

import java.util.List;

/**
 * A mail that somebody wrote.
 *
 * @param sender address in its From line, empty when there is none
 * @param senderName the name beside it, empty when there is none
 * @param text as plain text, whatever it was sent as
 * @param answered the heads that name the mails it answers: In-Reply-To and References
 * @param attachments at most as many and as large as are kept
 * @param leftOut names of those that were too many or too large
 */
public record Letter(
        String sender,
        String senderName,
        String subject,
        String text,
        String answered,
        List<Attachment> attachments,
        List<String> leftOut) {

    /** A file that came with it; the name is the sender's and good for showing only. */
    public record Attachment(String name, byte[] content) {}
}
