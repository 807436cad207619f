package org.tuanwei.web;

import java.text.Collator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A list that is narrowed, sorted by a click on a heading and leafed through, and says all of it in its address:
 * {@code sort=due}, {@code sort=-due} from the other end, nothing for its own order.
 */
public interface SortedList {

    /** What the address says; anything but a column of the list means its own order. */
    @Nullable
    String sort();

    /** What the address says; nothing for the first page. */
    @Nullable
    Integer page();

    /** The address of the list with what it is narrowed to, without its order and its page. */
    ListAddress narrowing();

    /** From 1. */
    default int pageNumber() {
        Integer asked = page();
        return asked == null || asked < 1 ? 1 : asked;
    }

    /** The address of another page of the same list. */
    default String address(int number) {
        return narrowing().with("sort", sort()).with("page", number).toString();
    }

    /** The first page of the same list in another order. */
    default String sorted(@Nullable String order) {
        return narrowing().with("sort", order).toString();
    }

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
        String expression = asked(columns);
        return expression == null ? own : expression + (downwards() ? " desc" : "") + " nulls last, " + own;
    }

    /**
     * A short list that is read as a whole, in the order asked for.
     *
     * @param rows in the list's own order, which also decides between equals
     * @param columns how the rows are compared for each column that has a heading to click
     */
    default <R> List<R> inOrder(List<R> rows, Map<String, Comparator<R>> columns) {
        Comparator<R> comparator = asked(columns);
        if (comparator == null) {
            return rows;
        }
        List<R> sorted = new ArrayList<>(rows);
        sorted.sort(downwards() ? comparator.reversed() : comparator);
        return sorted;
    }

    private boolean downwards() {
        return String.valueOf(sort()).startsWith("-");
    }

    private <V> @Nullable V asked(Map<String, V> columns) {
        String sort = sort();
        return sort == null ? null : columns.get(downwards() ? sort.substring(1) : sort);
    }

    /** By a Chinese name, as a dictionary orders it; equal only where the texts are. */
    static <R> Comparator<R> byName(Function<R, String> name) {
        Collator dictionary = Collator.getInstance(Locale.CHINA);
        return Comparator.comparing(name, dictionary::compare).thenComparing(name);
    }

    /** Values in the order in which people know them, not in that of the alphabet. */
    static String ranked(String column, Enum<?>[] values) {
        return Arrays.stream(values)
                .map(value -> "'" + value.name() + "'")
                .collect(Collectors.joining(",", "array_position(array[", "]::text[], " + column + ")"));
    }

    /** Whether a value of the address narrows anything. */
    static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
