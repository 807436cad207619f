package org.tuanwei.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail as pages and lists show it.
 *
 * @param recipient masked
 * @param fate in words: 待发送 · 重试中：… · 已发出 · 被退回：…
 */
public record MailFate(
        long id,
        @Nullable Long caseId,
        String kind,
        String recipient,
        String subject,
        MailState state,
        String fate,
        int attempts,
        Instant queuedAt,
        @Nullable Instant sentAt) {

    static String inWords(MailState state, @Nullable String lastError) {
        return switch (state) {
            case SENT -> "已发出";
            case REFUSED -> "被退回：" + lastError;
            case QUEUED -> lastError == null ? "待发送" : "重试中：" + lastError;
        };
    }
}
