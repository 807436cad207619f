package org.tuanwei.bounce;

import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/**
 * What the list of bounces is narrowed to; all of it stands in the address.
 *
 * @param state OPEN, DONE, DISMISSED
 * @param kind a class; empty for all that are bounces, {@code ALL} for really all
 */
record BounceFilter(
        @Nullable String q,
        @Nullable String state,
        @Nullable String kind,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    static final String ALL = "ALL";

    public boolean narrowed() {
        return SortedList.given(q) || SortedList.given(state) || SortedList.given(kind);
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of("/bounces").with("q", q).with("state", state).with("kind", kind);
    }
}
