package org.tuanwei.web;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list that is sorted by a click on a heading, and says so in its address: {@code sort=due}, {@code sort=-due} from
 * the other end, nothing for its own order.
 */
public interface SortedList {

    /** What the address says; anything but a column of the list means its own order. */
    @Nullable
    String sort();

    /** The first page of the same list in another order. */
    String sorted(@Nullable String order);

    /** Where a click on the heading leads: up, then down, then back to the list's own order. */
    default String heading(String column) {
        return sorted(column.equals(sort()) ? "-" + column : ("-" + column).equals(sort()) ? null : column);
    }

    /** The value of {@code aria-sort}. */
    default String direction(String column) {
        return column.equals(sort()) ? "ascending" : ("-" + column).equals(sort()) ? "descending" : "none";
    }

    /**
     * What stands behind {@code order by}.
     *
     * @param columns the expression of each column that has a heading to click
     * @param own the list's own order, which also decides between equals
     */
    default String orderBy(Map<String, String> columns, String own) {
        String asked = sort();
        if (asked == null) {
            return own;
        }
        boolean down = asked.startsWith("-");
        String expression = columns.get(down ? asked.substring(1) : asked);
        return expression == null ? own : expression + (down ? " desc" : "") + " nulls last, " + own;
    }
}
