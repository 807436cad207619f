package org.tuanwei.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The Latin words that may stand in the Chinese of the product, and the search for all others. */
public final class LatinWords {

    private static final String FILE = "/language/latin-words.tsv";
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9]*[A-Za-z][A-Za-z0-9]*");
    /** Places for values, addresses, paths, ends of file names, tags, entities, escapes, variables in code. */
    private static final Pattern NO_WORDS = Pattern.compile(
            "\\$\\{[^}]*(?:}|$)|\\{\\{?[^}]*}}?|%[-\\d.]*[sdn]|https?://[^\\s\"'，。）]*"
                    + "|[\\w.*+-]+@[\\w.*-]+|(?<!\\w)/[A-Za-z][\\w/{}.:*-]*|\\.(?:xlsx|xlsb|xls|csv|png|jpg|docx)\\b"
                    + "|<[^>]+>|&#?\\w+;|\\\\[nrt]|TW-[\\w-]+|#\\w+|[\\w-]+\\.example\\b|tuanwei\\.[\\w.-]+|TUANWEI_\\w+");

    private final Map<String, String> allowed = new TreeMap<>();

    public LatinWords() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(LatinWords.class.getResourceAsStream(FILE)), StandardCharsets.UTF_8))) {
            reader.lines()
                    .filter(line -> !line.startsWith("#") && !line.isBlank())
                    .forEach(line -> {
                        String[] cells = line.split("\t");
                        allowed.put(cells[0], cells[1]);
                    });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Word → reason. */
    public Map<String, String> allowed() {
        return Map.copyOf(allowed);
    }

    /** The words of the text that no reason allows, in the order they stand. */
    public List<String> foreign(String text) {
        return WORD.matcher(NO_WORDS.matcher(text).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .filter(word -> !allowed.containsKey(word))
                .toList();
    }
}
