package org.tuanwei.figures;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

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
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    static final String NOW = "now";

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
        return SortedList.given(unit) || SortedList.given(type) || asked() != Figure.ALL;
    }

    @Override
    public ListAddress narrowing() {
        return narrowing("/figures/list");
    }

    /** The address of the workbook with the same organisations in the same order. */
    public String workbook() {
        return narrowing("/figures/list/workbook").with("sort", sort).toString();
    }

    private ListAddress narrowing(String path) {
        return ListAddress.of(path)
                .with("day", day)
                .with("figure", figure)
                .with("kind", kind)
                .with("unit", unit)
                .with("type", type);
    }
}
