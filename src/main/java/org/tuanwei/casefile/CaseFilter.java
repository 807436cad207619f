package org.tuanwei.casefile;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** What the list of cases is narrowed to; it is the query part of the page's address, and nothing else. */
record CaseFilter(
        @Nullable String q,
        @Nullable String unit,
        @Nullable String type,
        @Nullable Phase phase,
        CaseFile.@Nullable State state,
        @Nullable Party party,
        @Nullable Boolean overdue,
        @Nullable Integer page) {

    public int pageNumber() {
        return page == null || page < 1 ? 1 : page;
    }

    public boolean narrowed() {
        return given(q)
                || given(unit)
                || given(type)
                || phase != null
                || state != null
                || party != null
                || Boolean.TRUE.equals(overdue);
    }

    /** The address of another page of the same list. */
    public String address(int otherPage) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath("/cases");
        add(address, "q", q);
        add(address, "unit", unit);
        add(address, "type", type);
        add(address, "phase", phase);
        add(address, "state", state);
        add(address, "party", party);
        add(address, "overdue", Boolean.TRUE.equals(overdue) ? "true" : null);
        return address.queryParam("page", otherPage).encode().build().toUriString();
    }

    static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            address.queryParam(name, value);
        }
    }
}
