package org.tuanwei.campaign;

import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/** What the list of a campaign's schools is narrowed to; all of it stands in the address. */
record RollFilter(
        @Nullable Long campaign,
        @Nullable String q,
        @Nullable String unit,
        @Nullable String type,
        @Nullable Stand stand,
        @Nullable Way way,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

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

    /** The same for this campaign, whatever the address says beside its path. */
    RollFilter of(long id) {
        return new RollFilter(id, q, unit, type, stand, way, sort, page);
    }

    public boolean narrowed() {
        return SortedList.given(q) || SortedList.given(unit) || SortedList.given(type) || stand != null || way != null;
    }

    @Override
    public ListAddress narrowing() {
        return narrowing("").at("schools");
    }

    /** The address of the workbook with the same schools in the same order. */
    public String workbook() {
        return narrowing("/export").with("sort", sort).toString();
    }

    private ListAddress narrowing(String below) {
        return ListAddress.of("/campaigns/" + campaign + below)
                .with("q", q)
                .with("unit", unit)
                .with("type", type)
                .with("stand", stand)
                .with("way", way);
    }
}
