package org.tuanwei.collection;

import org.jspecify.annotations.Nullable;
import org.tuanwei.collection.RoundsController.UnitLine;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/**
 * What the provinces of a round are narrowed to, and of what order the rounds are; all of it stands in the address.
 *
 * @param round none for the list of rounds
 * @param late true for those that sent theirs in late
 */
record RoundFilter(
        @Nullable Long round,
        @Nullable String standing,
        @Nullable Boolean late,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    /** The same for this round, whatever the address says beside its path. */
    RoundFilter of(long id) {
        return new RoundFilter(id, standing, late, sort, page);
    }

    boolean fits(UnitLine line) {
        return (!SortedList.given(standing) || line.standing().name().equals(standing))
                && (!onlyLate() || line.unit().late());
    }

    public boolean onlyLate() {
        return Boolean.TRUE.equals(late);
    }

    public boolean narrowed() {
        return SortedList.given(standing) || onlyLate();
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of(round == null ? "/collections" : "/collections/" + round)
                .with("standing", standing)
                .with("late", onlyLate() ? "true" : null);
    }
}
