package org.tuanwei.spreadsheet;

import com.microsoft.schemas.office.excel.CTClientData;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.poi.ss.SpreadsheetVersion;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.ss.util.AreaReference;
import org.apache.poi.ss.util.CellAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.model.CommentsTable;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFClientAnchor;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFComment;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFRichTextString;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFVMLDrawing;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.spreadsheetml.x2006.main.CTComment;
import org.tuanwei.spreadsheet.WorkbookAnswer.Mark;
import org.tuanwei.spreadsheet.WorkbookAnswer.Note;
import org.tuanwei.spreadsheet.WorkbookAnswer.OnSheet;
import org.tuanwei.spreadsheet.WorkbookAnswer.Tone;

/** Marks cells and writes notes into somebody else's sheet, each style derived from the one that was there. */
final class AnswerPen {

    /** Nobody reads more comments; beyond, the column of notes says the same. */
    private static final int MOST_COMMENTS = 1_000;

    private static final int NOTE_CHARACTERS = 60;
    private static final int LETTERS_IN_A_LINE = 16;

    private final XSSFWorkbook book;
    private final WorkbookAnswer answer;
    private final Map<String, XSSFCellStyle> styles = new HashMap<>();
    private final Map<String, XSSFFont> inks = new HashMap<>();
    private final Map<Long, Boolean> marked = new HashMap<>();
    private final SharedTexts texts = new SharedTexts();
    private final Set<CellAddress> commented = new HashSet<>();
    private @Nullable Margin margin;
    private int comments;

    /** Where the comments of a sheet live, once it has one. */
    private record Margin(CommentsTable comments, XSSFVMLDrawing shapes) {}

    AnswerPen(XSSFWorkbook book, WorkbookAnswer answer) {
        this.book = book;
        this.answer = answer;
    }

    void write(XSSFSheet sheet, OnSheet part) {
        wipe(sheet, part.headingRow());
        List<Mark> downwards = part.marks().stream()
                .sorted(Comparator.comparingInt(Mark::row).thenComparingInt(Mark::column))
                .toList();
        for (Mark mark : downwards) {
            TextCollector.checkTime();
            mark(sheet, mark);
        }
        int column = noteColumn(sheet, part.headingRow());
        for (Note note : part.notes()) {
            note(sheet, note, column);
        }
    }

    /** Takes back what an earlier answer has left in the sheet. */
    private void wipe(XSSFSheet sheet, int headingRow) {
        commented.clear();
        margin = null;
        CommentsTable comments = part(sheet, CommentsTable.class);
        if (comments != null) {
            for (CTComment comment :
                    List.copyOf(comments.getCTComments().getCommentList().getCommentList())) {
                CellAddress at = new CellAddress(comment.getRef());
                boolean ours = answer.author().equals(comments.getAuthor(comment.getAuthorId()));
                XSSFCell cell = ours ? cellAt(sheet, at) : null;
                if (cell != null) {
                    cell.removeCellComment();
                } else {
                    commented.add(at);
                }
            }
        }
        for (int at = headingRow; at <= sheet.getLastRowNum(); at++) {
            XSSFRow row = sheet.getRow(at);
            if (row != null) {
                for (Cell cell : row) {
                    wipe((XSSFCell) cell);
                }
            }
        }
    }

