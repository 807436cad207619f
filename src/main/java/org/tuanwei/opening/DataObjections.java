package org.tuanwei.opening;

import java.util.Optional;
import java.util.regex.Pattern;

/** What the partner has against the data of a case; answered by whoever takes its objections. */
public interface DataObjections {

    /** @param kind as the table {@code problem-triage} knows it: DATA_INCOMPLETE, ADDRESS_INVALID, CANNOT_SEND */
    record Objection(String kind, String text) {

        private static final int LONGEST = 300;
        private static final Pattern MAIL = Pattern.compile("[A-Za-z0-9._%+-]+(@[A-Za-z0-9.-]+)");
        private static final Pattern NUMBER = Pattern.compile("(?<!\\d)(\\d{3})\\d{3,}(\\d{2})(?!\\d)");

        /** On one line, mail addresses and long numbers hidden but for their ends: fit to be a process variable. */
        String brief() {
            String line = text.replaceAll("\\s+", " ").strip();
            String masked =
                    NUMBER.matcher(MAIL.matcher(line).replaceAll("***$1")).replaceAll("$1****$2");
            return masked.length() <= LONGEST ? masked : masked.substring(0, LONGEST - 1) + "…";
        }
    }

    /** The latest objection to the data of the case. */
    Optional<Objection> latest(long caseId);
}
