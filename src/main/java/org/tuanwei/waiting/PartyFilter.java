package org.tuanwei.waiting;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What the table of waiting cases is narrowed to; all of it stands in the address.
 *
 * @param longer at least so many working days
 */
record PartyFilter(
        @Nullable String party,
        @Nullable String unit,
        @Nullable Integer longer,
        @Nullable Integer page) {

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

    public int pageNumber() {
        return page == null || page < 1 ? 1 : page;
    }

    public int atLeast() {
        return longer == null || longer < 0 ? 0 : Math.min(longer, 250);
    }

    public boolean narrowed() {
        return bearer().isPresent() || unit != null && !unit.isBlank() || atLeast() > 0;
    }

    /** The address of another page of the same list. */
    public String address(int number) {
        return of(bearer().map(Bearer::name).orElse(null), atLeast(), number);
    }

    /** The list behind a figure, of the same unit. */
    public String behind(String bearer, int workingDays) {
        return of(bearer, workingDays, 1);
    }

    private String of(@Nullable String bearer, int workingDays, int number) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH);
        if (bearer != null) {
            address.queryParam("party", bearer);
        }
        if (unit != null && !unit.isBlank()) {
            address.queryParam("unit", unit);
        }
        if (workingDays > 0) {
            address.queryParam("longer", workingDays);
        }
        return address.queryParam("page", number).encode().build().toUriString();
    }
}
