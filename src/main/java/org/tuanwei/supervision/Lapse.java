package org.tuanwei.supervision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One thing the unit owes. @param reference where it comes from, {@code collection-12} */
record Lapse(
        long id,
        LapseKind kind,
        String reference,
        String detail,
        Instant addedAt,
        @Nullable Instant mendedAt) {

    /** The reference of a late task. */
    static String ofTask(String businessKey, String taskName) {
        return businessKey + "#" + taskName;
    }

    /** In one line: 统计表逾期未报：2026年统计，应于 3 月 15 日前报送. */
    public String text() {
        return detail.isEmpty() ? kind.label() : kind.label() + "：" + detail;
    }
}
