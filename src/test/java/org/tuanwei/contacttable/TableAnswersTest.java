package org.tuanwei.contacttable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tuanwei.contacttable.Tables.SHANGHAI;
import static org.tuanwei.contacttable.Tables.fill;
import static org.tuanwei.contacttable.Tables.notice;
import static org.tuanwei.contacttable.Tables.person;
import static org.tuanwei.contacttable.Tables.workbook;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.Font;
import org.apache.poi.ss.usermodel.IndexedColors;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The official gets his own file back, sees what is wrong where it is wrong, mends it and sends it again. */
class TableAnswersTest {

    private static final String RED = "FFFFC7CE";
    private static final int NOTES = 8;

    private final ContactTables tables = Tables.product();

    private static XSSFWorkbook open(byte[] file) throws IOException {
        return new XSSFWorkbook(new ByteArrayInputStream(file));
    }

    private CheckedTable check(byte[] file, String name) {
        return tables.check(tables.read(file, name, SHANGHAI));
    }

    /** A file with its own looks: a title in colours, borders, a remark of the official, a formula, a hidden row. */
    private static byte[] styled(boolean xlsx) {
        return workbook(xlsx, book -> {
            Sheet sheet = book.createSheet("上海");
            fill(
                    sheet,
                    notice(
                            "上海市",
                            person("复旦大学", "普通高校", 1),
                            person("上海杉达学院", "民办高校", 2, Map.of(Column.MOBILE, "138000")),
                            person("华东师范大学", "普通高校", 3, Map.of(Column.EMAIL, ""))));
            sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, 6));
            sheet.setColumnWidth(0, 30 * 256);
            sheet.getRow(5).setZeroHeight(true);
            CellStyle title = book.createCellStyle();
            Font font = book.createFont();
            font.setFontName("黑体");
            font.setFontHeightInPoints((short) 18);
            font.setColor(IndexedColors.RED.getIndex());
            title.setFont(font);
            title.setFillForegroundColor(IndexedColors.LIGHT_GREEN.getIndex());
            title.setFillPattern(FillPatternType.SOLID_FOREGROUND);
            sheet.getRow(0).getCell(0).setCellStyle(title);
            Cell sum = sheet.getRow(2).createCell(7);
            sum.setCellFormula("1+1");
            book.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(sum);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void badCellsAreColouredAndCommentedInTheOfficialsOwnFile(boolean xlsx) throws IOException {
        byte[] file = styled(xlsx);
        CheckedTable checked = check(file, xlsx ? "上海.xlsx" : "上海.xls");
        try (XSSFWorkbook book = open(tables.annotated(file, checked))) {
            XSSFSheet sheet = book.getSheet("上海");
            XSSFCell title = sheet.getRow(0).getCell(0);
            assertThat(title.getStringCellValue()).isEqualTo("高校团委微博建设负责人信息统计表");
            assertThat(title.getCellStyle().getFont().getFontName()).isEqualTo("黑体");
            assertThat(title.getCellStyle().getFont().getFontHeightInPoints()).isEqualTo((short) 18);
            assertThat(title.getCellStyle().getFillForegroundColorColor().getARGBHex())
                    .isEqualTo("FFCCFFCC");
            assertThat(sheet.getMergedRegions()).contains(new CellRangeAddress(0, 0, 0, 6));
            assertThat(sheet.getColumnWidth(0)).isEqualTo(30 * 256);

            assertThat(colour(sheet, 3, Column.MOBILE)).isEmpty();
            assertThat(colour(sheet, 4, Column.MOBILE)).isEqualTo(RED);
            assertThat(comment(sheet, 4, Column.MOBILE)).isEqualTo("【错误】手机号“138000”只有6位。\n为什么：手机号应为11位数字。\n怎样改：请补全号码。");
            assertThat(colour(sheet, 5, Column.EMAIL)).isEqualTo(RED);
            assertThat(sheet.getRow(5).getZeroHeight())
                    .as("a row with a fault is shown")
                    .isFalse();
            assertThat(text(sheet, 2, NOTES)).isEqualTo("错误说明");
            assertThat(text(sheet, 3, NOTES)).isEmpty();
            assertThat(text(sheet, 4, NOTES)).startsWith("【错误】手机号“138000”只有6位");
            assertThat(sheet.getRow(2).getCell(7).getCellType())
                    .as("nothing in the answer computes")
                    .isEqualTo(CellType.NUMERIC);
            XSSFSheet summary = book.getSheet("团微核对结果");
            assertThat(text(summary, 1, 0)).startsWith("共 3 行：可收 1 行，要改 2 行");
            assertThat(text(summary, 4, 1)).isEqualTo("5");
        }
    }

    @Test
    void theAnswerSentBackUnchangedIsReadAsTheSameTable() {
        byte[] file = styled(true);
        CheckedTable checked = check(file, "上海.xlsx");
        CheckedTable again = check(tables.annotated(file, checked), "上海-批注.xlsx");
        assertThat(again.findings())
                .as("a row with findings is hidden no longer")
                .isEqualTo(checked.findings().stream()
                        .filter(finding -> finding.row() != null)
                        .toList());
        assertThat(again.rows()).isEqualTo(checked.rows());
    }

    @Test
    void theMendedAnswerLosesItsMarksAndKeepsTheRest() throws IOException {
        byte[] file = styled(true);
        byte[] mended;
        try (XSSFWorkbook book = open(tables.annotated(file, check(file, "上海.xlsx")));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            book.getSheet("上海").getRow(4).getCell(Column.MOBILE.ordinal()).setCellValue("13800000002");
            book.write(out);
            mended = out.toByteArray();
        }
        CheckedTable checked = check(mended, "上海-批注.xlsx");
        assertThat(checked.goodRows()).hasSize(2);
        try (XSSFWorkbook book = open(tables.annotated(mended, checked))) {
            XSSFSheet sheet = book.getSheet("上海");
            assertThat(colour(sheet, 4, Column.MOBILE)).isEmpty();
            assertThat(comment(sheet, 4, Column.MOBILE)).isEmpty();
            assertThat(text(sheet, 4, NOTES)).isEmpty();
            assertThat(comment(sheet, 5, Column.EMAIL)).startsWith("【错误】没有填电子邮箱");
            assertThat(sheet.getRow(2).getLastCellNum()).isEqualTo((short) (NOTES + 1));
            assertThat(book.getNumberOfSheets()).isEqualTo(2);
        }
    }

    @Test
    void aCommentOfTheOfficialIsNotLost() throws IOException {
        byte[] file = workbook(true, book -> {
            Sheet sheet = book.createSheet("统计表");
            fill(sheet, notice("上海市", person("复旦大学", "普通高校", 1, Map.of(Column.EMAIL, "无"))));
            Cell cell = sheet.getRow(3).getCell(Column.EMAIL.ordinal());
            var comment = sheet.createDrawingPatriarch()
                    .createCellComment(book.getCreationHelper().createClientAnchor());
            comment.setString(book.getCreationHelper().createRichTextString("待补"));
            comment.setAuthor("省里");
            cell.setCellComment(comment);
        });
        try (XSSFWorkbook book = open(tables.annotated(file, check(file, "统计表.xlsx")))) {
            assertThat(comment(book.getSheetAt(0), 3, Column.EMAIL))
                    .startsWith("【错误】")
                    .endsWith("原批注：待补");
        }
    }

    @Test
    void neighbouringCellsEachHaveTheirComment() throws IOException {
        Map<Column, String> bad =
                Map.of(Column.TYPE, "本科", Column.NAME, "", Column.PHONE, "1", Column.MOBILE, "1", Column.EMAIL, "无");
        byte[] file = workbook(
                true,
                notice(
                        "上海市",
                        person("某大学", "普通高校", 1, bad),
                        person("别的大学", "普通高校", 2, bad),
                        person("另外的大学", "普通高校", 3, bad)));
        try (XSSFWorkbook book = open(tables.annotated(file, check(file, "a.xlsx")))) {
            for (int row = 3; row < 6; row++) {
                for (Column column : Column.values()) {
                    assertThat(comment(book.getSheetAt(0), row, column).isEmpty())
                            .isEqualTo(column == Column.POSITION);
                }
            }
        }
    }

    @Test
    void theFailedRowsComeAloneAndCanBeMendedAndSent() throws IOException {
        byte[] file = styled(true);
        CheckedTable checked = check(file, "上海.xlsx");
        byte[] failed = tables.failedRows(checked);
        try (XSSFWorkbook book = open(failed)) {
            XSSFSheet sheet = book.getSheet("失败行");
            assertThat(text(sheet, 3, 0)).isEqualTo("上海杉达学院");
            assertThat(text(sheet, 3, 7)).startsWith("【错误】手机号");
            assertThat(colour(sheet, 3, Column.MOBILE)).isEqualTo(RED);
            assertThat(sheet.getLastRowNum()).isEqualTo(4);
            assertThat(book.getPrintArea(0)).as("the notes are printed too").contains("$H$");
            assertThat(sheet.getRow(3).getHeightInPoints())
                    .as("high enough for the note")
                    .isGreaterThan(20);
        }
        CheckedTable again = check(failed, "上海-失败行.xlsx");
        assertThat(again.rows()).extracting(row -> row.match().code()).containsExactly("4131011833", "4131010269");
        assertThat(again.findings())
                .extracting(Finding::what)
                .isEqualTo(checked.findings().stream()
                        .filter(finding -> finding.row() != null)
                        .map(Finding::what)
                        .toList());
    }

    @ParameterizedTest
    @CsvSource({
        "上海.xls, 上海-批注.xlsx",
        "上海-批注.xlsx, 上海-批注.xlsx",
        "C:\\\\桌面\\\\上海市统计表.XLSX, 上海市统计表-批注.xlsx",
        "'', 统计表-批注.xlsx"
    })
    void theAnswerIsNamedAfterTheFile(String sent, String answered) {
        assertThat(ContactTables.annotatedName(sent)).isEqualTo(answered);
        assertThat(ContactTables.failedName("上海.xls")).isEqualTo("上海-失败行.xlsx");
    }

    @Test
    void whatTheOfficialTypedCannotRunInTheAnswer() throws IOException {
        byte[] file = workbook(
                true, List.copyOf(notice("上海市", person("=HYPERLINK(1)", "普通高校", 1, Map.of(Column.POSITION, "+1")))));
        try (XSSFWorkbook book = open(tables.failedRows(check(file, "a.xlsx")))) {
            XSSFSheet sheet = book.getSheetAt(0);
            for (int column : new int[] {0, 3}) {
                XSSFCell cell = sheet.getRow(3).getCell(column);
                assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
                assertThat(cell.getCellStyle().getQuotePrefixed()).isTrue();
            }
        }
    }

    private static String text(XSSFSheet sheet, int row, int column) {
        XSSFCell cell = sheet.getRow(row).getCell(column);
        return cell == null ? "" : cell.getStringCellValue();
    }

    private static String colour(XSSFSheet sheet, int row, Column column) {
        var style = sheet.getRow(row).getCell(column.ordinal()).getCellStyle();
        return style.getFillPattern() == FillPatternType.NO_FILL
                ? ""
                : Objects.requireNonNull(style.getFillForegroundColorColor()).getARGBHex();
    }

    private static String comment(XSSFSheet sheet, int row, Column column) {
        var comment = sheet.getRow(row).getCell(column.ordinal()).getCellComment();
        return comment == null ? "" : comment.getString().getString();
    }
}
