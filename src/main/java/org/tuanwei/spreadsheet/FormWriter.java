package org.tuanwei.spreadsheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.DataValidationHelper;
import org.apache.poi.ss.usermodel.Footer;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellRangeAddressList;
import org.apache.poi.ss.util.WorkbookUtil;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** Writes forms row by row as they come, so that a whole country needs no more memory than a province. */
public final class FormWriter {

    /** Rows kept in memory; the others wait, packed, in a temporary file of the server. */
    private static final int ROWS_IN_MEMORY = 200;

    private static final int WIDEST = 255;
    private static final double MARGIN_INCHES = 0.5;

    private FormWriter() {}

    /** A workbook of one form. */
    public static byte[] write(FormSheet form) {
        return write(List.of(form));
    }

    /** A workbook of several forms, in memory. */
    public static byte[] write(List<FormSheet> forms) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        write(forms.iterator(), out);
        return out.toByteArray();
    }

    /** Takes one form after the other and writes the workbook; the stream stays open. */
    public static void write(Iterator<FormSheet> forms, OutputStream out) {
        try (SXSSFWorkbook book = new SXSSFWorkbook(ROWS_IN_MEMORY)) {
            book.setCompressTempFiles(true);
            FormStyles styles = new FormStyles(book.getXSSFWorkbook());
            Set<String> names = new HashSet<>();
            while (forms.hasNext()) {
                FormSheet form = forms.next();
                fill(book.createSheet(free(form.name(), names)), form, styles);
            }
            book.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String free(String wanted, Set<String> names) {
        String safe = WorkbookUtil.createSafeSheetName(wanted);
        String name = safe;
        for (int i = 2; !names.add(name.toLowerCase(Locale.ROOT)); i++) {
            name = safe.substring(0, Math.min(safe.length(), 27)) + "-" + i;
        }
        return name;
    }

    /** Fills an empty sheet. */
    static void fill(Sheet sheet, FormSheet form, FormStyles styles) {
        int width = form.columns().size();
        for (int column = 0; column < width; column++) {
            sheet.setColumnWidth(
                    column, Math.min(WIDEST, form.columns().get(column).width()) * 256);
            sheet.setDefaultColumnStyle(column, styles.plain());
        }
        int next = 0;
        if (!form.title().isEmpty()) {
            across(sheet, next++, width, form.title(), styles.title(), 30);
        }
        for (String line : form.lines()) {
            across(sheet, next++, width, line, styles.line(), 20);
        }
        int heading = next++;
        Row head = sheet.createRow(heading);
        int headingLines = form.columns().stream()
                .mapToInt(column -> TextHeight.lines(column.heading(), column.width() - 2))
                .max()
                .orElse(1);
        head.setHeightInPoints(TextHeight.points(headingLines));
        for (int column = 0; column < width; column++) {
            Cell cell = head.createCell(column);
            cell.setCellStyle(styles.heading());
            cell.setCellValue(form.columns().get(column).heading());
        }
        for (List<String> values : form.rows()) {
            if (values.size() == 1 && width > 1) {
                across(sheet, next++, width, values.get(0), styles.section(), 22);
                continue;
            }
            Row row = sheet.createRow(next++);
            int lines = 1;
            for (int column = 0; column < width; column++) {
                String value = column < values.size() ? values.get(column) : "";
                styles.text(row.createCell(column), value);
                lines = Math.max(
                        lines,
                        TextHeight.lines(value, form.columns().get(column).width()));
            }
            row.setHeightInPoints(TextHeight.points(lines));
        }
        for (int i = 0; i < form.emptyRows(); i++) {
            Row row = sheet.createRow(next++);
            row.setHeightInPoints(TextHeight.points(1));
            for (int column = 0; column < width; column++) {
                styles.text(row.createCell(column), "");
            }
        }
        sheet.createFreezePane(0, heading + 1);
        choices(sheet, form, heading + 1, next - 1);
        print(sheet, heading, Math.max(heading, next - 1), width);
    }

    private static void across(Sheet sheet, int at, int width, String text, CellStyle style, float height) {
        Row row = sheet.createRow(at);
        row.setHeightInPoints(height);
        for (int column = 0; column < width; column++) {
            row.createCell(column).setCellStyle(style);
        }
        row.getCell(0).setCellValue(text);
        if (width > 1) {
            sheet.addMergedRegion(new CellRangeAddress(at, at, 0, width - 1));
        }
    }

    private static void choices(Sheet sheet, FormSheet form, int first, int last) {
        DataValidationHelper helper = sheet.getDataValidationHelper();
        for (int column = 0; column < form.columns().size(); column++) {
            List<String> choices = form.columns().get(column).choices();
            if (choices.isEmpty() || last < first) {
                continue;
            }
            DataValidation validation = helper.createValidation(
                    helper.createExplicitListConstraint(choices.toArray(String[]::new)),
                    new CellRangeAddressList(first, last, column, column));
            validation.setSuppressDropDownArrow(true);
            validation.setShowErrorBox(true);
            validation.createErrorBox(form.columns().get(column).heading(), "请从下拉列表中选择：" + String.join("、", choices));
            sheet.addValidationData(validation);
        }
    }

    private static void print(Sheet sheet, int heading, int last, int width) {
        PrintSetup setup = sheet.getPrintSetup();
        setup.setPaperSize(PrintSetup.A4_PAPERSIZE);
        setup.setLandscape(true);
        setup.setFitWidth((short) 1);
        setup.setFitHeight((short) 0);
        sheet.setFitToPage(true);
        sheet.setAutobreaks(true);
        sheet.setHorizontallyCenter(true);
        sheet.setRepeatingRows(new CellRangeAddress(heading, heading, -1, -1));
        sheet.getWorkbook().setPrintArea(sheet.getWorkbook().getSheetIndex(sheet), 0, width - 1, 0, last);
        for (org.apache.poi.ss.usermodel.PageMargin margin : List.of(
                org.apache.poi.ss.usermodel.PageMargin.LEFT,
                org.apache.poi.ss.usermodel.PageMargin.RIGHT,
                org.apache.poi.ss.usermodel.PageMargin.TOP)) {
            sheet.setMargin(margin, MARGIN_INCHES);
        }
        Footer footer = sheet.getFooter();
        footer.setCenter("第 &P 页，共 &N 页");
    }
}
