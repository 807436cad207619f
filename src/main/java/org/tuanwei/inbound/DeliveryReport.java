package org.tuanwei.inbound;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What could be read from a mail that came in.
 *
 * @param sender address in its From line, empty when there is none
 * @param readable its text for people, without the returned original
 * @param everything all there is in decoded form, to search for our marks; never shown
 * @param failures one for each recipient the report speaks of; at least one when it is a report
 */
public record DeliveryReport(
        Kind kind,
        String sender,
        String subject,
        @Nullable String messageId,
        String readable,
        String everything,
        List<Failure> failures) {

    /** What sort of mail it is. */
    public enum Kind {
        /** A mail server tells of a mail that did not arrive, or not yet. */
        REPORT,
        /** A machine answers for a person: vacation notes, acknowledgements. */
        AUTO_REPLY,
        /** A recipient has complained (ARF). */
        COMPLAINT,
        /** The mail arrived, was passed on or read. */
        CONFIRMATION,
        /** Written by somebody, as far as can be told. */
        LETTER
    }
}
