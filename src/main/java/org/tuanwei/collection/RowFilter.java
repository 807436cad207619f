package org.tuanwei.collection;

import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/**
 * What the list of a table's schools is narrowed to; all of it stands in the address.
 *
 * @param table the unit's part of the round
 * @param mark {@code late}, {@code conflict} or {@code objected}
 */
record RowFilter(
        @Nullable Long table,
        @Nullable String state,
        @Nullable String mark,
        @Nullable String q,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    /** The same for this table, whatever the address says beside its path. */
    RowFilter of(long id) {
        return new RowFilter(id, state, mark, q, sort, page);
    }

    public boolean narrowed() {
        return SortedList.given(state) || SortedList.given(mark) || SortedList.given(q);
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of("/collections/units/" + table)
                .with("state", state)
                .with("mark", mark)
                .with("q", q)
                .at("schools");
    }
}
