package org.tuanwei.mail;

import org.jspecify.annotations.Nullable;

/**
 * A mail will never arrive: refused for good by the mail server, come back from further on, withheld or given up. Published in a transaction; when a
 * listener fails it is published again later.
 */
public record MailRefused(long mailId, @Nullable Long caseId, String kind, String recipient, String reason) {}
