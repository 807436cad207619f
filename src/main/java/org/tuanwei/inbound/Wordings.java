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

/** Reads files of wordings: a name, a tab, a regular expression; lines with # are remarks. */
final class Wordings {

    private Wordings() {}

    static List<List<String>> rows(String resource) {
        List<List<String>> rows = new ArrayList<>();
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(new ClassPathResource(resource).getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    int tab = line.indexOf('\t');
                    rows.add(List.of(line.substring(0, tab), line.substring(tab + 1)));
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return rows;
    }

    static Pattern pattern(String wording) {
        return Pattern.compile(wording, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }
}
