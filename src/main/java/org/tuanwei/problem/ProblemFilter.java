package org.tuanwei.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** What the list of problems is narrowed to; all of it stands in the address. */
record ProblemFilter(
        @Nullable String state,
        @Nullable String kind,
        @Nullable String unit,
        @Nullable Integer page) {

    public int pageNumber() {
        return page == null || page < 1 ? 1 : page;
    }

    public boolean narrowed() {
        return given(state) || given(kind) || given(unit);
    }

    static boolean given(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    /** The address of another page of the same list. */
    public String address(int number) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/problems");
        if (given(state)) {
            address.queryParam("state", state);
        }
        if (given(kind)) {
            address.queryParam("kind", kind);
        }
        if (given(unit)) {
            address.queryParam("unit", unit);
        }
        return address.queryParam("page", number).encode().toUriString();
    }
}
