package org.tuanwei.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tuanwei.spreadsheet.WorkbookRefused.Reason;

/** What the reader makes of ordinary cells, and how it keeps to its limits. */
class WorkbookReaderTest {

    private static final Duration AMPLE = Duration.ofSeconds(15);

    private final WorkbookReader reader = new WorkbookReader(Limits.usual());

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsWhatAPersonWouldHaveTyped(boolean xlsx) throws IOException {
        try (Workbook book = xlsx ? new XSSFWorkbook() : new HSSFWorkbook()) {
            Sheet sheet = book.createSheet("号码");
            Row row = sheet.createRow(3);
            row.createCell(0).setCellValue("  上海体育大学\u3000");
            row.createCell(1).setCellValue(123456789012d);
            row.createCell(2).setCellValue(0.1 + 0.2);
            row.createCell(4).setCellValue(true);
            Cell date = row.createCell(5);
            date.setCellValue(LocalDate.of(2026, 3, 14));
            date.setCellStyle(style(book, "yyyy-mm-dd"));
            Cell padded = row.createCell(6);
            padded.setCellValue(4567);
            padded.setCellStyle(style(book, "00000000"));
            Cell formula = row.createCell(7);
            formula.setCellFormula("\"a\"&\"b\"");
            book.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(formula);
            Cell sum = row.createCell(8);
            sum.setCellFormula("B4+1");
            book.getCreationHelper().createFormulaEvaluator().evaluateFormulaCell(sum);
            book.createSheet("藏").createRow(0).createCell(0).setCellValue("x");
            book.setSheetHidden(1, true);

            WorkbookText text = reader.read(bytes(book), "号码.xls");

            assertThat(text.sheets()).extracting(WorkbookText.Sheet::name).containsExactly("号码", "藏");
            assertThat(text.sheets()).extracting(WorkbookText.Sheet::hidden).containsExactly(false, true);
            assertThat(text.sheets().get(0).rows()).hasSize(1);
            WorkbookText.Row read = text.sheets().get(0).rows().get(0);
            assertThat(read.number()).isEqualTo(4);
            assertThat(read.cells())
                    .containsExactly(
                            "上海体育大学",
                            "123456789012",
                            "0.3",
                            "",
                            "TRUE",
                            "2026-03-14",
                            "00004567",
                            "ab",
                            "123456789013");
            assertThat(read.cell(99)).isEmpty();
        }
    }

    @Test
    void findsTheTableByItsHeadingsWhereverTheyStand() {
        byte[] file = WorkbookWriter.write(
                "表",
                List.of("通知附件", "", "", ""),
                List.of(
                        List.of("序号", "学校\n名称", " QQ号：", "备注"),
                        List.of("1", "东华大学", "１２３４５６", "a"),
                        List.of("", "", "", "只有备注")));

        SheetTable table = SheetTable.find(reader.read(file, "a.xlsx"), List.of("QQ号", "学校名称"));

        assertThat(table.lines()).hasSize(1);
        assertThat(table.lines().get(0).number()).isEqualTo(3);
        assertThat(table.lines().get(0).get("学校名称")).isEqualTo("东华大学");
        assertThat(CellText.halfWidth(table.lines().get(0).get("QQ号"))).isEqualTo("123456");
        assertThatThrownBy(() -> SheetTable.find(reader.read(file, "a.xlsx"), List.of("受理号")))
                .isInstanceOf(WorkbookRefused.class)
                .hasMessageContaining("受理号");
    }

    @Test
    void refusesTooManyRowsCellsAndLetters() {
        byte[] file = WorkbookWriter.write("表", List.of("甲", "乙"), Collections.nCopies(30, List.of("一二三", "四")));

        assertRefused(Reason.TOO_MANY_ROWS, Limits.narrow(30, 1000, 1000, AMPLE), file);
        assertRefused(Reason.TOO_MANY_CELLS, Limits.narrow(31, 61, 1000, AMPLE), file);
        assertRefused(Reason.TOO_MUCH_TEXT, Limits.narrow(31, 62, 121, AMPLE), file);
        assertThat(new WorkbookReader(Limits.narrow(31, 62, 122, AMPLE))
                        .read(file, "a.xlsx")
                        .sheets()
                        .get(0)
                        .rows())
                .hasSize(31);
    }

