package org.tuanwei.avatar;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tuanwei.picture.Finding;
import org.tuanwei.picture.Measures;
import org.tuanwei.picture.Requirements;

/** One version of a case's avatar, without its pixels. */
record Avatar(
        long id,
        long caseId,
        int version,
        State state,
        String contentType,
        String sha256,
        int side,
        Measures measures,
        @Nullable String verdictReason,
        @Nullable String appeal,
        String taskId,
        String uploadedBy,
        Instant uploadedAt,
        @Nullable String reviewer,
        @Nullable Instant reviewedAt,
        boolean ownReview,
        @Nullable String reason,
        @Nullable String liveUrl,
        @Nullable Instant liveAt) {

    /** Where a version stands. */
    enum State {
        DRAFT("待确认"),
        SUBMITTED("待审核"),
        REJECTED("自动检查未通过"),
        RETURNED("已退回"),
        APPROVED("待上线"),
        LIVE("使用中"),
        REPLACED("已更换");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        /** The colour that stands beside the word. */
        public String light() {
            return switch (this) {
                case LIVE -> "GREEN";
                case DRAFT, SUBMITTED, APPROVED -> "YELLOW";
                case REJECTED, RETURNED -> "RED";
                case REPLACED -> "GREY";
            };
        }
    }

    List<Finding> findings(Requirements requirements) {
        return requirements.judge(measures);
    }

    /** Why it does not go on, from the check or from the reviewer; null when nothing is against it. */
    public @Nullable String complaint() {
        return switch (state) {
            case REJECTED -> verdictReason;
            case RETURNED -> reason;
            default -> null;
        };
    }

    public boolean draft() {
        return state == State.DRAFT;
    }
}
