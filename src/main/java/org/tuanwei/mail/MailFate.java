package org.tuanwei.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail as pages and lists show it.
 *
 * @param recipient masked
 * @param fate in words: 待发送 · 重试中：… · 已发出 · 被退回：… · 已退信：… · 未发出：… · 已撤下：…
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

    /** Light of the fate: GREEN it left, RED it will not arrive, GREY it is on its way. */
    public String light() {
        return switch (state) {
            case SENT -> "GREEN";
            case REFUSED, BOUNCED, WITHHELD -> "RED";
            case QUEUED, WITHDRAWN -> "GREY";
        };
    }

    /** Whether it has not arrived and will not. */
    public boolean lost() {
        return light().equals("RED");
    }

    static String inWords(MailState state, @Nullable String lastError) {
        return switch (state) {
            case SENT -> lastError == null ? "已发出" : "已发出，" + lastError;
            case REFUSED -> "被退回：" + lastError;
            case BOUNCED -> "已退信：" + lastError;
            case WITHHELD -> "未发出：" + lastError;
            case WITHDRAWN -> "已撤下：" + lastError;
            case QUEUED -> lastError == null ? "待发送" : "重试中：" + lastError;
        };
    }
}
