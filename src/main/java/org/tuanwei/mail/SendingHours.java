package org.tuanwei.mail;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps mails of some kinds from leaving at night or on days off, also when they were queued in time and only the mail
 * server kept them waiting.
 */
public interface SendingHours {

    /** The earliest moment at which a mail of this kind may leave; empty when it may leave now. */
    Optional<Instant> notBefore(String kind, Instant now);
}
