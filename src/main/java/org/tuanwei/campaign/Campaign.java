package org.tuanwei.campaign;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One campaign of opening.
 *
 * @param unitCode the unit it is confined to, null for the whole country
 * @param openedBy name of the user
 */
record Campaign(
        long id,
        String title,
        @Nullable String unitCode,
        @Nullable String unitName,
        @Nullable String schoolType,
        boolean freshOnly,
        String remark,
        String openedBy,
        Instant openedAt,
        State state,
        @Nullable Instant finishedAt) {

    /** Cases are opened in the background until the campaign is DONE. */
    enum State {
        RUNNING("正在建案", "YELLOW"),
        DONE("建案完成", "GREEN");

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

    public boolean running() {
        return state == State.RUNNING;
    }

    /** 全国 · 高职学校 … */
    public String scopeText() {
        return (unitName == null ? "全国" : unitName)
                + (schoolType == null ? "" : " · " + schoolType)
                + (freshOnly ? " · 尚无案件的" : " · 尚未登记的");
    }
}
