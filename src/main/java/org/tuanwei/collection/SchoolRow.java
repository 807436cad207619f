package org.tuanwei.collection;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One school's row in a unit's table.
 *
 * @param collectionId the unit's part of the round
 * @param late filled in for the first time after the schools' day; stays
 * @param returnedLevel UNIT or CENTRE, who returned it
 * @param objection what the centre has against it while it reviews
 * @param conflict what the unit supplied differs from what the school has confirmed
 */
record SchoolRow(
        long id,
        long collectionId,
        long organizationId,
        String unitCode,
        String schoolCode,
        String schoolName,
        String schoolType,
        State state,
        @Nullable Integer currentVersion,
        boolean late,
        @Nullable Instant filledAt,
        @Nullable String returnReason,
        @Nullable String returnedLevel,
        @Nullable String objection,
        @Nullable String exemptReason,
        boolean conflict) {

    /** Whether it is filled in. */
    enum State {
        MISSING("未填报", "YELLOW"),
        FILLED("已填报", "GREEN"),
        RETURNED("已退回", "YELLOW"),
        EXEMPT("已豁免", "GREY");

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

    /** Business key of its process. */
    String key() {
        return CollectionProcess.ROW_PREFIX + id;
    }

    /** Whether the unit may not send its table in as long as this row is so. */
    boolean blocks() {
        return state == State.MISSING || state == State.RETURNED;
    }
}
