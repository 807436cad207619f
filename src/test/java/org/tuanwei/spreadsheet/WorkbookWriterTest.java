package org.tuanwei.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellType;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Security row 22: exports hold text, never formulas. */
class WorkbookWriterTest {

    @Test
    void writtenCellsAreTextAndReadBackUnchanged() {
        List<List<String>> rows = List.of(List.of("上海体育大学", "00123456789", "1E5"), List.of("", "x", "  y"));

        byte[] file = WorkbookWriter.write("号码", List.of("学校名称", "QQ号", "初始密码"), rows);

        WorkbookText.Sheet sheet = new WorkbookReader(Limits.usual())
                .read(file, "号码.xlsx")
                .sheets()
                .get(0);
        assertThat(sheet.name()).isEqualTo("号码");
        assertThat(sheet.rows().get(0).cells()).containsExactly("学校名称", "QQ号", "初始密码");
        assertThat(sheet.rows().get(1).cells()).containsExactly("上海体育大学", "00123456789", "1E5");
        assertThat(sheet.rows().get(2).cells()).containsExactly("", "x", "y");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+86",
                "-1",
                "@x",
                "\tx",
                "\rx",
                "＝1",
                "＋1",
                "－1",
                "＠x",
                "=HYPERLINK(\"http://a.example\")"
            })
    void whatCouldRunAsAFormulaIsQuoted(String value) throws IOException {
        byte[] file = WorkbookWriter.write("表", List.of("甲"), List.of(List.of(value), List.of("无害")));

        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            Cell cell = book.getSheetAt(0).getRow(1).getCell(0);
            assertThat(cell.getCellType()).isEqualTo(CellType.STRING);
            assertThat(cell.getCellStyle().getQuotePrefixed()).isTrue();
            assertThat(cell.getCellStyle().getDataFormatString()).isEqualTo("@");
            assertThat(book.getSheetAt(0).getRow(2).getCell(0).getCellStyle().getQuotePrefixed())
                    .isFalse();
        }
    }

    @Test
    void theTemplateHasTextCellsToTypeInto() throws IOException {
        byte[] file = WorkbookWriter.template("号码", List.of("受理号", "QQ号"));

        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(file))) {
            assertThat(book.getSheetAt(0).getRow(400).getCell(1).getCellStyle().getDataFormatString())
                    .isEqualTo("@");
        }
        assertThat(SheetTable.find(new WorkbookReader(Limits.usual()).read(file, "模板.xlsx"), List.of("受理号", "QQ号"))
                        .lines())
                .isEmpty();
    }
}
