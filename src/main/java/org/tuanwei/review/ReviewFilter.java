package org.tuanwei.review;

import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/**
 * What a list of reviews is narrowed to and sorted by; all of it stands in the address.
 *
 * @param kind id of the kind of reviews
 */
record ReviewFilter(
        @Nullable String kind,
        @Nullable String q,
        @Nullable String show,
        @Nullable String sort,
        @Nullable Integer page) implements SortedList {

    /** Which rows. */
    enum Show {
        ALL("全部"),
        FRESH("新到"),
        DOUBTFUL("有疑点"),
        CLEAN("没有疑点"),
        LATE("已逾期");

        private final String label;

        Show(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** The orders that are offered by name: pictures have no headings to click. */
    enum Sort {
        DUE("最急的在前", ""),
        NEW("新到的在前", "-since"),
        NAME("按单位名称", "organization"),
        DOUBTS("疑点多的在前", "-doubts");

        private final String label;
        private final String order;

        Sort(String label, String order) {
            this.label = label;
            this.order = order;
        }

        public String label() {
            return label;
        }

        /** As it stands in the address. */
        public String order() {
            return order;
        }
    }

    /** The same for this kind, whatever the address says beside its path. */
    ReviewFilter of(ReviewKind reviews) {
        return new ReviewFilter(reviews.id(), q, show, sort, page);
    }

    public Show shown() {
        return one(Show.class, show, Show.ALL);
    }

    /** What the address says, empty for the list's own order. */
    public String order() {
        return sort == null ? "" : sort;
    }

    /** Whether the order is one that a heading gave. */
    public boolean byHeading() {
        return Arrays.stream(Sort.values()).noneMatch(one -> one.order().equals(order()));
    }

    public boolean narrowed() {
        return !text().isEmpty() || shown() != Show.ALL;
    }

    String text() {
        return q == null ? "" : q.strip().toLowerCase(Locale.ROOT);
    }

    /** The query part of the address, for whatever belongs to the same list. */
    public String query() {
        return address("", pageNumber());
    }

    @Override
    public ListAddress narrowing() {
        return narrowing(Address.PREFIX + "/" + kind);
    }

    String address(String path, int number) {
        return narrowing(path)
                .with("sort", sort)
                .with("page", number > 1 ? number : null)
                .toString();
    }

    private ListAddress narrowing(String path) {
        return ListAddress.of(path)
                .with("q", q == null ? null : q.strip())
                .with("show", shown() == Show.ALL ? null : shown());
    }

    private static <E extends Enum<E>> E one(Class<E> type, @Nullable String name, E otherwise) {
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        return otherwise;
    }
}
