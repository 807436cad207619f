package org.tuanwei.inbound;

import java.util.List;
import java.util.regex.Pattern;

/** The wordings of mail servers, kept as data in {@code bounce/phrases.tsv}: the first that fits tells the meaning. */
final class Phrases {

    private record Phrase(String hint, Pattern wording) {}

    private final List<Phrase> phrases;

    Phrases(String resource) {
        phrases = Wordings.rows(resource).stream()
                .map(row -> new Phrase(row.get(0), Wordings.pattern(row.get(1))))
                .toList();
    }

    /** The meaning of a text, empty when no wording is known. */
    String hint(String text) {
        String line = oneLine(text);
        for (Phrase phrase : phrases) {
            if (phrase.wording().matcher(line).find()) {
                return phrase.hint();
            }
        }
        return "";
    }

    static String oneLine(String text) {
        return text.replaceAll("[\\s\\u00a0\\u3000]+", " ").strip();
    }
}
