package org.tuanwei.engine;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Escapes what people have typed before it is shown in a form's Markdown, so that nobody plants a link there. */
public final class Markdown {

    private static final Pattern SPECIAL = Pattern.compile("([\\\\`*_{}\\[\\]()#+\\-.!|<>~&])");

    private Markdown() {}

    /** The text as it was typed, on one line; empty for null. */
    public static String escape(@Nullable String text) {
        return text == null
                ? ""
                : SPECIAL.matcher(text.replaceAll("\\s+", " ").strip()).replaceAll("\\\\$1");
    }

    /** An address as it is, but no link: one in a form would open a page without its scripts. */
    public static String address(@Nullable String address) {
        String plain = address == null ? "" : address.replaceAll("[`\\s]+", "");
        return plain.isEmpty() ? "" : "`" + plain + "`";
    }
}
