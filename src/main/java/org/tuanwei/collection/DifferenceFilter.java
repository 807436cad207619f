package org.tuanwei.collection;

import org.jspecify.annotations.Nullable;
import org.tuanwei.contacttable.Reconciliation.Difference;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/**
 * What the differences of a reconciliation are narrowed to; all of it stands in the address.
 *
 * @param path of the page, a unit's or a round's
 */
record DifferenceFilter(
        @Nullable String path,
        @Nullable String kind,
        @Nullable String q,
        @Nullable String sort,
        @Nullable Integer page) implements SortedList {

    /** The same on this page, whatever the address says beside its path. */
    DifferenceFilter at(String address) {
        return new DifferenceFilter(address, kind, q == null ? null : q.strip(), sort, page);
    }

    boolean fits(Difference one) {
        return (!SortedList.given(kind) || one.kind().name().equals(kind))
                && (q == null
                        || one.schoolName().contains(q)
                        || one.schoolCode().contains(q));
    }

    public boolean narrowed() {
        return SortedList.given(kind) || SortedList.given(q);
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of(String.valueOf(path)).with("kind", kind).with("q", q);
    }
}
