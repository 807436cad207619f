package org.tuanwei.spreadsheet;

import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The few styles of our forms, all of them text; made once for each workbook. */
final class FormStyles {

    private static final String FONT = "宋体";

    private final XSSFWorkbook book;
    private final SharedTexts texts = new SharedTexts();
    private final XSSFCellStyle title;
    private final XSSFCellStyle line;
    private final XSSFCellStyle heading;
    private final XSSFCellStyle section;
    private final XSSFCellStyle plain;
    private final XSSFCellStyle text;
    private final XSSFCellStyle quoted;

    FormStyles(XSSFWorkbook book) {
        this.book = book;
        title = style(16, true);
        title.setAlignment(HorizontalAlignment.CENTER);
        line = style(11, false);
        heading = bordered(11, true);
        heading.setAlignment(HorizontalAlignment.CENTER);
        heading.setFillForegroundColor(IndexedColors.GREY_25_PERCENT.getIndex());
        heading.setFillPattern(FillPatternType.SOLID_FOREGROUND);
        section = bordered(11, true);
        plain = style(11, false);
        text = bordered(11, false);
        quoted = bordered(11, false);
        quoted.setQuotePrefixed(true);
    }

    private XSSFCellStyle style(int points, boolean bold) {
        XSSFFont font = book.createFont();
        font.setFontName(FONT);
        font.setFontHeightInPoints((short) points);
        font.setBold(bold);
        XSSFCellStyle style = book.createCellStyle();
        style.setFont(font);
        style.setVerticalAlignment(VerticalAlignment.CENTER);
        style.setDataFormat(book.createDataFormat().getFormat("@"));
        return style;
    }

    private XSSFCellStyle bordered(int points, boolean bold) {
        XSSFCellStyle style = style(points, bold);
        style.setWrapText(true);
        style.setBorderTop(BorderStyle.THIN);
        style.setBorderBottom(BorderStyle.THIN);
        style.setBorderLeft(BorderStyle.THIN);
        style.setBorderRight(BorderStyle.THIN);
        return style;
    }

    CellStyle title() {
        return title;
    }

    CellStyle line() {
        return line;
    }

    CellStyle heading() {
        return heading;
    }

    /** For a row that heads a part of the table. */
    CellStyle section() {
        return section;
    }

    /** For columns beyond the rows that were prepared. */
    CellStyle plain() {
        return plain;
    }

    /** Puts text into a cell that no program will take for a formula. */
    void text(Cell cell, String value) {
        cell.setCellStyle(WorkbookWriter.looksLikeFormula(value) ? quoted : text);
        if (value.isEmpty()) {
            cell.setCellType(CellType.BLANK);
        } else if (cell instanceof XSSFCell kept) {
            texts.put(kept, WorkbookWriter.clipped(value));
        } else {
            cell.setCellValue(WorkbookWriter.clipped(value));
        }
    }
}
