package org.tuanwei.supervision;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** What the list is narrowed to; all of it stands in the address. */
record SupervisionFilter(
        @Nullable String state,
        @Nullable String kind,
        @Nullable String unit,
        @Nullable String q,
        @Nullable String overdue,
        @Nullable Integer page) {

    public int pageNumber() {
        return page == null || page < 1 ? 1 : page;
    }

    public boolean narrowed() {
        return given(state) || given(kind) || given(unit) || given(q) || given(overdue);
    }

    static boolean given(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    /** The address of another page of the same list. */
    public String address(int number) {
        return query(UriComponentsBuilder.fromPath("/supervisions"))
                .queryParam("page", number)
                .encode()
                .toUriString();
    }

    /** The workbook of the same list. */
    public String workbook() {
        return query(UriComponentsBuilder.fromPath("/supervisions/ledger"))
                .encode()
                .toUriString();
    }

    private UriComponentsBuilder query(UriComponentsBuilder address) {
        add(address, "state", state);
        add(address, "kind", kind);
        add(address, "unit", unit);
        add(address, "q", q);
        add(address, "overdue", overdue);
        return address;
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            address.queryParam(name, value);
        }
    }
}
