package org.tuanwei.supervision;

import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/** What the list is narrowed to; all of it stands in the address. */
record SupervisionFilter(
        @Nullable String state,
        @Nullable String kind,
        @Nullable String unit,
        @Nullable String q,
        @Nullable String overdue,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    public boolean narrowed() {
        return SortedList.given(state)
                || SortedList.given(kind)
                || SortedList.given(unit)
                || SortedList.given(q)
                || SortedList.given(overdue);
    }

    @Override
    public ListAddress narrowing() {
        return narrowing("/supervisions");
    }

    /** The workbook of the same list. */
    public String workbook() {
        return narrowing("/supervisions/ledger").toString();
    }

    private ListAddress narrowing(String path) {
        return ListAddress.of(path)
                .with("state", state)
                .with("kind", kind)
                .with("unit", unit)
                .with("q", q)
                .with("overdue", overdue);
    }
}
