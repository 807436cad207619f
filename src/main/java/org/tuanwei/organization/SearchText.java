package org.tuanwei.organization;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The column a search for organisations looks into, and the condition for what somebody typed. */
public final class SearchText {

    private static final int LONGEST = 60;
    private static final int MOST_TERMS = 5;

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

    /**
     * The condition in brackets that the organisation with the alias {@code o} is meant by the text: its name, a former
     * name, abbreviation, pinyin or code. Puts its named parameters into the map; an empty text means every one.
     */
    public static String condition(String text, Map<String, Object> params) {
        String typed = fold(text);
        if (typed.length() > LONGEST) {
            typed = typed.substring(0, LONGEST).strip();
        }
        if (typed.isEmpty()) {
            return "(true)";
        }
        List<String> conditions = new ArrayList<>();
        String[] terms = typed.split(" ", -1);
        for (int i = 0; i < Math.min(terms.length, MOST_TERMS); i++) {
            String literal = literal(terms[i]);
            if (terms[i].chars().allMatch(c -> c < 128)) {
                // letters inside a reading would match almost anything, so only its beginning and the initials count
                conditions.add("(o.search_text like :line" + i + " or o.pinyin_initials like :part" + i
                        + " or lower(o.code) like :part" + i + ")");
                params.put("line" + i, "%\n" + literal + "%");
            } else {
                conditions.add("o.search_text like :part" + i);
            }
            params.put("part" + i, "%" + literal + "%");
        }
        String allTerms = String.join(" and ", conditions);
        if (!isAbbreviation(typed)) {
            return "(" + allTerms + ")";
        }
        params.put("spread", "%" + spread(typed) + "%");
        return "(" + allTerms + " or o.name like :spread)";
    }

    /** 北大 → 北%大, which finds 北京大学; other texts as they are. */
    static String spread(String typed) {
        return isAbbreviation(typed)
                ? typed.codePoints().mapToObj(Character::toString).collect(Collectors.joining("%"))
                : literal(typed);
    }

    private static boolean isAbbreviation(String typed) {
        return typed.length() >= 2
                && typed.length() <= 6
                && typed.codePoints().allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
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
