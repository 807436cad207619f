package org.tuanwei.spreadsheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/**
 * Writes templates and exports whose every cell is text, so that no number loses its digits and nothing that a stranger
 * typed runs as a formula when the file is opened.
 */
public final class WorkbookWriter {

    /** What begins a formula in Excel, WPS or LibreOffice, in half and full width. */
    private static final String DANGEROUS = "=+-@\t\r＝＋－＠";

    private static final int EMPTY_ROWS = 500;
    private static final int MAX_CELL = 32_767;

    private WorkbookWriter() {}

    /** One sheet: a line of headings that stays in view, then the rows. */
    public static byte[] write(String sheetName, List<String> headings, List<List<String>> rows) {
        try (XSSFWorkbook book = new XSSFWorkbook();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            Sheet sheet = book.createSheet(sheetName);
            sheet.createFreezePane(0, 1);
            CellStyle text = textStyle(book, false);
            CellStyle quoted = textStyle(book, true);
            CellStyle head = headStyle(book);
            fill(sheet.createRow(0), headings, head, head);
            for (int i = 0; i < rows.size(); i++) {
                fill(sheet.createRow(i + 1), rows.get(i), text, quoted);
            }
            for (int column = 0; column < headings.size(); column++) {
                sheet.setDefaultColumnStyle(column, text);
                sheet.setColumnWidth(column, width(headings.get(column), rows, column));
            }
            book.write(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Headings and empty text cells to type into: a number typed there keeps its leading zeros. */
    public static byte[] template(String sheetName, List<String> headings) {
        List<String> empty = headings.stream().map(heading -> "").toList();
        return write(sheetName, headings, Collections.nCopies(EMPTY_ROWS, empty));
    }

    private static void fill(Row row, List<String> values, CellStyle text, CellStyle quoted) {
        for (int column = 0; column < values.size(); column++) {
            String value = values.get(column);
            Cell cell = row.createCell(column, value.isEmpty() ? CellType.BLANK : CellType.STRING);
            cell.setCellStyle(looksLikeFormula(value) ? quoted : text);
            if (!value.isEmpty()) {
                cell.setCellValue(clipped(value));
            }
        }
    }

    /** Whether some program would run it, were it typed into a cell. */
    static boolean looksLikeFormula(String value) {
        return !value.isEmpty() && DANGEROUS.indexOf(value.charAt(0)) >= 0;
    }

    /** As much of a text as a cell holds. */
    static String clipped(String value) {
        return value.length() > MAX_CELL ? value.substring(0, MAX_CELL) : value;
    }

    private static CellStyle textStyle(XSSFWorkbook book, boolean quoted) {
        XSSFCellStyle style = book.createCellStyle();
        style.setDataFormat(book.createDataFormat().getFormat("@"));
        style.setQuotePrefixed(quoted);
        return style;
    }

    private static CellStyle headStyle(XSSFWorkbook book) {
        Font bold = book.createFont();
        bold.setBold(true);
        XSSFCellStyle style = book.createCellStyle();
        style.setFont(bold);
        style.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
        style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        style.setDataFormat(book.createDataFormat().getFormat("@"));
        return style;
    }

    private static int width(String heading, List<List<String>> rows, int column) {
        int longest = heading.length();
        for (List<String> row : rows) {
            longest = Math.max(longest, column < row.size() ? row.get(column).length() : 0);
        }
        return Math.min(40, longest + 4) * 2 * 256;
    }
}
