package org.tuanwei.collection;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A League unit's part of a round, and how far it is.
 *
 * @param unitName name of the province
 * @param sourceTitle the unit's own notice that names its day
 * @param reviewDays working days left between the schools' day and the unit's
 * @param late sent in for the first time after its day; stays
 */
record UnitRound(
        long id,
        long roundId,
        String unitCode,
        String unitName,
        State state,
        LocalDate schoolDueOn,
        LocalDate unitDueOn,
        @Nullable String sourceTitle,
        boolean arrangedBySystem,
        @Nullable Integer reviewDays,
        @Nullable String excusedReason,
        @Nullable String checkedBy,
        @Nullable String approvedBy,
        @Nullable Instant approvedAt,
        boolean ownApproval,
        @Nullable String note,
        @Nullable Instant submittedAt,
        boolean late,
        @Nullable Instant overdueReportedAt,
        @Nullable String returnReason,
        @Nullable Instant returnedAt,
        @Nullable Instant acceptedAt,
        @Nullable Instant providedAt,
        @Nullable Instant receivedAt,
        @Nullable Instant archivedAt,
        @Nullable String endReason) {

    /** The working days that A11 wants left for the review. */
    static final int ENOUGH_REVIEW_DAYS = 2;

    /** How far it is. */
    enum State {
        EXCUSED("免报", "GREY"),
        ARRANGING("待安排", "YELLOW"),
        COLLECTING("填报中", "YELLOW"),
        APPROVING("省级审核", "YELLOW"),
        SUBMITTING("报送中", "YELLOW"),
        SUBMITTED("已报送，待复核", "GREEN"),
        RETURNED("已退回", "YELLOW"),
        ACCEPTED("已采用", "GREEN"),
        PROVIDED("已提供腾讯", "GREEN"),
        ARCHIVED("已归档", "GREEN"),
        CANCELLED("已撤销", "GREY");

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

        /** Whether rows may be filled in, returned and mended. */
        boolean open() {
            return this == COLLECTING || this == RETURNED;
        }

        /** Whether it is with the centre or beyond. */
        boolean sent() {
            return this == SUBMITTED || this == ACCEPTED || this == PROVIDED || this == ARCHIVED;
        }

        boolean over() {
            return this == EXCUSED || this == ARCHIVED || this == CANCELLED;
        }
    }

    /** Business key of its process. */
    String key() {
        return CollectionProcess.PREFIX + id;
    }

    /** Not sent in although its day is over (red at T). */
    public boolean overdue(LocalDate today) {
        return !state.sent() && !state.over() && submittedAt == null && today.isAfter(unitDueOn);
    }

    /** Fewer working days are left for the review than A11 wants. */
    public boolean shortReview() {
        return reviewDays != null && reviewDays < ENOUGH_REVIEW_DAYS;
    }

    /** The light for this day: red as soon as it is overdue. */
    public String light(LocalDate today) {
        return overdue(today) ? "RED" : state.light();
    }
}
