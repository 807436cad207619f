package org.tuanwei.existing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An account of Tencent's list that one school is asked about. @param reason why it is not the school's */
record Offer(
        long id,
        long organizationId,
        long listId,
        String qqNumber,
        String url,
        State state,
        @Nullable Long caseId,
        @Nullable Instant answeredAt,
        @Nullable String reason) {

    /** How far the asking is. */
    enum State {
        PLANNED("正在通知", "GREY"),
        ASKED("未答复", "YELLOW"),
        CONFIRMED("已确认", "GREEN"),
        DENIED("不是本校的", "YELLOW"),
        WITHDRAWN("已撤下", "GREY"),
        FAILED("没有通知到", "RED");

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