    private static <T> @Nullable T part(XSSFSheet sheet, Class<T> type) {
        return sheet.getRelations().stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable XSSFCell cellAt(XSSFSheet sheet, CellAddress at) {
        XSSFRow row = sheet.getRow(at.getRow());
        return row == null ? null : row.getCell(at.getColumn());
    }

    /** Looked up by the number of the style: making the style object for each of many cells is what costs. */
    private void wipe(XSSFCell cell) {
        long style = cell.getCTCell().getS();
        if (marked.computeIfAbsent(style, key -> bearsOurColour(cell.getCellStyle()))) {
            XSSFCellStyle before = cell.getCellStyle();
            cell.setCellStyle(styles.computeIfAbsent("plain " + style, key -> {
                XSSFCellStyle plain = derived(before);
                plain.setFillPattern(FillPatternType.NO_FILL);
                return plain;
            }));
        }
    }

    private static boolean bearsOurColour(XSSFCellStyle style) {
        XSSFColor fill =
                style.getFillPattern() == FillPatternType.SOLID_FOREGROUND ? style.getFillForegroundXSSFColor() : null;
        String colour = fill == null ? null : fill.getARGBHex();
        return Arrays.stream(Tone.values()).anyMatch(tone -> tone.fill().equals(colour));
    }

    private void mark(XSSFSheet sheet, Mark mark) {
        XSSFRow row = row(sheet, mark.row());
        if (row.getZeroHeight()) {
            row.setZeroHeight(false);
        }
        if (sheet.isColumnHidden(mark.column())) {
            sheet.setColumnHidden(mark.column(), false);
        }
        XSSFCell cell = cell(row, mark.column());
        XSSFCellStyle before = cell.getCellStyle();
        cell.setCellStyle(styles.computeIfAbsent(mark.tone() + " " + before.getIndex(), key -> {
            XSSFCellStyle style = derived(before);
            style.setFillForegroundColor(colour(mark.tone().fill()));
            style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            return style;
        }));
        if (++comments <= MOST_COMMENTS) {
            comment(sheet, cell, mark.comment());
        }
    }

    private void comment(XSSFSheet sheet, XSSFCell cell, String text) {
        CellAddress here = new CellAddress(cell);
        // asking the sheet for a comment goes through all of them
        XSSFComment old = commented.contains(here) ? cell.getCellComment() : null;
        String own = old == null ? "" : "\n\n原批注：" + old.getString().getString();
        if (old != null) {
            cell.removeCellComment();
        }
        String whole = text + own;
        int lines = whole.split("\n", -1).length + whole.length() / LETTERS_IN_A_LINE;
        // a comment is born in the upper left cell of its box, and no other may live there
        int top = cell.getRowIndex() + 1;
        int left = cell.getColumnIndex() + 1;
        while (commented.contains(new CellAddress(top, left))) {
            top++;
        }
        int bottom = top + Math.min(14, Math.max(3, lines));
        Margin present = margin;
        if (present == null) {
            XSSFComment comment = sheet.createDrawingPatriarch()
                    .createCellComment(new XSSFClientAnchor(0, 0, 0, 0, left, top, left + 3, bottom));
            comment.setString(new XSSFRichTextString(whole));
            comment.setAuthor(answer.author());
            cell.setCellComment(comment);
            margin = new Margin(
                    Objects.requireNonNull(part(sheet, CommentsTable.class)),
                    Objects.requireNonNull(part(sheet, XSSFVMLDrawing.class)));
        } else {
            another(present, here, whole, left, top, bottom);
        }
        commented.add(here);
    }

    /** What POI does for a comment, without rendering the whole shape as XML at each of its steps. */
    private void another(Margin present, CellAddress here, String text, int left, int top, int bottom) {
        CTClientData box = present.shapes().newCommentShape().getClientDataArray(0);
        box.setAnchorArray(0, "%d, 0, %d, 0, %d, 0, %d, 0".formatted(left, top, left + 3, bottom));
        box.setRowArray(0, BigInteger.valueOf(here.getRow()));
        box.setColumnArray(0, BigInteger.valueOf(here.getColumn()));
        CTComment comment = present.comments().newComment(here);
        comment.setAuthorId(present.comments().findAuthor(answer.author()));
        comment.addNewText().setT(text);
    }

    /** The column of an earlier answer, emptied, or the first one right of everything. */
    private int noteColumn(XSSFSheet sheet, int headingRow) {
        XSSFRow headings = row(sheet, headingRow);
        int column = -1;
        for (Cell cell : headings) {
            if (cell.getCellType() == CellType.STRING
                    && cell.getStringCellValue().strip().equals(answer.noteHeading())) {
                column = cell.getColumnIndex();
            }
        }
        if (column < 0) {
            column = headings.getLastCellNum();
            for (int at = headingRow; at <= sheet.getLastRowNum(); at++) {
                XSSFRow row = sheet.getRow(at);
                column = row == null ? column : Math.max(column, lastFilled(row) + 1);
            }
        } else {
            for (int at = headingRow; at <= sheet.getLastRowNum(); at++) {
                XSSFRow row = sheet.getRow(at);
                XSSFCell cell = row == null ? null : row.getCell(column);
                if (cell != null) {
                    cell.setBlank();
                }
            }
        }
        XSSFCell heading = cell(headings, column);
        XSSFCell neighbour = headings.getCell(column - 1);
        if (neighbour != null) {
            heading.setCellStyle(neighbour.getCellStyle());
        }
        texts.put(heading, answer.noteHeading());
        sheet.setColumnWidth(column, NOTE_CHARACTERS * 256);
        sheet.setColumnHidden(column, false);
        printToo(sheet, column);
        return column;
    }

    /** Where the sender has said what is printed, the notes are part of it. */
    private void printToo(XSSFSheet sheet, int column) {
        int index = book.getSheetIndex(sheet);
        String printed = book.getPrintArea(index);
        if (printed == null || !AreaReference.isContiguous(printed)) {
            return;
        }
        AreaReference area = new AreaReference(printed, SpreadsheetVersion.EXCEL2007);
        CellReference first = area.getFirstCell();
        CellReference last = area.getLastCell();
        if (last.getCol() < column && last.getRow() >= 0) {
            book.setPrintArea(index, first.getCol(), column, first.getRow(), last.getRow());
        }
    }

    private static int lastFilled(XSSFRow row) {
        int last = -1;
        for (Cell cell : row) {
            if (cell.getCellType() != CellType.BLANK) {
                last = cell.getColumnIndex();
            }
        }
        return last;
    }

    private void note(XSSFSheet sheet, Note note, int column) {
        XSSFRow row = row(sheet, note.row());
        XSSFCell cell = cell(row, column);
        XSSFCell neighbour = row.getCell(column - 1);
        XSSFCellStyle before = neighbour == null ? cell.getCellStyle() : neighbour.getCellStyle();
        cell.setCellStyle(styles.computeIfAbsent("note " + note.tone() + " " + before.getIndex(), key -> {
            XSSFCellStyle style = derived(before);
            style.setFillPattern(FillPatternType.NO_FILL);
            style.setWrapText(true);
            style.setAlignment(HorizontalAlignment.LEFT);
            style.setVerticalAlignment(VerticalAlignment.CENTER);
            style.setFont(ink(note.tone(), style.getFont()));
            style.setQuotePrefixed(WorkbookWriter.looksLikeFormula(note.text()));
            return style;
        }));
        texts.put(cell, WorkbookWriter.clipped(note.text()));
        row.setHeightInPoints(
                Math.max(row.getHeightInPoints(), TextHeight.points(TextHeight.lines(note.text(), NOTE_CHARACTERS))));
    }

    private XSSFCellStyle derived(XSSFCellStyle from) {
        XSSFCellStyle style = book.createCellStyle();
        style.cloneStyleFrom(from);
        return style;
    }

    private XSSFFont ink(Tone tone, XSSFFont like) {
        return inks.computeIfAbsent(tone + " " + like.getIndex(), key -> {
            XSSFFont font = book.createFont();
            font.setFontName(like.getFontName());
            font.setFontHeight(like.getFontHeight());
            font.setColor(colour(tone.ink()));
            return font;
        });
    }

    private static XSSFColor colour(String argb) {
        XSSFColor colour = new XSSFColor();
        colour.setARGBHex(argb);
        return colour;
    }

    private static XSSFRow row(XSSFSheet sheet, int number) {
        @Nullable XSSFRow row = sheet.getRow(number - 1);
        return row == null ? sheet.createRow(number - 1) : row;
    }

    private static XSSFCell cell(XSSFRow row, int column) {
        @Nullable XSSFCell cell = row.getCell(column);
        return cell == null ? row.createCell(column) : cell;
    }
}