    @Test
    void refusesFilesAndPackagesThatAreTooLarge() throws IOException {
        SpreadsheetProperties narrow = Limits.narrow(100, 100, 100, AMPLE);
        byte[] small = WorkbookWriter.write("表", List.of("甲"), List.of());

        assertRefused(Reason.TOO_LARGE, narrow, new byte[401 * 1024]);
        assertRefused(Reason.EMPTY, narrow, new byte[0]);
        assertRefused(Reason.BOMB, narrow, withPart(small, "xl/media/image1.png", new byte[2_100_000]));
        byte[] twice = withPart(small, "xl/media/image1.png", new byte[1_900_000]);
        assertRefused(Reason.BOMB, narrow, withPart(twice, "xl/media/image2.png", new byte[1_900_000]));
        byte[] many = small;
        for (int i = 0; i < 40; i++) {
            many = withPart(many, "docProps/p" + i + ".bin", new byte[1]);
        }
        assertRefused(Reason.TOO_MANY_PARTS, narrow, many);
    }

    @Test
    void refusesByNameWhatIsHiddenInAnOrdinaryPackage() throws IOException {
        byte[] small = WorkbookWriter.write("表", List.of("甲"), List.of());

        assertRefused(Reason.MACROS, withPart(small, "xl/vbaProject.bin", new byte[9]));
        assertRefused(Reason.MACROS, replaced(small, "[Content_Types].xml", "sheet.main+xml", "macroEnabled.main+xml"));
        assertRefused(Reason.EXTERNAL_LINKS, withPart(small, "xl/externalLinks/externalLink1.xml", new byte[9]));
        assertRefused(
                Reason.EXTERNAL_LINKS,
                replaced(
                        small,
                        "xl/_rels/workbook.xml.rels",
                        "</Relationships>",
                        "<Relationship Id=\"rIdX\" TargetMode=\"External\" Target=\"http://mallory.example/x.xlsx\""
                                + " Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\"/>"
                                + "</Relationships>"));
        assertRefused(Reason.EMBEDDED_OBJECTS, withPart(small, "xl/embeddings/oleObject1.bin", new byte[9]));
        assertRefused(Reason.BINARY, withPart(small, "xl/workbook.bin", new byte[9]));
        assertRefused(Reason.BROKEN, withPart(small, "XL/WORKBOOK.XML", new byte[9]));
        assertRefused(Reason.MACROS, Limits.usual(), small, "a.XLSM");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void refusesEntityDeclarationsHoweverTheyAreEncodedAndWhereverTheyStand(String charset) throws IOException {
        byte[] small = WorkbookWriter.write("表", List.of("甲"), List.of());
        String padding = " ".repeat(16 * 1024 - 5);

        for (String text : List.of("<!DOCTYPE x>", padding + "<!DOCTYPE x>", padding + padding + "<!DOCTYPE x>")) {
            assertRefused(
                    Reason.ENTITIES, withPart(small, "docProps/custom.xml", text.getBytes(Charset.forName(charset))));
        }
    }

    @Test
    void refusesWhatIsNoWorkbookOrBroken() throws IOException {
        byte[] small = WorkbookWriter.write("表", List.of("甲"), List.of());

        assertRefused(Reason.NOT_A_WORKBOOK, "学校名称,QQ号".getBytes(StandardCharsets.UTF_8));
        assertRefused(Reason.NOT_A_WORKBOOK, "%PDF-1.7 …………".getBytes(StandardCharsets.UTF_8));
        assertRefused(Reason.BROKEN, Arrays.copyOf(small, small.length / 3));
        assertRefused(
                Reason.BROKEN, replaced(small, "xl/worksheets/sheet1.xml", "<sheetData>", "<sheetData><row><c><v>"));
    }

    @Test
    void macrosExternalLinksAndObjectsInTheOldFormatAreRefusedToo() throws IOException {
        try (HSSFWorkbook book = new HSSFWorkbook()) {
            book.createSheet("表").createRow(0).createCell(0).setCellValue("x");
            byte[] plain = bytes(book);
            assertThat(reader.read(plain, "a.xls").sheets()).hasSize(1);
            book.linkExternalWorkbook("other.xls", new HSSFWorkbook());
            assertRefused(Reason.EXTERNAL_LINKS, bytes(book));
            assertRefused(Reason.MACROS, withEntry(plain, "_VBA_PROJECT_CUR"));
            assertRefused(Reason.EMBEDDED_OBJECTS, withEntry(plain, "MBD0018D4CE"));
        }
    }

    @Test
    void stopsWhenTheTimeIsUpAndGoesOnServing() {
        List<List<String>> rows = Collections.nCopies(6_000, Collections.nCopies(10, "一段文字"));
        byte[] large = WorkbookWriter.write("表", Collections.nCopies(10, "列"), rows);
        byte[] small = WorkbookWriter.write("表", List.of("甲"), List.of());
        SpreadsheetProperties hurried = new SpreadsheetProperties(
                Limits.usual().maxFile(),
                500,
                Limits.usual().maxEntry(),
                Limits.usual().maxUnpacked(),
                20_000,
                250_000,
                8_000_000,
                Duration.ofMillis(40),
                1,
                45);
        assertThat(reader.read(large, "a.xlsx").sheets().get(0).rows()).hasSize(6_001);

        assertRefused(Reason.TOO_SLOW, hurried, large);
        WorkbookReader patient = new WorkbookReader(Limits.usual());
        assertThat(patient.read(small, "a.xlsx").sheets()).hasSize(1);
    }

    @Test
    void moreAtOnceThanThePoolHoldsAreAskedToComeBack() throws Exception {
        List<List<String>> rows = Collections.nCopies(4_000, Collections.nCopies(10, "一段文字"));
        byte[] large = WorkbookWriter.write("表", Collections.nCopies(10, "列"), rows);
        WorkbookReader one = new WorkbookReader(new SpreadsheetProperties(
                Limits.usual().maxFile(),
                500,
                Limits.usual().maxEntry(),
                Limits.usual().maxUnpacked(),
                20_000,
                250_000,
                8_000_000,
                Duration.ofSeconds(60),
                1,
                45));

        List<CompletableFuture<Object>> all = Collections.nCopies(12, 0).stream()
                .map(i -> CompletableFuture.<Object>supplyAsync(
                        () -> {
                            try {
                                return one.read(large, "a.xlsx");
                            } catch (WorkbookRefused refused) {
                                return refused.reason();
                            }
                        },
                        task -> new Thread(task).start()))
                .toList();
        List<Object> results = new ArrayList<>();
        for (CompletableFuture<Object> each : all) {
            results.add(each.get(90, TimeUnit.SECONDS));
        }

        assertThat(results).filteredOn(Reason.BUSY::equals).isNotEmpty();
        assertThat(results).filteredOn(WorkbookText.class::isInstance).hasSizeGreaterThanOrEqualTo(5);
    }

    private void assertRefused(Reason reason, byte[] content) {
        assertRefused(reason, Limits.usual(), content);
    }

    private void assertRefused(Reason reason, SpreadsheetProperties limits, byte[] content) {
        assertRefused(reason, limits, content, "a.xlsx");
    }

    private void assertRefused(Reason reason, SpreadsheetProperties limits, byte[] content, String name) {
        assertThatThrownBy(() -> new WorkbookReader(limits).read(content, name))
                .isInstanceOfSatisfying(WorkbookRefused.class, refused -> assertThat(refused.reason())
                        .isEqualTo(reason));
    }

    private static CellStyle style(Workbook book, String format) {
        CellStyle style = book.createCellStyle();
        style.setDataFormat(book.createDataFormat().getFormat(format));
        return style;
    }

    private static byte[] bytes(Workbook book) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        book.write(out);
        return out.toByteArray();
    }

