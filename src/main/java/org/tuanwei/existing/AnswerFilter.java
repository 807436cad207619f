package org.tuanwei.existing;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** What the list of answers is narrowed to; all of it stands in the address. */
record AnswerFilter(
        @Nullable String q,
        @Nullable String unit,
        Offer.@Nullable State state,
        @Nullable Integer page) {

    static final String PATH = "/collections/accounts/answers";

    public int pageNumber() {
        return page == null || page < 1 ? 1 : page;
    }

    public boolean narrowed() {
        return given(q) || given(unit) || state != null;
    }

    /** The address of another page of the same list. */
    public String address(int number) {
        return address(PATH, number);
    }

    /** The address of the workbook with the same schools. */
    public String export() {
        return address(PATH + "/export", null);
    }

    private String address(String path, @Nullable Integer number) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        if (given(q)) {
            address.queryParam("q", q);
        }
        if (given(unit)) {
            address.queryParam("unit", unit);
        }
        if (state != null) {
            address.queryParam("state", state.name());
        }
        if (number != null) {
            address.queryParam("page", number);
        }
        return address.encode().build().toUriString();
    }

    static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
