package org.tuanwei.activitycounts;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What one source said about one account's week.
 *
 * @param lastPostOn day of the last post, null where there was none or the source does not say
 * @param avatar whether the account has a clear avatar of its own (F3)
 * @param note why it was corrected
 */
public record Count(
        long id,
        long organizationId,
        Week week,
        int version,
        Source source,
        int originals,
        int reposts,
        @Nullable LocalDate lastPostOn,
        boolean avatar,
        @Nullable String note,
        String recordedBy,
        Instant recordedAt) {

    /** The most that is believed of one week. */
    public static final int MOST = 9_999;

    /** Who says it; what stands lower is taken only where nothing higher is said. */
    public enum Source {
        CORRECTION("核查更正"),
        TENCENT("腾讯工作簿"),
        CONNECTOR("平台接口"),
        API("单位工具"),
        SELF("单位自报");

        private final String label;

        Source(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** The numbers alone. */
    public record Numbers(
            int originals, int reposts, @Nullable LocalDate lastPostOn, boolean avatar) {}

    public Numbers numbers() {
        return new Numbers(originals, reposts, lastPostOn, avatar);
    }
}
