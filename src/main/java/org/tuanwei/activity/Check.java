package org.tuanwei.activity;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.tuanwei.activitycounts.Week;

/**
 * The check of one unit's week.
 *
 * @param countsUntil until when counts are taken
 * @param publishOn the day by whose noon the results are to be public
 * @param disputesUntil until when an organisation may dispute; null before publication
 * @param version of the last decision
 * @param seed draws the sample
 */
public record Check(
        long id,
        String unitCode,
        String unitName,
        Week week,
        State state,
        Instant countsUntil,
        LocalDate publishOn,
        @Nullable Instant disputesUntil,
        int version,
        long seed,
        @Nullable Instant decidedAt,
        @Nullable String note,
        @Nullable String followUp) {

    /** How far it is. */
    public enum State {
        COLLECTING("收集数据", "GREY"),
        CHECKING("抽查中", "YELLOW"),
        PUBLISHING("正在公布", "YELLOW"),
        PUBLISHED("已公布", "GREEN"),
        CLOSED("已结束", "GREEN"),
        HOLIDAY("假期周", "GREY");

        private final String label;
        private final String light;

        State(String label, String light) {
            this.label = label;
            this.light = light;
        }

        public String label() {
            return label;
        }

        public String light() {
            return light;
        }

        /** Whether its results are public. */
        public boolean published() {
            return this == PUBLISHED || this == CLOSED || this == HOLIDAY;
        }
    }

    /** Business key of its process. */
    String key() {
        return ActivityProcess.PREFIX + id;
    }
}
