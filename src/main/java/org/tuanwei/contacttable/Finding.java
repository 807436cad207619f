package org.tuanwei.contacttable;

import org.jspecify.annotations.Nullable;

/**
 * Something about a cell, a row or the whole table, in words for the official who wrote it.
 *
 * @param row null for the table as a whole
 * @param column null for the row as a whole
 * @param code stable name of the situation, as in the decision table {@code contact-row-check}
 * @param what what was found
 * @param why why it matters
 * @param how what to do; empty where nothing has to be done
 */
public record Finding(
        TableRow.@Nullable Key row,
        @Nullable Column column,
        Severity severity,
        String code,
        String what,
        String why,
        String how) {

    /** How grave it is. */
    public enum Severity {
        /** The row is not taken before it is mended. */
        ERROR("错误"),
        /** The row is taken; somebody should look at it. */
        WARNING("请核实"),
        /** The row is taken; the reader says what was understood. */
        HINT("提示");

        private final String label;

        Severity(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** All of it in one line. */
    public String text() {
        StringBuilder text = new StringBuilder(what);
        for (String more : new String[] {why, how}) {
            if (!more.isEmpty()) {
                text.append(text.charAt(text.length() - 1) == '。' ? "" : "。").append(more);
            }
        }
        return text.charAt(text.length() - 1) == '。'
                ? text.toString()
                : text.append('。').toString();
    }

    public boolean isError() {
        return severity == Severity.ERROR;
    }
}