    private static byte[] withEntry(byte[] xls, String entry) throws IOException {
        try (var files = new POIFSFileSystem(new ByteArrayInputStream(xls))) {
            files.getRoot().createDirectory(entry).createDocument("x", new ByteArrayInputStream(new byte[10]));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            files.writeFilesystem(out);
            return out.toByteArray();
        }
    }

    private static byte[] withPart(byte[] xlsx, String name, byte[] content) throws IOException {
        return copy(xlsx, name, content, "", "", "");
    }

    private static byte[] replaced(byte[] xlsx, String part, String from, String to) throws IOException {
        return copy(xlsx, "", new byte[0], part, from, to);
    }

    private static byte[] copy(byte[] xlsx, String added, byte[] content, String part, String from, String to)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(xlsx));
                ZipOutputStream out = new ZipOutputStream(bytes)) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                byte[] old = in.readAllBytes();
                if (entry.getName().equals(part)) {
                    String text = new String(old, StandardCharsets.UTF_8);
                    assertThat(text).contains(from);
                    old = text.replace(from, to).getBytes(StandardCharsets.UTF_8);
                }
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write(old);
            }
            if (!added.isEmpty()) {
                out.putNextEntry(new ZipEntry(added));
                out.write(content);
            }
        }
        return bytes.toByteArray();
    }
}
