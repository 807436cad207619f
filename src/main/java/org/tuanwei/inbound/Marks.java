package org.tuanwei.inbound;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** The words by which a report is told from other mail, kept as data in {@code bounce/marks.tsv}. */
final class Marks {

    private final Map<String, Pattern> marks = new HashMap<>();

    Marks(String resource) {
        Map<String, String> all = new HashMap<>();
        for (List<String> row : Wordings.rows(resource)) {
            all.merge(row.get(0), row.get(1), (before, more) -> before + "|" + more);
        }
        all.forEach((name, wording) -> marks.put(name, Wordings.pattern(wording)));
    }

    Pattern of(String name) {
        return Objects.requireNonNull(marks.get(name), () -> "no wording for " + name);
    }
}
