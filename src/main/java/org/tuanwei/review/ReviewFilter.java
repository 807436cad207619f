package org.tuanwei.review;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** What a list of reviews is narrowed to and sorted by; all of it stands in the address. */
record ReviewFilter(
        @Nullable String q,
        @Nullable String show,
        @Nullable String sort,
        @Nullable Integer page) {

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

    /** In which order. */
    enum Sort {
        DUE("最急的在前"),
        NEW("新到的在前"),
        NAME("按单位代码");

        private final String label;

        Sort(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public Show shown() {
        return one(Show.class, show, Show.ALL);
    }

    public Sort sorted() {
        return one(Sort.class, sort, Sort.DUE);
    }

    public int pageNumber() {
        return page == null || page < 1 ? 1 : page;
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

    String address(String path, int number) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        if (!text().isEmpty()) {
            address.queryParam("q", String.valueOf(q).strip());
        }
        if (shown() != Show.ALL) {
            address.queryParam("show", shown());
        }
        if (sorted() != Sort.DUE) {
            address.queryParam("sort", sorted());
        }
        if (number > 1) {
            address.queryParam("page", number);
        }
        return address.encode().build().toUriString();
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
