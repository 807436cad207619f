package org.tuanwei.inbound;

import org.jspecify.annotations.Nullable;

/**
 * What a report says of one recipient, as it says it; the empty text where it says nothing.
 *
 * @param recipient the address that was written to
 * @param finalRecipient where it led to, if elsewhere
 * @param action failed · delayed, as in RFC 3464
 * @param status enhanced status code such as 5.1.1
 * @param replyCode SMTP reply code such as 550
 * @param hint what the words mean, a code of {@code bounce/phrases.tsv}
 * @param diagnostic the words themselves, on one line
 */
public record Failure(
        @Nullable String recipient,
        @Nullable String finalRecipient,
        String action,
        String status,
        String replyCode,
        String hint,
        String diagnostic) {

    public static final String FAILED = "failed";
    public static final String DELAYED = "delayed";
}
