package org.tuanwei.urging;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;
import org.tuanwei.casefile.Phase;

/** What the list of cases to urge is narrowed to; all of it stands in the address. */
record UrgingFilter(
        @Nullable String q,
        @Nullable String unit,
        @Nullable Phase phase,
        @Nullable String late,
        @Nullable Integer page) {

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

    public int pageNumber() {
        return page == null || page < 1 ? 1 : page;
    }

    public boolean narrowed() {
        return given(q) || given(unit) || phase != null || lateness() != Late.OVERDUE;
    }

    /** The address of another page of the same list. */
    public String address(int number) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/urgings");
        if (given(q)) {
            address.queryParam("q", q);
        }
        if (given(unit)) {
            address.queryParam("unit", unit);
        }
        if (phase != null) {
            address.queryParam("phase", phase);
        }
        return address.queryParam("late", lateness())
                .queryParam("page", number)
                .encode()
                .build()
                .toUriString();
    }

    static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
