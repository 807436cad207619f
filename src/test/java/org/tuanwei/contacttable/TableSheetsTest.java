package org.tuanwei.contacttable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.tuanwei.contacttable.Tables.FUDAN;
import static org.tuanwei.contacttable.Tables.PRINTING;
import static org.tuanwei.contacttable.Tables.SHANGHAI;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.ss.usermodel.DataValidation;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tuanwei.contacttable.ContactTables.Part;
import org.tuanwei.contacttable.ContactTables.Total;

/** Our own workbooks are the notice's table, ready to be filled in, printed and sent, and hold nothing but text. */
class TableSheetsTest {

    private final ContactTables tables = Tables.product();

    private static XSSFWorkbook open(byte[] file) throws IOException {
        return new XSSFWorkbook(new ByteArrayInputStream(file));
    }

    private static ContactEntry entry(int number) {
        return new ContactEntry(
                "测试第" + number + "大学",
                "普通高校",
                "测试甲",
                number == 0 ? "=cmd|' /C calc'!A0" : "",
                "021-555%05d".formatted(number),
                "138000%05d".formatted(number),
                "contact" + number + "@school.example");
    }

    @Test
    void theTemplateIsTheNoticesTableWithProvinceSchoolsAndTypesFilledIn() throws IOException {
        try (XSSFWorkbook book = open(tables.template(SHANGHAI, List.of(FUDAN, PRINTING)))) {
            XSSFSheet sheet = book.getSheetAt(0);
            assertThat(sheet.getSheetName()).isEqualTo("上海市");
            assertThat(sheet.getRow(0).getCell(0).getStringCellValue()).isEqualTo("高校团委微博建设负责人信息统计表");
            assertThat(sheet.getRow(1).getCell(0).getStringCellValue()).isEqualTo("省份：上海市");
            assertThat(IntStream.range(0, 7)
                            .mapToObj(column -> sheet.getRow(2).getCell(column).getStringCellValue()))
                    .containsExactly("学校名称", "学校类型\n（普通高校、高职学校、民办高校、独立学院）", "联系人", "职务", "电话", "手机", "电子邮箱");
            assertThat(sheet.getRow(4).getCell(0).getStringCellValue()).isEqualTo("上海出版印刷高等专科学校");
            assertThat(sheet.getRow(4).getCell(1).getStringCellValue()).isEqualTo("高职学校");
            for (int row : new int[] {3, 4, 20}) {
                for (Column column : List.of(Column.PHONE, Column.MOBILE)) {
                    assertThat(sheet.getRow(row)
                                    .getCell(column.ordinal())
                                    .getCellStyle()
                                    .getDataFormatString())
                            .isEqualTo("@");
                }
            }
            assertThat(sheet.getColumnStyle(Column.MOBILE.ordinal()).getDataFormatString())
                    .as("below the prepared rows too")
                    .isEqualTo("@");
            assertThat(sheet.getPaneInformation().getHorizontalSplitPosition()).isEqualTo((short) 3);
            assertThat(sheet.getPrintSetup().getLandscape()).isTrue();
            assertThat(sheet.getPrintSetup().getPaperSize()).isEqualTo(PrintSetup.A4_PAPERSIZE);
            assertThat(sheet.getRepeatingRows().formatAsString()).isEqualTo("3:3");
            assertThat(book.getPrintArea(0)).endsWith("$A$1:$G$35");
            assertThat(sheet.getDataValidations()).singleElement().satisfies(TableSheetsTest::assertPicksTheType);
        }
    }

    private static void assertPicksTheType(DataValidation validation) {
        assertThat(validation.getValidationConstraint().getExplicitListValues())
                .containsExactly("普通高校", "高职学校", "民办高校", "独立学院");
        assertThat(validation.getRegions().getCellRangeAddresses()[0].formatAsString())
                .isEqualTo("B4:B35");
        assertThat(validation.getErrorBoxText()).contains("独立学院");
    }

    @Test
    void theNationalSummaryHasTotalsAndASheetForEachProvinceAndNothingThatComputes() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        tables.national(
                List.of(new Total("上海市", 69, 60, 2, "已接受", "2012-03-15"), new Total("江苏省", 175, 0, 0, "未报", "")),
                Stream.of(
                        new Part(
                                "上海市",
                                IntStream.range(0, 600)
                                        .mapToObj(TableSheetsTest::entry)
                                        .toList()),
                        new Part("江苏省", List.of())),
                out);
        try (XSSFWorkbook book = open(out.toByteArray())) {
            assertThat(book.getNumberOfSheets()).isEqualTo(3);
            Sheet totals = book.getSheet("全国汇总");
            assertThat(texts(totals.getRow(2))).containsExactly("上海市", "69", "60", "2", "7", "已接受", "2012-03-15");
            assertThat(texts(totals.getRow(4))).startsWith("合计", "244", "60", "2", "182");
            assertThat(book.getSheet("上海市").getLastRowNum()).isEqualTo(602);
            XSSFCell dangerous = book.getSheet("上海市").getRow(3).getCell(3);
            assertThat(dangerous.getStringCellValue()).startsWith("=cmd");
            assertThat(dangerous.getCellStyle().getQuotePrefixed()).isTrue();
            for (Sheet sheet : book) {
                for (Row row : sheet) {
                    for (Cell cell : row) {
                        assertThat(cell.getCellType()).isIn(CellType.STRING, CellType.BLANK);
                    }
                }
            }
        }
    }

    private static List<String> texts(Row row) {
        return IntStream.range(0, row.getLastCellNum())
                .mapToObj(column -> row.getCell(column).getStringCellValue())
                .toList();
    }

    /** Opens what we write with the other program people have; skipped, visibly, where it is not installed. */
    @Test
    void libreOfficeOpensWhatWeWrite(@TempDir Path folder) throws Exception {
        assumeThat(Stream.of("/usr/bin/soffice", "/usr/bin/libreoffice")
                        .anyMatch(program -> Files.isExecutable(Path.of(program))))
                .as("LibreOffice is not installed: skipped")
                .isTrue();
        Files.write(folder.resolve("template.xlsx"), tables.template(SHANGHAI, List.of(FUDAN, PRINTING)));
        byte[] wrong = tables.provinceTable(
                SHANGHAI, List.of(new ContactEntry("复旦大学", "本科", "测试甲", "", "", "1380", "无"), entry(1)));
        CheckedTable checked = tables.check(tables.read(wrong, "a.xlsx", SHANGHAI));
        Files.write(folder.resolve("annotated.xlsx"), tables.annotated(wrong, checked));
        Files.write(folder.resolve("failed.xlsx"), tables.failedRows(checked));
        Process office = new ProcessBuilder(
                        "soffice",
                        "-env:UserInstallation=" + folder.resolve("profile").toUri(),
                        "--headless",
                        "--convert-to",
                        "pdf",
                        "--outdir",
                        folder.toString(),
                        folder.resolve("template.xlsx").toString(),
                        folder.resolve("annotated.xlsx").toString(),
                        folder.resolve("failed.xlsx").toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        assertThat(office.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String log = Files.readString(folder.resolve("log"));
        for (String name : List.of("template.pdf", "annotated.pdf", "failed.pdf")) {
            assertThat(folder.resolve(name)).as(log).isNotEmptyFile();
        }
        // -Dlook=<folder> keeps the files for a person to look at
        String keep = System.getProperty("look");
        if (keep != null) {
            for (String name : List.of("template", "annotated", "failed")) {
                for (String end : List.of(".xlsx", ".pdf")) {
                    Files.copy(
                            folder.resolve(name + end),
                            Path.of(keep, name + end),
                            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
    }
}
