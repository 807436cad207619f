package org.tuanwei.spreadsheet;

import java.util.List;

/**
 * A sheet as a form that is filled in, printed and sent on: a title, lines that say whose it is, headings that stay in
 * view, rows of text.
 *
 * @param name of the tab
 * @param title above the table, across all columns; empty for none
 * @param lines between title and headings, each across all columns
 * @param rows read once, in order, while the sheet is written; a row of a single text heads a part of the table and runs
 *     across all columns
 * @param emptyRows prepared below the rows, to type in
 */
public record FormSheet(
        String name,
        String title,
        List<String> lines,
        List<Column> columns,
        Iterable<List<String>> rows,
        int emptyRows) {

    public FormSheet {
        lines = List.copyOf(lines);
        columns = List.copyOf(columns);
    }

    /**
     * A column of text.
     *
     * @param width in half-width characters
     * @param choices what may be picked there; empty for free text
     */
    public record Column(String heading, int width, List<String> choices) {

        public Column {
            choices = List.copyOf(choices);
        }

        public Column(String heading, int width) {
            this(heading, width, List.of());
        }
    }
}
