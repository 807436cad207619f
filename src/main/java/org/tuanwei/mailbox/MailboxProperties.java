package org.tuanwei.mailbox;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The mailbox that bounces and answers come back to; without a host the reader is off.
 *
 * @param host IMAP server
 * @param ssl TLS from the first byte (port 993); otherwise STARTTLS where the server offers it
 * @param starttlsRequired no password over an open line
 * @param timeout for connecting and for each answer
 * @param conversation longest time one round may take in all, however slowly the server drips
 * @param batch most mails of one round
 * @param largest most bytes of a mail that are looked at
 * @param attempts after so many failures a mail is set aside
 */
@Validated
@ConfigurationProperties("tuanwei.mailbox")
public record MailboxProperties(
        @DefaultValue("") String host,
        @DefaultValue("993") @Min(1) @Max(65_535) int port,
        @DefaultValue("") String username,
        @DefaultValue("") String password,
        @DefaultValue("INBOX") String folder,
        @DefaultValue("true") boolean ssl,
        @DefaultValue("true") boolean starttlsRequired,
        @DefaultValue("20s") Duration timeout,
        @DefaultValue("3m") Duration conversation,
        @DefaultValue("100") @Min(1) int batch,
        @DefaultValue("10485760") @Min(65_536) int largest,
        @DefaultValue("3") @Min(1) int attempts) {

    public boolean configured() {
        return !host.isBlank();
    }

    /** Names the mailbox in the database: whose position it is. */
    String name() {
        return username + "@" + host + "/" + folder;
    }

    @Override
    public String toString() {
        return "MailboxProperties[" + (configured() ? name() : "off") + "]";
    }
}
