package org.tuanwei.collection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A unit's table as it was sent in once, frozen.
 *
 * @param sha256 of the workbook
 * @param mailKey of the mail that took the workbook along, none where no mailbox was set
 */
record Submission(
        long id,
        long collectionId,
        int version,
        String fileName,
        String sha256,
        int rows,
        int exempt,
        boolean late,
        @Nullable String mailKey,
        Instant submittedAt,
        State state,
        @Nullable String reason,
        @Nullable Instant decidedAt) {

    /** What the centre said. */
    enum State {
        SUBMITTED("待复核", "YELLOW"),
        RETURNED("已退回", "YELLOW"),
        ACCEPTED("已采用", "GREEN");

        private final String label;
        private final String light;

        State(String label, String light) {
            this.label = label;
            this.light = light;
        }

        public String label() {
            return label;
        }

        /** The colour that stands beside the word. */
        public String light() {
            return light;
        }
    }
}
