package org.tuanwei.problem;

import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/** What the list of problems is narrowed to; all of it stands in the address. */
record ProblemFilter(
        @Nullable String q,
        @Nullable String state,
        @Nullable String kind,
        @Nullable String unit,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    public boolean narrowed() {
        return SortedList.given(q) || SortedList.given(state) || SortedList.given(kind) || SortedList.given(unit);
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of("/problems")
                .with("q", q)
                .with("state", state)
                .with("kind", kind)
                .with("unit", unit);
    }
}
