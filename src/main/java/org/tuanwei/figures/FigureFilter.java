package org.tuanwei.figures;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which list is asked for; all of it stands in the address.
 *
 * @param day 2026-11-22, {@code now} for how it stands this minute, or nothing for the last day taken
 * @param figure name of a {@link Figure}
 * @param kind UNIT or SCHOOL, schools when nothing is said
 * @param type school type
 */
record FigureFilter(
        @Nullable String day,
        @Nullable String figure,
        @Nullable String kind,
        @Nullable String unit,
        @Nullable String type,
        @Nullable Integer page) {

    static final String NOW = "now";

    public int pageNumber() {
        return page == null || page < 1 ? 1 : page;
    }

    /** The figure asked for; all rows where none or a wrong one is named. */
    Figure asked() {
        return Arrays.stream(Figure.values())
                .filter(one -> one.name().equals(figure))
                .findFirst()
                .orElse(Figure.ALL);
    }

    public boolean units() {
        return "UNIT".equals(kind);
    }

    public boolean narrowed() {
        return given(unit) || given(type) || asked() != Figure.ALL;
    }

    static boolean given(@Nullable String value) {
        return value != null && !value.isBlank();
    }

    /** The address of another page of the same list. */
    public String address(int number) {
        return query("/figures/list").queryParam("page", number).encode().toUriString();
    }

    public String workbook() {
        return query("/figures/list/workbook").encode().toUriString();
    }

    private UriComponentsBuilder query(String path) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        add(address, "day", day);
        add(address, "figure", figure);
        add(address, "kind", kind);
        add(address, "unit", unit);
        add(address, "type", type);
        return address;
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            address.queryParam(name, value);
        }
    }
}
