package org.tuanwei.collection;

import java.time.LocalDate;
import org.tuanwei.collection.UnitRound.State;

/** How a unit stands in the centre's eyes (D3, D5): sent in, not yet, overdue, returned, excused. */
enum Standing {
    SUBMITTED("已报送", "GREEN"),
    MISSING("未报", "YELLOW"),
    OVERDUE("逾期未报", "RED"),
    RETURNED("退回修改", "YELLOW"),
    EXCUSED("免报", "GREY"),
    CANCELLED("已撤销", "GREY");

    private final String label;
    private final String light;

    Standing(String label, String light) {
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

    static Standing of(UnitRound unit, LocalDate today) {
        if (unit.state() == State.EXCUSED) {
            return EXCUSED;
        }
        if (unit.state() == State.CANCELLED) {
            return CANCELLED;
        }
        if (unit.state().sent()) {
            return SUBMITTED;
        }
        if (unit.submittedAt() != null) {
            return RETURNED;
        }
        return unit.overdue(today) ? OVERDUE : MISSING;
    }
}
