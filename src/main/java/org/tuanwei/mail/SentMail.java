package org.tuanwei.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail of ours as a delivery report finds it again.
 *
 * @param recipient clear: not for lists
 * @param returns how often it came back and was sent again
 */
public record SentMail(
        long id,
        @Nullable Long caseId,
        String kind,
        String recipient,
        String subject,
        MailState state,
        int returns,
        Instant queuedAt) {}
