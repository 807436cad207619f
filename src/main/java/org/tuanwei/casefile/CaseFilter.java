package org.tuanwei.casefile;

import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/** What the list of cases is narrowed to; it is the query part of the page's address, and nothing else. */
record CaseFilter(
        @Nullable String q,
        @Nullable String unit,
        @Nullable String type,
        @Nullable Phase phase,
        CaseFile.@Nullable State state,
        @Nullable Party party,
        @Nullable Boolean overdue,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    public boolean narrowed() {
        return SortedList.given(q)
                || SortedList.given(unit)
                || SortedList.given(type)
                || phase != null
                || state != null
                || party != null
                || Boolean.TRUE.equals(overdue);
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of("/cases")
                .with("q", q)
                .with("unit", unit)
                .with("type", type)
                .with("phase", phase)
                .with("state", state)
                .with("party", party)
                .with("overdue", Boolean.TRUE.equals(overdue) ? "true" : null);
    }
}
