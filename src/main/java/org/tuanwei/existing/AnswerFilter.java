package org.tuanwei.existing;

import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/** What the list of answers is narrowed to; all of it stands in the address. */
record AnswerFilter(
        @Nullable String q,
        @Nullable String unit,
        Offer.@Nullable State state,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    static final String PATH = "/collections/accounts/answers";

    public boolean narrowed() {
        return SortedList.given(q) || SortedList.given(unit) || state != null;
    }

    @Override
    public ListAddress narrowing() {
        return narrowing(PATH).at("schools");
    }

    /** The address of the workbook with the same schools in the same order. */
    public String export() {
        return narrowing(PATH + "/export").with("sort", sort).toString();
    }

    private ListAddress narrowing(String path) {
        return ListAddress.of(path).with("q", q).with("unit", unit).with("state", state);
    }
}
