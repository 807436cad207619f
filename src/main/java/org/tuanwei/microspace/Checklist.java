package org.tuanwei.microspace;

import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One unit's month.
 *
 * @param closesAt when it counts as 未报 for good and the task is taken back
 * @param dueAt as the deadline of its task stands, moves included; null only before the task was entered
 * @param answers empty until it is filed
 */
record Checklist(
        long id,
        String unitCode,
        String unitName,
        YearMonth month,
        Instant openedAt,
        Instant closesAt,
        @Nullable Instant dueAt,
        @Nullable Instant filedAt,
        @Nullable String filedBy,
        @Nullable Instant unreportedAt,
        List<Answer> answers) {

    /** How it stands. */
    enum State {
        OPEN("待报送", "GREY"),
        OVERDUE("逾期未报", "RED"),
        FILED("已报送", "GREEN"),
        FILED_LATE("逾期报送", "YELLOW"),
        UNREPORTED("未报", "RED");

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

        /** Whether the centre has to ask after it. */
        public boolean missing() {
            return this == OVERDUE || this == UNREPORTED;
        }

        public boolean filed() {
            return this == FILED || this == FILED_LATE;
        }
    }

    /** Business key of its process. */
    String key() {
        return MicrospaceProcess.PREFIX + id;
    }

    /** As of this moment. */
    State state(Instant now) {
        if (unreportedAt != null) {
            return State.UNREPORTED;
        }
        boolean late = dueAt != null && !(filedAt == null ? now : filedAt).isBefore(dueAt);
        if (filedAt != null) {
            return late ? State.FILED_LATE : State.FILED;
        }
        return late ? State.OVERDUE : State.OPEN;
    }

    /** 2012年2月. */
    public String monthText() {
        return text(month);
    }

    static String text(YearMonth month) {
        return month.getYear() + "年" + month.getMonthValue() + "月";
    }

    public Optional<Answer> answer(Item item) {
        return answers.stream().filter(one -> one.item() == item).findFirst();
    }
}
