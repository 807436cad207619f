package org.tuanwei.audit;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import org.tuanwei.web.ListAddress;

/**
 * What the list of entries is narrowed to; all of it stands in the address. It has no other order than its own: a chain
 * that is only appended to is read from its end, and who looks for one person or thing narrows it.
 *
 * @param q part of the object or detail, or the whole name of a user
 * @param from first day, {@code 2026-11-01}
 * @param until last day
 */
record AuditFilter(
        @Nullable String q,
        @Nullable String action,
        @Nullable String from,
        @Nullable String until,
        @Nullable Integer page) {

    public int pageNumber() {
        return page == null || page < 1 ? 1 : page;
    }

    public boolean narrowed() {
        return given(q) || given(action) || firstDay() != null || lastDay() != null;
    }

    public @Nullable LocalDate firstDay() {
        return day(from);
    }

    public @Nullable LocalDate lastDay() {
        return day(until);
    }

    /** The address of another page of the same list. */
    public String address(int number) {
        return ListAddress.of("/audit")
                .with("q", q)
                .with("action", action)
                .with("from", from)
                .with("until", until)
                .with("page", number)
                .toString();
    }

    /** An address typed wrongly narrows nothing. */
    private static @Nullable LocalDate day(@Nullable String text) {
        try {
            return given(text) ? LocalDate.parse(String.valueOf(text).strip()) : null;
        } catch (DateTimeParseException typo) {
            return null;
        }
    }

    static boolean given(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
