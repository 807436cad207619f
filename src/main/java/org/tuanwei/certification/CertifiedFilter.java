package org.tuanwei.certification;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/**
 * What of the published list is asked for; all of it stands in the address. Empty texts narrow nothing.
 *
 * @param unit code of a League unit
 * @param level name of a {@link Level}
 */
record CertifiedFilter(
        String q,
        String unit,
        String type,
        String level,
        @Nullable String sort,
        @Nullable Integer page) implements SortedList {

    static final String PATH = "/certified";

    /** Whose account it is. */
    enum Level {
        UNIT("省级团委学校部"),
        SCHOOL("高校团委");

        private final String label;

        Level(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    @Override
    public ListAddress narrowing() {
        return ListAddress.of(PATH)
                .with("q", q)
                .with("unit", unit)
                .with("type", type)
                .with("level", level);
    }

    public boolean narrowed() {
        return !(q + unit + type + level).isEmpty();
    }

    /** What the address says and nobody could have chosen, in words. */
    Optional<String> problem(Collection<String> units) {
        if (!unit.isEmpty() && !units.contains(unit)) {
            return Optional.of("没有代码是「" + unit + "」的省份");
        }
        if (!type.isEmpty() && !CertifiedList.SCHOOL_TYPES.contains(type)) {
            return Optional.of("没有「" + type + "」这种学校类型");
        }
        if (!level.isEmpty()
                && Arrays.stream(Level.values()).noneMatch(one -> one.name().equals(level))) {
            return Optional.of("没有「" + level + "」这个级别");
        }
        return Optional.empty();
    }
}
