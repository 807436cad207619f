package org.tuanwei.spreadsheet;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.FileMagic;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.springframework.stereotype.Component;

/**
 * Writes an answer into the sender's own workbook and keeps its looks: bad cells are coloured and commented, a column of
 * notes and a summary sheet are added. What comes back is always an .xlsx; its formulas are replaced by their values.
 */
@Component
public class WorkbookAnnotator {

    private final WorkbookReader reader;

    WorkbookAnnotator(WorkbookReader reader) {
        this.reader = reader;
    }

    /**
     * @param content a workbook of our own, or one that {@link WorkbookReader} has read and not refused
     * @throws WorkbookRefused where it is too large to be changed in memory
     */
    public byte[] annotate(byte[] content, WorkbookAnswer answer) {
        return reader.inPool(() -> MemoryNeed.toChange(content), () -> {
            try (XSSFWorkbook book = open(content);
                    ByteArrayOutputStream out = new ByteArrayOutputStream()) {
                removeFormulas(book);
                AnswerPen pen = new AnswerPen(book, answer);
                for (WorkbookAnswer.OnSheet part : answer.sheets()) {
                    XSSFSheet sheet = sheet(book, part.sheet());
                    if (sheet != null) {
                        pen.write(sheet, part);
                    }
                }
                summarize(book, answer.summary());
                book.write(out);
                return out.toByteArray();
            }
        });
    }

    private static XSSFWorkbook open(byte[] content) throws IOException {
        if (FileMagic.valueOf(content) == FileMagic.OLE2) {
            try (HSSFWorkbook old = new HSSFWorkbook(new ByteArrayInputStream(content))) {
                return new OldWorkbookCopy(old).make();
            }
        }
        return new XSSFWorkbook(new ByteArrayInputStream(content));
    }

    private static @org.jspecify.annotations.Nullable XSSFSheet sheet(XSSFWorkbook book, String name) {
        for (int i = 0; i < book.getNumberOfSheets(); i++) {
            if (CellText.trim(book.getSheetName(i)).equals(name)) {
                return book.getSheetAt(i);
            }
        }
        return null;
    }

    /** The sender's colleagues open what we send: nothing in it may compute. */
    private static void removeFormulas(XSSFWorkbook book) {
        for (Sheet sheet : book) {
            for (Row row : sheet) {
                for (Cell cell : row) {
                    TextCollector.checkTime();
                    if (cell.getCellType() == CellType.FORMULA) {
                        removeFormula(sheet, cell);
                    }
                }
            }
        }
    }

    private static void removeFormula(Sheet sheet, Cell cell) {
        if (cell.isPartOfArrayFormulaGroup()) {
            String text = cell.getCachedFormulaResultType() == CellType.STRING
                    ? cell.getStringCellValue()
                    : CellType.NUMERIC == cell.getCachedFormulaResultType()
                            ? String.valueOf(cell.getNumericCellValue())
                            : "";
            sheet.removeArrayFormula(cell);
            cell.setCellValue(text);
        } else {
            cell.removeFormula();
        }
    }

    private static void summarize(XSSFWorkbook book, FormSheet summary) {
        int before = book.getSheetIndex(summary.name());
        if (before >= 0) {
            book.removeSheetAt(before);
        }
        FormWriter.fill(book.createSheet(summary.name()), summary, new FormStyles(book));
    }
}
