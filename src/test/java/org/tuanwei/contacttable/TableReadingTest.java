package org.tuanwei.contacttable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tuanwei.contacttable.Tables.SHANGHAI;
import static org.tuanwei.contacttable.Tables.fill;
import static org.tuanwei.contacttable.Tables.notice;
import static org.tuanwei.contacttable.Tables.person;
import static org.tuanwei.contacttable.Tables.workbook;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.util.CellRangeAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tuanwei.contacttable.SchoolMatch.How;

/** Whatever an official does to the notice's table, the same rows come out of it, or a plain answer why not. */
class TableReadingTest {

    private static final List<String> FUDAN = person("复旦大学", "普通高校", 1);
    private static final List<String> SANDA = person("上海杉达学院", "民办高校", 2);

    private final ContactTables tables = Tables.product();

    private TableReading read(List<List<String>> lines) {
        return tables.read(workbook(true, lines), "统计表.xlsx", SHANGHAI);
    }

    private static void assertTheTwo(TableReading reading) {
        assertThat(reading.rows()).extracting(row -> row.match().code()).containsExactly("4131010246", "4131011833");
        assertThat(reading.rows())
                .extracting(TableRow::entry)
                .containsExactly(
                        new ContactEntry(
                                "复旦大学",
                                "普通高校",
                                "测试乙",
                                "团委干事",
                                "021-55500001",
                                "13800000001",
                                "contact1@school.example"),
                        new ContactEntry(
                                "上海杉达学院",
                                "民办高校",
                                "测试丙",
                                "团委干事",
                                "021-55500002",
                                "13800000002",
                                "contact2@school.example"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void theNoticesOwnTableIsReadInBothFormats(boolean xlsx) {
        TableReading reading =
                tables.read(workbook(xlsx, notice("上海市", FUDAN, SANDA)), xlsx ? "统计表.xlsx" : "统计表.xls", SHANGHAI);
        assertTheTwo(reading);
        assertThat(reading.province()).isEqualTo("上海市");
        assertThat(reading.sha256()).hasSize(64);
        assertThat(reading.rows().get(0).number()).isEqualTo(4);
        assertThat(reading.places()).hasEntrySatisfying("统计表", place -> assertThat(place.headingRow())
                .isEqualTo(3));
    }

    @Test
    void aLeadingNumberColumnLineBreaksBracketsBlankLinesAndSignaturesDoNotMatter() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("附件："));
        lines.add(List.of());
        lines.add(List.of("", "高校团委微博建设负责人信息统计表"));
        lines.add(List.of("", "省 份 :　上海市"));
        lines.add(
                List.of("序号", "学校\n名称", "学校类型\n（普通高校、高职学校、民办高校、独立学院）", "联 系 人", "职务", "电话", "手　机", "电子\u00A0邮箱", "备注"));
        lines.add(numbered("1", FUDAN));
        lines.add(List.of());
        lines.add(List.of("2"));
        lines.add(List.of("序号", "学校名称", "学校类型", "联系人", "职务", "电话", "手机", "电子邮箱"));
        lines.add(numbered("3", SANDA));
        lines.add(List.of());
        lines.add(List.of("", "填表人：测试员", "", "审核人：测试长"));
        lines.add(List.of("注：请于3月14日前报送；逾期不再受理。"));
        lines.add(List.of("", "", "", "", "", "2012年3月10日"));
        TableReading reading = read(lines);
        assertTheTwo(reading);
        assertThat(reading.rows()).extracting(TableRow::number).containsExactly(6, 10);
    }

    private static List<String> numbered(String number, List<String> row) {
        List<String> cells = new ArrayList<>(List.of(number));
        cells.addAll(row);
        return cells;
    }

    @Test
    void headingsMergedOverTwoRowsAndColumnsInAnotherOrderAreFound() {
        byte[] file = workbook(true, book -> {
            Sheet sheet = book.createSheet("上海");
            fill(
                    sheet,
                    List.of(
                            List.of("高校团委微博建设负责人信息统计表"),
                            List.of("省份：", "上海"),
                            List.of("学校名称", "学校类型", "联系人", "联系方式", "", "", "职务"),
                            List.of("", "", "", "手机", "办公电话", "E-mail")));
            sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, 6));
            sheet.addMergedRegion(new CellRangeAddress(2, 2, 3, 5));
            sheet.addMergedRegion(new CellRangeAddress(2, 3, 0, 0));
            int at = 4;
            for (List<String> cells : List.of(FUDAN, SANDA)) {
                Row row = sheet.createRow(at++);
                int[] order = {0, 1, 2, 5, 4, 6, 3};
                for (int column = 0; column < order.length; column++) {
                    row.createCell(column).setCellValue(cells.get(order[column]));
                }
                row.setZeroHeight(true);
            }
        });
        TableReading reading = tables.read(file, "统计表.xlsx", SHANGHAI);
        assertTheTwo(reading);
        assertThat(reading.province()).isEqualTo("上海");
    }

    @Test
    void extraSheetsAreIgnoredAndATableOverSeveralSheetsIsOneTable() {
        byte[] file = workbook(true, book -> {
            fill(book.createSheet("填写说明"), List.of(List.of("请各高校于3月14日前填写")));
            fill(book.createSheet("本科"), notice("上海市", FUDAN));
            fill(book.createSheet("民办"), notice("上海市", SANDA));
            fill(book.createSheet("草稿"), notice("江苏省", person("南京大学", "普通高校", 3)));
            book.setSheetHidden(3, true);
        });
        assertTheTwo(tables.read(file, "统计表.xlsx", SHANGHAI));
    }

    @Test
    void numbersFullWidthDigitsAndOddSpacesComeOutInOneSpelling() {
        byte[] file = workbook(true, book -> {
            Sheet sheet = book.createSheet("统计表");
            fill(sheet, notice("上海市"));
            Row row = sheet.createRow(3);
            row.createCell(0).setCellValue("复旦\u00A0大学");
            row.createCell(1).setCellValue("　普通高校 ");
            row.createCell(2).setCellValue("张　三");
            row.createCell(4).setCellValue(2155500001d);
            row.createCell(5).setCellValue(13800000001d);
            row.createCell(6).setCellValue("ａｂｃ＠School.Example；");
        });
        ContactEntry entry =
                tables.read(file, "统计表.xlsx", SHANGHAI).rows().get(0).entry();
        assertThat(entry)
                .isEqualTo(
                        new ContactEntry("复旦大学", "普通高校", "张三", "", "2155500001", "13800000001", "abc@school.example"));
    }

    @ParameterizedTest
    @CsvSource({
        "021 5550 0001, 021-55500001",
        "(021)55500001, 021-55500001",
        "（０２１）５５５０００１２, 021-55500012",
        "021-5550001-8012, 021-5550001-8012",
        "021－55500001转8012, 021-55500001-8012",
        "+86 21 55500001, 021-55500001",
        "02155500001, 021-55500001",
        "05125550001, 0512-5550001",
        "55500001, 55500001",
        "2.1E+10, 2.1E+10"
    })
    void telephonesHaveOneSpelling(String typed, String kept) {
        assertThat(Spelling.phone(typed)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "138 0000 0001, 13800000001",
        "138-0000-0001, 13800000001",
        "+86 13800000001, 13800000001",
        "8613800000001, 13800000001",
        "013800000001, 13800000001",
        "１３８００００００１２, 13800000012",
        "1.38E+10, 1.38E+10",
        "手机13800000001, 手机13800000001"
    })
    void mobilesHaveOneSpelling(String typed, String kept) {
        assertThat(Spelling.mobile(typed)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({
        "上海体育大学, NAME, 4131010277",
        "上海体育学院, FORMER_NAME, 4131010277",
        "4131010277, CODE, 4131010277",
        "共青团上海体育大学委员会, NAME, 4131010277",
        "上海体育大学团委, NAME, 4131010277",
        "上海师范大学 天华学院, NAME, 4131013893",
        "上海出版印刷专科学校, CLOSE,",
        "清华大学, NONE,"
    })
    void aSchoolIsFoundByNameFormerNameOrCodeAndNeverGuessed(String typed, How how, String code) {
        SchoolMatch match =
                read(notice("上海市", person(typed, "普通高校", 1))).rows().get(0).match();
        assertThat(match.how()).isEqualTo(how);
        assertThat(match.code()).isEqualTo(code);
        if (how == How.CLOSE) {
            assertThat(match.candidates()).contains(Tables.PRINTING).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void bracketsOfEitherWidthNameTheSameSchool() {
        TableReading reading =
                tables.read(workbook(true, notice("江苏", person("测试石油大学(江苏)", "普通高校", 1))), "表.xlsx", Tables.JIANGSU);
        assertThat(reading.rows().get(0).match().code()).isEqualTo("4132099901");
    }

    @Test
    void mixedProvincesAreRefused() {
        byte[] file = workbook(true, book -> {
            fill(book.createSheet("上海"), notice("上海市", FUDAN));
            fill(book.createSheet("江苏"), notice("江苏省", person("南京大学", "普通高校", 3)));
        });
        assertThatThrownBy(() -> tables.read(file, "表.xlsx", SHANGHAI))
                .isInstanceOf(TableRefused.class)
                .hasMessageContaining("上海市、江苏省")
                .hasMessageContaining("拆成几个文件");
        List<List<String>> column = new ArrayList<>(notice("", numbered("上海市", FUDAN), numbered("江苏", SANDA)));
        column.set(2, numbered("省份", Column.headings()));
        assertThatThrownBy(() -> read(column)).hasMessageContaining("一份统计表只能填一个省份");
    }

    @Test
    void theTableOfAnotherProvinceIsRefusedByItsLineOrByItsSchools() {
        assertThatThrownBy(() -> read(notice("江苏省", FUDAN)))
                .isInstanceOf(TableRefused.class)
                .hasMessageContaining("“江苏省”，不是上海市");
        assertThatThrownBy(() -> read(notice("", person("南京大学", "普通高校", 3))))
                .hasMessageContaining("多数学校不属于上海市（江苏省 1 所）");
        assertThatThrownBy(() -> tables.read(
                        workbook(true, notice("新疆兵团", person("石河子大学", "普通高校", 3))), "表.xlsx", Tables.XINJIANG))
                .hasMessageContaining("新疆生产建设兵团");
    }

    @Test
    void aFileWithoutTheTableIsToldWhatIsMissing() {
        assertThatThrownBy(() -> read(List.of(List.of("您好"))))
                .isInstanceOf(TableRefused.class)
                .hasMessageStartingWith("找不到表头，请使用下载的模板");
        List<String> headings = new ArrayList<>(Column.headings());
        Collections.replaceAll(headings, "手机", "QQ");
        assertThatThrownBy(() -> read(List.of(List.of("表"), headings, FUDAN)))
                .hasMessageContaining("第 2 行像是表头，但缺少“手机”");
        byte[] hidden = workbook(true, book -> {
            book.createSheet("空");
            fill(book.createSheet("统计表"), notice("上海市", FUDAN));
            book.setSheetHidden(1, true);
        });
        assertThatThrownBy(() -> tables.read(hidden, "表.xlsx", SHANGHAI)).hasMessageContaining("隐藏的工作表“统计表”");
        assertThatThrownBy(() -> tables.read(new byte[] {1, 2, 3}, "表.xlsx", SHANGHAI))
                .isInstanceOf(TableRefused.class)
                .hasMessageStartingWith("文件不是 Excel 工作簿");
    }

    @Test
    void theTemplateComesBackAsItWasGivenOut() {
        byte[] template = tables.template(SHANGHAI, List.of(Tables.FUDAN, Tables.SANDA));
        TableReading reading = tables.read(template, "模板.xlsx", SHANGHAI);
        assertThat(reading.province()).isEqualTo("上海市");
        assertThat(reading.rows())
                .extracting(row -> row.entry().school() + row.entry().type())
                .containsExactly("复旦大学普通高校", "上海杉达学院民办高校");
        assertThat(reading.rows()).allMatch(row -> row.entry().isUnfilled());
    }

    @Test
    void whatWasWrittenIsReadBackWordForWord() {
        ContactEntry hostile =
                new ContactEntry("复旦大学", "普通高校", "测试甲", "=1+1", "021-55500001", "13800000001", "a@school.example");
        byte[] file = tables.provinceTable(SHANGHAI, List.of(hostile));
        assertThat(tables.read(file, "上海.xlsx", SHANGHAI).rows().get(0).written())
                .isEqualTo(hostile);
        assertThat(Map.of("省份", "上海市"))
                .containsValue(tables.read(file, "上海.xlsx", SHANGHAI).province());
    }
}
