package org.tuanwei.spreadsheet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tuanwei.spreadsheet.WorkbookRefused.Reason;

/**
 * A table found in a workbook by the words of its headings, wherever they stand: titles above, a leading 序号 column,
 * spaces, line breaks and full-width punctuation in the headings do not matter.
 */
public record SheetTable(String sheetName, List<Line> lines) {

    /** How far down the headings are looked for. */
    private static final int HEADING_ROWS = 20;

    public SheetTable {
        lines = List.copyOf(lines);
    }

    /** One line below the headings; {@code number} is Excel's. */
    public record Line(int number, Map<String, String> values) {

        public Line {
            values = Map.copyOf(values);
        }

        /** Text of the column with that heading, spelled as it was asked for; empty when the cell is. */
        public String get(String heading) {
            return values.getOrDefault(heading, "");
        }
    }

    /** The table in the first sheet that people see and that has all the headings; refused when none has. */
    public static SheetTable find(WorkbookText book, List<String> headings) {
        for (WorkbookText.Sheet sheet : book.sheets()) {
            if (sheet.hidden()) {
                continue;
            }
            for (int i = 0; i < Math.min(HEADING_ROWS, sheet.rows().size()); i++) {
                Map<String, Integer> columns = columns(sheet.rows().get(i), headings);
                if (columns.size() == headings.size()) {
                    return new SheetTable(
                            sheet.name(),
                            below(sheet.rows().subList(i + 1, sheet.rows().size()), columns));
                }
            }
        }
        throw new WorkbookRefused(Reason.NO_HEADINGS, "应有“" + String.join("｜", headings) + "”");
    }

    private static Map<String, Integer> columns(WorkbookText.Row row, List<String> headings) {
        Map<String, Integer> found = new HashMap<>();
        for (int column = 0; column < row.cells().size(); column++) {
            String text = bare(row.cell(column));
            for (String heading : headings) {
                if (bare(heading).equals(text)) {
                    found.putIfAbsent(heading, column);
                }
            }
        }
        return found;
    }

    private static List<Line> below(List<WorkbookText.Row> rows, Map<String, Integer> columns) {
        List<Line> lines = new ArrayList<>();
        for (WorkbookText.Row row : rows) {
            Map<String, String> values = new HashMap<>();
            columns.forEach((heading, column) -> values.put(heading, row.cell(column)));
            if (values.values().stream().anyMatch(value -> !value.isEmpty())) {
                lines.add(new Line(row.number(), values));
            }
        }
        return lines;
    }

    private static String bare(String heading) {
        return CellText.halfWidth(heading).replaceAll("[\\s:*]+", "");
    }
}
