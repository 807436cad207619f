package org.tuanwei.waiting;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/**
 * What the table of waiting cases is narrowed to; all of it stands in the address.
 *
 * @param longer at least so many working days
 */
record PartyFilter(
        @Nullable String party,
        @Nullable String unit,
        @Nullable Integer longer,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    static final String PATH = "/cases/waiting";

    /** The bearer whose cases are listed; an address typed wrongly lists all. */
    public Optional<Bearer> bearer() {
        for (Bearer bearer : Bearer.values()) {
            if (bearer.name().equals(party)) {
                return Optional.of(bearer);
            }
        }
        return Optional.empty();
    }

    public int atLeast() {
        return longer == null || longer < 0 ? 0 : Math.min(longer, 250);
    }

    public boolean narrowed() {
        return bearer().isPresent() || SortedList.given(unit) || atLeast() > 0;
    }

    @Override
    public ListAddress narrowing() {
        return of(bearer().map(Bearer::name).orElse(null), atLeast());
    }

    /** The list behind a figure, of the same unit, in its own order. */
    public String behind(String bearer, int workingDays) {
        return of(bearer, workingDays).toString();
    }

    private ListAddress of(@Nullable String bearer, int workingDays) {
        return ListAddress.of(PATH)
                .with("party", bearer)
                .with("unit", unit)
                .with("longer", workingDays > 0 ? workingDays : null);
    }
}
