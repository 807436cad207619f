package org.tuanwei.mail;

/**
 * A file that goes out with a mail.
 *
 * @param fileName one line, may hold Chinese
 */
public record MailAttachment(String fileName, String contentType, byte[] content) {

    /** Content and names of files are personal data sooner or later; nothing of them belongs into a log. */
    @Override
    public String toString() {
        return "MailAttachment[" + content.length + " bytes]";
    }
}
