package org.tuanwei.existing;

import java.time.Instant;

/** One of Tencent's lists as it was uploaded. @param lines how many accounts it names */
public record AccountList(long id, String fileName, State state, String uploadedBy, Instant uploadedAt, int lines) {

    /** Whether it counts. */
    public enum State {
        PREVIEW("待确认"),
        CURRENT("现用"),
        REPLACED("已被取代"),
        DISCARDED("已放弃");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public boolean waits() {
        return state == State.PREVIEW;
    }

    public boolean isCurrent() {
        return state == State.CURRENT;
    }
}
