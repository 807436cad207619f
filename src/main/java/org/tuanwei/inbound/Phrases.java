package org.tuanwei.inbound;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;

/** The wordings of mail servers, kept as data in {@code bounce/phrases.tsv}: the first that fits tells the meaning. */
final class Phrases {

    private record Phrase(String hint, Pattern wording) {}

    private final List<Phrase> phrases = new ArrayList<>();

    Phrases(String resource) {
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ClassPathResource(resource).getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] cells = line.split("\t", 2);
                    phrases.add(new Phrase(
                            cells[0], Pattern.compile(cells[1], Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
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
