package org.tuanwei.stuck;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tuanwei.casefile.Party;
import org.tuanwei.casefile.Phase;

/**
 * What the list of standstills is narrowed to; what is typed wrongly in an address narrows nothing.
 *
 * @param q part of a name or former name, code, receipt or QQ number
 * @param age at least so many working days
 */
record StuckFilter(
        @Nullable String q,
        @Nullable String kind,
        @Nullable String unit,
        @Nullable String phase,
        @Nullable String party,
        @Nullable Integer age,
        @Nullable Integer page) {

    Optional<StuckKind> kindGiven() {
        return given(StuckKind.values(), kind);
    }

    Optional<Phase> phaseGiven() {
        return given(Phase.values(), phase);
    }

    Optional<Party> partyGiven() {
        return given(Party.values(), party);
    }

    int pageNumber() {
        return page == null || page < 1 ? 1 : Math.min(page, 10_000);
    }

    int atLeast() {
        return age == null || age < 0 ? 0 : Math.min(age, 250);
    }

    private static <E extends Enum<E>> Optional<E> given(E[] values, @Nullable String name) {
        return Arrays.stream(values).filter(value -> value.name().equals(name)).findFirst();
    }
}
