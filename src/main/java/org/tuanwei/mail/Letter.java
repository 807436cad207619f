package org.tuanwei.mail;

import org.jspecify.annotations.Nullable;

/** A queued mail claimed for one attempt; {@code attempt} tells this attempt from any other. */
record Letter(
        long id,
        String messageId,
        @Nullable Long caseId,
        String kind,
        String recipient,
        String subject,
        String body,
        int attempt) {}
