package org.tuanwei.bounce;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

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
        @Nullable Integer page) {

    static final String ALL = "ALL";

    public int pageNumber() {
        return page == null || page < 1 ? 1 : page;
    }

    public boolean narrowed() {
        return given(q) || given(state) || given(kind);
    }

    static boolean given(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    /** The address of another page of the same list. */
    public String address(int number) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/bounces");
        if (given(q)) {
            address.queryParam("q", q);
        }
        if (given(state)) {
            address.queryParam("state", state);
        }
        if (given(kind)) {
            address.queryParam("kind", kind);
        }
        return address.queryParam("page", number).encode().build().toUriString();
    }
}
