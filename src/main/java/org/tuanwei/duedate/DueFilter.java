package org.tuanwei.duedate;

import org.jspecify.annotations.Nullable;
import org.tuanwei.deadline.Deadline.Party;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/** What the list of deadlines is narrowed to; all of it stands in the address. */
record DueFilter(
        @Nullable String q,
        @Nullable String unit,
        @Nullable String provenance,
        @Nullable String party,
        @Nullable String late,
        @Nullable String sort,
        @Nullable Integer page)
        implements SortedList {

    /** How urgent. */
    enum Late {
        OPEN("全部未办结"),
        OVERDUE("已逾期"),
        SOON("今明两个工作日到期"),
        DONE_LATE("逾期办结");

        private final String label;

        Late(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** In the words of the list, seen from the organisation that the task is about. */
    enum Holder {
        OWNER("本单位"),
        SUPERIOR("上级团组织"),
        TENCENT("腾讯公司"),
        CENTRE("团中央");

        private final String label;

        Holder(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }

        static Holder of(Party party) {
            return valueOf(party.name());
        }
    }

    public Late lateness() {
        Late named = oneOf(Late.values(), late);
        return named == null ? Late.OPEN : named;
    }

    public @Nullable Provenance source() {
        return oneOf(Provenance.values(), provenance);
    }

    public @Nullable Holder holder() {
        return oneOf(Holder.values(), party);
    }

    /** An address typed wrongly narrows nothing. */
    private static <E extends Enum<E>> @Nullable E oneOf(E[] values, @Nullable String name) {
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        return null;
    }

    public boolean narrowed() {
        return SortedList.given(q)
                || SortedList.given(unit)
                || source() != null
                || holder() != null
                || lateness() != Late.OPEN;
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of("/deadlines")
                .with("q", q)
                .with("unit", unit)
                .with("provenance", provenance)
                .with("party", party)
                .with("late", late);
    }
}
