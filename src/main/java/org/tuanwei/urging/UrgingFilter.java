package org.tuanwei.urging;

import org.jspecify.annotations.Nullable;
import org.tuanwei.casefile.Phase;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/** What the list of cases to urge is narrowed to; all of it stands in the address. */
record UrgingFilter(
        @Nullable String q,
        @Nullable String unit,
        @Nullable Phase phase,
        @Nullable String late,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    /** How late a case is. */
    enum Late {
        OVERDUE("已逾期"),
        SOON("今明两个工作日到期"),
        ANY("全部办理中");

        private final String label;

        Late(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Overdue ones, unless the address says otherwise. */
    public Late lateness() {
        for (Late one : Late.values()) {
            if (one.name().equals(late)) {
                return one;
            }
        }
        return Late.OVERDUE;
    }

    public boolean narrowed() {
        return SortedList.given(q) || SortedList.given(unit) || phase != null || lateness() != Late.OVERDUE;
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of("/urgings")
                .with("q", q)
                .with("unit", unit)
                .with("phase", phase)
                .with("late", lateness());
    }
}
