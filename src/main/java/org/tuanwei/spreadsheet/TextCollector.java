package org.tuanwei.spreadsheet;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.tuanwei.spreadsheet.WorkbookRefused.Reason;

/** Gathers the cells of one workbook and stops the reading as soon as a limit is passed or the time is up. */
final class TextCollector {

    /** No table that anyone fills in by hand is wider; a file that claims so is made to exhaust us. */
    private static final int MAX_COLUMNS = 256;

    /** Excel itself knows no more; a number beyond is a lie that would cost memory. */
    private static final int MAX_ROWS = 1 << 20;

    private final SpreadsheetProperties limits;
    private final List<WorkbookText.Sheet> sheets = new ArrayList<>();
    private List<WorkbookText.Row> rows = new ArrayList<>();
    private final List<String> cells = new ArrayList<>();
    private final BitSet hiddenRows = new BitSet();
    private int rowNumber;
    private int rowCount;
    private int cellCount;
    private long textLength;
    private String sheetName = "";
    private boolean sheetHidden;

    TextCollector(SpreadsheetProperties limits) {
        this.limits = limits;
    }

    void startSheet(String name, boolean hidden) {
        checkTime();
        sheetName = CellText.trim(name);
        sheetHidden = hidden;
        rows = new ArrayList<>();
        hiddenRows.clear();
        rowNumber = 0;
        cells.clear();
    }

    /** Says, before its cells come, that people do not see this row; counted from 0. */
    void hidden(int row) {
        if (row >= 0 && row < MAX_ROWS) {
            hiddenRows.set(row);
        }
    }

    /** One cell; rows and columns counted from 0, in reading order. */
    void cell(int row, int column, String text) {
        checkTime();
        String trimmed = CellText.trim(text);
        if (trimmed.isEmpty()) {
            return;
        }
        if (column < 0 || column >= MAX_COLUMNS) {
            throw new WorkbookRefused(Reason.TOO_MANY_CELLS, "最多 " + MAX_COLUMNS + " 列");
        }
        if (row + 1 != rowNumber) {
            endRow();
            rowNumber = row + 1;
        }
        if (++cellCount > limits.maxCells()) {
            throw new WorkbookRefused(Reason.TOO_MANY_CELLS, "最多 " + limits.maxCells() + " 个");
        }
        textLength += trimmed.length();
        if (textLength > limits.maxText()) {
            throw new WorkbookRefused(Reason.TOO_MUCH_TEXT);
        }
        while (cells.size() < column) {
            cells.add("");
        }
        if (cells.size() == column) {
            cells.add(trimmed);
        } else {
            cells.set(column, trimmed);
        }
    }

    void endSheet() {
        endRow();
        sheets.add(new WorkbookText.Sheet(sheetName, sheetHidden, rows));
    }

    WorkbookText result() {
        return new WorkbookText(sheets);
    }

    private void endRow() {
        if (cells.isEmpty()) {
            return;
        }
        if (++rowCount > limits.maxRows()) {
            throw new WorkbookRefused(Reason.TOO_MANY_ROWS, "最多 " + limits.maxRows() + " 行");
        }
        rows.add(new WorkbookText.Row(rowNumber, cells, hiddenRows.get(rowNumber - 1)));
        cells.clear();
    }

    /** The reader's thread is interrupted when its time is up; nothing in POI looks at that, so we do. */
    static void checkTime() {
        if (Thread.currentThread().isInterrupted()) {
            throw new WorkbookRefused(Reason.TOO_SLOW);
        }
    }
}
