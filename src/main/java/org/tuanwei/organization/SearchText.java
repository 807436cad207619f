package org.tuanwei.organization;

import java.text.Normalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The column a search looks into, and the same folding for what is typed. */
final class SearchText {

    private SearchText() {}

    /** Code first, then the name, then everything else it may be called; each between line feeds. */
    static String of(String code, String name, @Nullable String shortName, Collection<String> otherNames) {
        return of(code, name, Pinyin.of(name), shortName, otherNames);
    }

    /** The same with the name read already. */
    static String of(
            String code,
            String name,
            Pinyin.Reading reading,
            @Nullable String shortName,
            Collection<String> otherNames) {
        Set<String> lines = new LinkedHashSet<>();
        lines.add(fold(code));
        lines.add(fold(name));
        if (shortName != null) {
            lines.add(fold(shortName));
        }
        lines.add(reading.initials());
        lines.add(reading.full());
        for (String other : otherNames) {
            lines.add(fold(other));
            Pinyin.Reading otherReading = Pinyin.of(other);
            lines.add(otherReading.initials());
            lines.add(otherReading.full());
        }
        return "\n" + String.join("\n", lines) + "\n";
    }

    /** Full-width to half-width, lower case, single spaces. */
    static String fold(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Cntrl}]+", " ")
                .strip();
    }

    /** The text as a literal inside a LIKE pattern. */
    static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
