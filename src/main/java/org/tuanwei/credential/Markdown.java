package org.tuanwei.credential;

/** Text that a form shows as Markdown, made harmless. */
final class Markdown {

    private Markdown() {}

    static String escape(String text) {
        return text.replaceAll("([\\\\`*_{}\\[\\]()#+\\-.!|<>~])", "\\\\$1").replaceAll("\\s+", " ");
    }
}
