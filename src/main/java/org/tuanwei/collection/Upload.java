package org.tuanwei.collection;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A workbook somebody has sent, kept until the unit's table is archived.
 *
 * @param rowId the one school that sent it for itself, none for a unit's table
 * @param choices which school a row with a close name means, by {@code sheet!number}
 * @param good rows that could be taken when it was last looked at
 * @param taken rows taken, none while it is only looked at
 */
record Upload(
        long id,
        long collectionId,
        @Nullable Long rowId,
        String fileName,
        Map<String, String> choices,
        int good,
        int failed,
        State state,
        @Nullable Integer taken,
        String uploadedBy,
        Instant uploadedAt) {

    /** Whether its good rows were taken. */
    enum State {
        PREVIEW("预览"),
        TAKEN("已收下"),
        DISCARDED("已放弃");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }
}
