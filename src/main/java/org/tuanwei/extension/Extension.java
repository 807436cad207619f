package org.tuanwei.extension;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A request for another date.
 *
 * @param dueAt until when the task was due when it was asked
 * @param askedBy user id
 * @param grantedUntil the day that was granted
 * @param verdict why it was refused, or why no verdict was needed
 */
public record Extension(
        long id,
        long deadlineId,
        String unitCode,
        LocalDate askedFor,
        Instant dueAt,
        String reason,
        String askedBy,
        Instant askedAt,
        String approverGroup,
        State state,
        @Nullable LocalDate grantedUntil,
        @Nullable String verdict,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {

    /** How far it is. */
    public enum State {
        ASKED("待审批", "YELLOW"),
        GRANTED("已批准", "GREEN"),
        REFUSED("不予批准", "GREY"),
        MOOT("待办已了结", "GREY");

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
        return ExtensionProcess.PREFIX + id;
    }
}
