package org.tuanwei.spreadsheet;

import java.util.HashMap;
import java.util.Map;
import org.apache.poi.hssf.usermodel.HSSFCell;
import org.apache.poi.hssf.usermodel.HSSFDataFormat;
import org.apache.poi.hssf.usermodel.HSSFFont;
import org.apache.poi.hssf.usermodel.HSSFSheet;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.hssf.util.HSSFColor;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Color;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.SheetVisibility;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.PaneInformation;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;

/**
 * Copies an .xls into an .xlsx that looks the same: sheets, widths and heights, merged cells, fonts, fills, borders,
 * formats, panes and print set-up. Formulas become their values; pictures, charts and filters stay behind.
 */
final class OldWorkbookCopy {

    private final HSSFWorkbook old;
    private final XSSFWorkbook book = new XSSFWorkbook();
    private final Map<Short, XSSFCellStyle> styles = new HashMap<>();
    private final Map<Integer, XSSFFont> fonts = new HashMap<>();

    OldWorkbookCopy(HSSFWorkbook old) {
        this.old = old;
    }

    XSSFWorkbook make() {
        for (int i = 0; i < old.getNumberOfSheets(); i++) {
            XSSFSheet sheet = book.createSheet(old.getSheetName(i));
            copy(old.getSheetAt(i), sheet);
            if (old.getSheetVisibility(i) != SheetVisibility.VISIBLE) {
                book.setSheetVisibility(i, SheetVisibility.HIDDEN);
            }
            CellRangeAddress repeated = old.getSheetAt(i).getRepeatingRows();
            if (repeated != null) {
                sheet.setRepeatingRows(repeated);
            }
        }
        if (book.getNumberOfSheets() > 0) {
            book.setActiveSheet(Math.min(old.getActiveSheetIndex(), book.getNumberOfSheets() - 1));
        }
        return book;
    }

    private void copy(HSSFSheet from, XSSFSheet to) {
        int widest = 0;
        for (Row row : from) {
            TextCollector.checkTime();
            XSSFRow copy = to.createRow(row.getRowNum());
            if (row.getHeight() != from.getDefaultRowHeight()) {
                copy.setHeight(row.getHeight());
            }
            copy.setZeroHeight(row.getZeroHeight());
            for (Cell cell : row) {
                widest = Math.max(widest, cell.getColumnIndex());
                copy((HSSFCell) cell, copy.createCell(cell.getColumnIndex()));
            }
        }
        for (int column = 0; column <= Math.min(widest, 255); column++) {
            to.setColumnWidth(column, from.getColumnWidth(column));
            to.setColumnHidden(column, from.isColumnHidden(column));
        }
        for (CellRangeAddress merged : from.getMergedRegions()) {
            to.addMergedRegionUnsafe(merged);
        }
        PaneInformation pane = from.getPaneInformation();
        if (pane != null && pane.isFreezePane()) {
            to.createFreezePane(pane.getVerticalSplitPosition(), pane.getHorizontalSplitPosition());
        }
        to.getPrintSetup().setLandscape(from.getPrintSetup().getLandscape());
        to.getPrintSetup().setPaperSize(from.getPrintSetup().getPaperSize());
        to.setDisplayGridlines(from.isDisplayGridlines());
        to.setHorizontallyCenter(from.getHorizontallyCenter());
    }

    private void copy(HSSFCell from, XSSFCell to) {
        to.setCellStyle(style(from.getCellStyle()));
        CellType type = from.getCellType() == CellType.FORMULA ? from.getCachedFormulaResultType() : from.getCellType();
        switch (type) {
            case STRING -> SharedTexts.putInline(to, WorkbookWriter.clipped(from.getStringCellValue()));
            case NUMERIC -> to.setCellValue(from.getNumericCellValue());
            case BOOLEAN -> to.setCellValue(from.getBooleanCellValue());
            default -> to.setBlank();
        }
    }

    private XSSFCellStyle style(CellStyle from) {
        return styles.computeIfAbsent(from.getIndex(), index -> {
            XSSFCellStyle to = book.createCellStyle();
            to.setAlignment(from.getAlignment());
            to.setVerticalAlignment(from.getVerticalAlignment());
            to.setWrapText(from.getWrapText());
            to.setIndention(from.getIndention());
            to.setRotation(from.getRotation());
            to.setShrinkToFit(from.getShrinkToFit());
            to.setQuotePrefixed(from.getQuotePrefixed());
            to.setDataFormat(book.createDataFormat().getFormat(format(from)));
            to.setBorderTop(from.getBorderTop());
            to.setBorderBottom(from.getBorderBottom());
            to.setBorderLeft(from.getBorderLeft());
            to.setBorderRight(from.getBorderRight());
            if (from.getFillPattern() != FillPatternType.NO_FILL) {
                to.setFillPattern(from.getFillPattern());
                XSSFColor front = colour(from.getFillForegroundColorColor());
                if (front != null) {
                    to.setFillForegroundColor(front);
                }
                XSSFColor back = colour(from.getFillBackgroundColorColor());
                if (back != null) {
                    to.setFillBackgroundColor(back);
                }
            }
            to.setFont(font(from.getFontIndex()));
            return to;
        });
    }

    private String format(CellStyle from) {
        String format = from.getDataFormatString();
        return format == null ? HSSFDataFormat.getBuiltinFormat((short) 0) : format;
    }

    private XSSFFont font(int index) {
        return fonts.computeIfAbsent(index, key -> {
            HSSFFont from = old.getFontAt(key);
            XSSFFont to = book.createFont();
            to.setFontName(from.getFontName());
            to.setFontHeight(from.getFontHeight());
            to.setBold(from.getBold());
            to.setItalic(from.getItalic());
            to.setStrikeout(from.getStrikeout());
            to.setUnderline(from.getUnderline());
            XSSFColor colour = colour(from.getHSSFColor(old));
            if (colour != null) {
                to.setColor(colour);
            }
            return to;
        });
    }

    /** The colour as it is seen; none for the automatic one. */
    private static @Nullable XSSFColor colour(@Nullable Color colour) {
        if (!(colour instanceof HSSFColor seen)
                || seen.getIndex() == HSSFColor.HSSFColorPredefined.AUTOMATIC.getIndex()) {
            return null;
        }
        short[] parts = seen.getTriplet();
        XSSFColor copy = new XSSFColor();
        copy.setARGBHex("FF%02X%02X%02X".formatted(parts[0] & 0xFF, parts[1] & 0xFF, parts[2] & 0xFF));
        return copy;
    }
}
