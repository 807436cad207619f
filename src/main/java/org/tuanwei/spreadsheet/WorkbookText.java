package org.tuanwei.spreadsheet;

import java.util.List;

/** A workbook as it was read: its sheets in order, each a list of rows of trimmed text. */
public record WorkbookText(List<Sheet> sheets) {

    public WorkbookText {
        sheets = List.copyOf(sheets);
    }

    /** One sheet; rows without any content are left out. */
    public record Sheet(String name, boolean hidden, List<Row> rows) {

        public Sheet {
            rows = List.copyOf(rows);
        }
    }

    /**
     * One row; {@code number} is the one Excel shows at the left edge, starting at 1.
     *
     * @param hidden whether people do not see it in Excel: hidden by hand or by a filter
     */
    public record Row(int number, List<String> cells, boolean hidden) {

        public Row {
            cells = List.copyOf(cells);
        }

        public Row(int number, List<String> cells) {
            this(number, cells, false);
        }

        /** The text of a column, counted from 0; empty when there is none. */
        public String cell(int column) {
            return column < cells.size() ? cells.get(column) : "";
        }
    }
}
