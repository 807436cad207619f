package org.tuanwei.campaign;

import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** What the list of a campaign's schools is narrowed to; all of it stands in the address. */
record RollFilter(
        @Nullable String q,
        @Nullable String unit,
        @Nullable String type,
        @Nullable Stand stand,
        @Nullable Way way,
        @Nullable Integer page) {

    /** How far a school is, as the campaign asks it. */
    enum Stand {
        REGISTERED("已登记"),
        MISSING("未登记"),
        FAILED("建案失败");

        private final String label;

        Stand(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public int pageNumber() {
        return page == null || page < 1 ? 1 : page;
    }

    public boolean narrowed() {
        return given(q) || given(unit) || given(type) || stand != null || way != null;
    }

    /** The query part of the address, with the page or without. */
    public String query(@Nullable Integer number) {
        UriComponentsBuilder address = UriComponentsBuilder.newInstance();
        add(address, "q", q);
        add(address, "unit", unit);
        add(address, "type", type);
        add(address, "stand", stand == null ? null : stand.name());
        add(address, "way", way == null ? null : way.name());
        add(address, "page", number == null ? null : number.toString());
        String text = address.encode().build().toUriString();
        return text.isEmpty() ? "?" : text;
    }

    static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    private static void add(UriComponentsBuilder address, String name, @Nullable String value) {
        if (given(value)) {
            address.queryParam(name, value);
        }
    }
}
