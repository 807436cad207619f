package org.tuanwei.activity;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An organisation's objection to its published week.
 *
 * @param originals how many it says it had
 * @param avatar whether it says it had one
 */
public record Dispute(
        long id,
        long checkId,
        long organizationId,
        String organizationCode,
        String organizationName,
        int originals,
        boolean avatar,
        String reason,
        Instant raisedAt,
        @Nullable Boolean upheld,
        @Nullable String verdict) {

    /** 待复核, 已更正 or 维持原结果. */
    public String stateText() {
        return upheld == null ? "待复核" : upheld ? "已更正" : "维持原结果";
    }
}
