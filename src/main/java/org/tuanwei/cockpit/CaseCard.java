package org.tuanwei.cockpit;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case in words, as the plug-ins draw it.
 *
 * @param heldUntil last day of the parking, none while the clock runs
 * @param mails none for whoever may not see them
 */
record CaseCard(
        String process,
        @Nullable Long caseId,
        String organization,
        String unit,
        String receipt,
        String state,
        List<Step> phases,
        List<Waits> waits,
        List<Stands> stands,
        List<Days> days,
        @Nullable List<Letter> mails,
        List<Urge> urges,
        @Nullable String heldUntil,
        boolean mayUrge,
        @Nullable String urgeNotBefore,
        @Nullable String caseUrl) {

    /** @param mark done, now or empty */
    record Step(String label, String mark, String at) {}

    /** @param light GREEN, YELLOW, RED or empty; always drawn with its word */
    record Waits(String party, String task, String since, Due due) {}

    /** Until when, by whose word, and how it stands. */
    record Due(String at, String words, String light, String origin) {
        static final Due NONE = new Due("", "未设期限", "", "");
    }

    record Stands(String kind, String label, String message) {}

    record Days(String party, int working, int calendar) {}

    record Letter(String at, String recipient, String subject, String fate, String light) {}

    /** @param text what the story says of it */
    record Urge(String at, String by, String text) {}
}
