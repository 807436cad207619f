package org.tuanwei.activityview;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which figure's list is asked for, as it stands in the address.
 *
 * @param verdict a verdict, MISSED for all three that are none, empty for all
 * @param level UNIT or SCHOOL
 */
record ListFilter(
        @Nullable String week,
        @Nullable String unit,
        @Nullable String verdict,
        @Nullable String level,
        @Nullable String day) {

    /** In the workbook. */
    static final int MOST = 20_000;

    /** On the page: nobody reads further, and the workbook has them all. */
    static final int SHOWN = 1_000;

    public String week() {
        return week == null ? "" : week;
    }

    public String unit() {
        return unit == null ? "" : unit;
    }

    public String verdict() {
        return verdict == null ? "" : verdict;
    }

    public String day() {
        return day == null ? "" : day;
    }

    public boolean units() {
        return "UNIT".equals(level);
    }

    public boolean branches() {
        return "BRANCH".equals(level);
    }

    String levelName() {
        return units() ? "UNIT" : branches() ? "BRANCH" : "SCHOOL";
    }

    boolean given(String value) {
        return !value.isBlank();
    }

    /** The workbook of the same list. */
    public String workbook() {
        return UriComponentsBuilder.fromPath("/activity/list/workbook")
                .queryParam("week", week())
                .queryParam("unit", unit())
                .queryParam("verdict", verdict())
                .queryParam("level", levelName())
                .queryParam("day", day())
                .build()
                .toUriString();
    }
}
