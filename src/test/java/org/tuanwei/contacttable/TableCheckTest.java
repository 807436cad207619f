package org.tuanwei.contacttable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tuanwei.contacttable.Tables.SHANGHAI;
import static org.tuanwei.contacttable.Tables.notice;
import static org.tuanwei.contacttable.Tables.person;
import static org.tuanwei.contacttable.Tables.workbook;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.model.dmn.instance.DecisionTable;
import org.camunda.bpm.model.dmn.instance.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tuanwei.contacttable.Finding.Severity;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.organization.SchoolNames;
import org.tuanwei.testing.Models;

/** What is found in the rows of a table, how grave it is, and in which words the official reads it. */
class TableCheckTest {

    private static final List<String> FUDAN = person("复旦大学", "普通高校", 1);

    private final ContactTables tables = Tables.product();

    @SafeVarargs
    private CheckedTable check(List<String>... rows) {
        return tables.check(tables.read(workbook(true, notice("上海市", rows)), "统计表.xlsx", SHANGHAI));
    }

    private Finding only(Map<Column, String> cells) {
        List<Finding> findings = check(person("复旦大学", "普通高校", 1, cells)).findings();
        assertThat(findings).hasSize(1);
        return findings.get(0);
    }

    @Test
    void aGoodRowIsTakenWithoutAWord() {
        CheckedTable checked = check(FUDAN, person("上海杉达学院", "民办高校", 2));
        assertThat(checked.findings()).isEmpty();
        assertThat(checked.goodRows()).hasSize(2);
        assertThat(checked.failedRows()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "SCHOOL|清华大学|ERROR|SCHOOL_UNKNOWN|名册里没有“清华大学”",
                "SCHOOL|上海出版印刷专科学校|ERROR|SCHOOL_CLOSE|上海出版印刷高等专科学校（4131011733）",
                "SCHOOL|4131010246|HINT|SCHOOL_CODE|认作“复旦大学”",
                "TYPE|''|ERROR|TYPE_EMPTY|名册里是“普通高校”",
                "TYPE|本科|ERROR|TYPE_NOT_ONE_OF_FOUR|普通高校、高职学校、民办高校、独立学院",
                "TYPE|高职学校|WARNING|TYPE_DIFFERS|名册里是“普通高校”",
                "NAME|''|ERROR|NAME_EMPTY|没有填联系人",
                "NAME|张三、李四|ERROR|NAME_SEVERAL|不止一位",
                "NAME|张三13800000000|ERROR|NAME_NOT_A_NAME|不像姓名",
                "POSITION|13800000000|ERROR|POSITION_MISPLACED|填错了列",
                "PHONE|55500001|HINT|PHONE_NO_AREA|上海市的区号是021，即021-55500001",
                "PHONE|555001|ERROR|PHONE_NO_AREA|只有6位数字",
                "PHONE|2155500001|WARNING|PHONE_LOST_ZERO|已按021-55500001收下",
                "PHONE|025-55500001|WARNING|PHONE_AREA_DIFFERS|不是上海市的区号021",
                "PHONE|2.1E+10|ERROR|PHONE_ROUNDED|后面的数字已经丢失",
                "PHONE|021-55500001/021-55500002|ERROR|PHONE_SEVERAL|不止一个",
                "PHONE|021-555|ERROR|PHONE_NOT_A_NUMBER|不是完整的号码",
                "PHONE|13800000002|ERROR|PHONE_MOBILE_HERE|与手机一栏不同",
                "PHONE|13800000001|HINT|PHONE_MOBILE_MOVED|已移到手机一栏",
                "MOBILE|''|HINT|MOBILE_EMPTY|只用座机021-55500001",
                "MOBILE|1380000000|ERROR|MOBILE_DIGITS|只有10位",
                "MOBILE|138000000011|ERROR|MOBILE_DIGITS|有12位",
                "MOBILE|23800000001|ERROR|MOBILE_WRONG_START|以1开头",
                "MOBILE|10000000001|WARNING|MOBILE_NO_SUCH_RANGE|13至19",
                "MOBILE|1.38E+10|ERROR|MOBILE_ROUNDED|文本格式",
                "MOBILE|021-55500009|ERROR|MOBILE_LINE_HERE|座机",
                "MOBILE|找张老师|ERROR|MOBILE_NOT_A_NUMBER|只填号码",
                "MOBILE|13800000001/13800000002|ERROR|MOBILE_SEVERAL|只留一个",
                "EMAIL|''|ERROR|EMAIL_EMPTY|通过邮箱送达",
                "EMAIL|contact.example|ERROR|EMAIL_WRONG_FORM|缺少“@”",
                "EMAIL|a@b.example;c@d.example|ERROR|EMAIL_SEVERAL|只留一个",
                "EMAIL|test@qq.con|WARNING|EMAIL_LIKELY_TYPO|test@qq.com"
            })
    void everySituationIsNamedInPlainChinese(Column column, String cell, Severity severity, String code, String words) {
        Finding finding = only(Map.of(column, cell));
        assertThat(finding.code()).isEqualTo(code);
        assertThat(finding.severity()).isEqualTo(severity);
        assertThat(finding.column()).isEqualTo(column);
        assertThat(finding.text()).contains(words).endsWith("。").doesNotContain("{", "}", "。。");
        assertThat(finding.row()).isNotNull();
    }

    @Test
    void thePositionMayBeEmptyAndEitherNumberIsEnough() {
        CheckedTable checked = check(person("复旦大学", "普通高校", 1, Map.of(Column.POSITION, "", Column.PHONE, "")));
        assertThat(checked.findings()).isEmpty();
        assertThat(only(Map.of(Column.PHONE, "", Column.MOBILE, "")).code()).isEqualTo("MOBILE_EMPTY_BOTH");
    }

    @Test
    void numbersInEachOthersColumnsAreKeptWhereTheyBelong() {
        CheckedTable checked =
                check(person("复旦大学", "普通高校", 1, Map.of(Column.PHONE, "13800000001", Column.MOBILE, "021-55500001")));
        assertThat(checked.goodRows()).singleElement().satisfies(row -> {
            assertThat(row.entry().phone()).isEqualTo("021-55500001");
            assertThat(row.entry().mobile()).isEqualTo("13800000001");
            assertThat(row.written().phone()).isEqualTo("13800000001");
        });
        assertThat(check(person("复旦大学", "普通高校", 1, Map.of(Column.PHONE, "2155500001")))
                        .goodRows()
                        .get(0)
                        .entry()
                        .phone())
                .isEqualTo("021-55500001");
    }

    @Test
    void aSchoolThatStandsTwiceIsTakenOnlyWhereTheRowsSayTheSame() {
        CheckedTable differing = check(FUDAN, person("复旦大学", "普通高校", 2));
        assertThat(differing.goodRows()).isEmpty();
        assertThat(differing.findings()).extracting(Finding::code).containsOnly("SCHOOL_DUPLICATE");
        assertThat(differing.findings().get(0).what()).isEqualTo("“复旦大学”在表里有2行：第4行、第5行");
        CheckedTable same = check(FUDAN, person("4131010246", "普通高校", 1));
        assertThat(same.goodRows()).extracting(TableRow::number).containsExactly(4);
        assertThat(same.failedRows()).extracting(TableRow::number).containsExactly(5);
    }

    @Test
    void oneMobileOrMailForSeveralSchoolsIsAskedAbout() {
        CheckedTable two = check(FUDAN, person("上海杉达学院", "民办高校", 2, Map.of(Column.MOBILE, "13800000001")));
        assertThat(two.goodRows()).hasSize(2);
        assertThat(two.findings()).extracting(Finding::what).containsExactly("与“上海杉达学院”填的是同一个手机号", "与“复旦大学”填的是同一个手机号");
        CheckedTable three = check(
                FUDAN,
                person("上海杉达学院", "民办高校", 2, Map.of(Column.EMAIL, "Contact1@School.example")),
                person("华东师范大学", "普通高校", 3, Map.of(Column.EMAIL, "contact1@school.example")));
        assertThat(three.findings()).hasSize(3).allSatisfy(finding -> {
            assertThat(finding.code()).isEqualTo("EMAIL_SHARED");
            assertThat(finding.what()).startsWith("3所学校填的是同一个邮箱");
        });
    }

    @Test
    void aSchoolOfAnotherProvinceAClosedOrAMergedOneIsNotTaken() {
        List<SchoolNames.Named> registry = new ArrayList<>(Tables.REGISTRY);
        registry.set(3, new SchoolNames.Named(Tables.in(Status.CLOSED, Tables.SANDA, Tables.SANDA), List.of()));
        registry.set(4, new SchoolNames.Named(Tables.in(Status.MERGED, Tables.TIANHUA, Tables.FUDAN), List.of()));
        registry.set(5, new SchoolNames.Named(Tables.in(Status.EXEMPT, Tables.NORMAL, Tables.NORMAL), List.of()));
        ContactTables product = Tables.product(registry);
        CheckedTable checked = product.check(product.read(
                workbook(
                        true,
                        notice(
                                "上海市",
                                person("南京大学", "普通高校", 1, Map.of(Column.PHONE, "025-55500001")),
                                person("上海杉达学院", "民办高校", 2),
                                person("上海师范大学天华学院", "普通高校", 3),
                                person("华东师范大学", "普通高校", 4))),
                "统计表.xlsx",
                SHANGHAI));
        assertThat(checked.findings())
                .extracting(Finding::code)
                .containsExactly("SCHOOL_OTHER_UNIT", "SCHOOL_ENDED", "SCHOOL_FORMER_NAME", "SCHOOL_EXEMPT");
        assertThat(checked.findings().get(0).text()).contains("属于江苏省");
        assertThat(checked.goodRows())
                .extracting(row -> row.match().code())
                .as("a merged school's name leads to its successor")
                .containsExactly("4131010246", "4131010269");
    }

    @Test
    void aCloseNameIsAskedAndTheAnswerTaken() {
        TableReading reading =
                tables.read(workbook(true, notice("上海市", person("上海出版印刷专科学校", "高职学校", 1))), "统计表.xlsx", SHANGHAI);
        TableRow row = reading.rows().get(0);
        assertThat(tables.check(reading).goodRows()).isEmpty();
        CheckedTable checked = tables.check(reading, Map.of(row.key(), "4131011733"));
        assertThat(checked.goodRows())
                .as(checked.findings().toString())
                .extracting(one -> one.match().code())
                .containsExactly("4131011733");
        assertThat(checked.findings()).extracting(Finding::code).containsExactly("SCHOOL_CHOSEN");
        assertThat(tables.check(reading, Map.of(row.key(), "0000000000")).goodRows())
                .isEmpty();
    }

    @Test
    void aRowNobodyHasFilledInGetsOneFindingAndNotSeven() {
        CheckedTable checked = check(FUDAN, List.of("上海杉达学院", "民办高校"));
        assertThat(checked.findings()).extracting(Finding::code).containsExactly("ROW_UNFILLED");
        assertThat(checked.goodRows()).hasSize(1);
    }

    @Test
    void aTableWithoutProvinceOrWithoutRowsIsToldSo() {
        CheckedTable nameless = tables.check(tables.read(workbook(true, notice("", FUDAN)), "表.xlsx", SHANGHAI));
        assertThat(nameless.findingsOfTable()).extracting(Finding::text).containsExactly("表里没有写“省份”，已按上海市处理。");
        assertThat(nameless.goodRows()).hasSize(1);
        assertThat(tables.check(tables.read(workbook(true, notice("上海市")), "表.xlsx", SHANGHAI))
                        .findingsOfTable())
                .extracting(Finding::code)
                .containsExactly("TABLE_NO_ROWS");
        assertThat(tables.check(tables.read(workbook(true, notice("某省", FUDAN)), "表.xlsx", SHANGHAI))
                        .findingsOfTable())
                .extracting(Finding::code)
                .containsExactly("TABLE_PROVINCE_UNKNOWN");
    }

    @Test
    void aSchoolsOwnFormIsCheckedByTheSameRules() {
        ContactEntry entry = new ContactEntry("", "普通高校", "测试甲", "", "55500001", "", "a@school.example");
        assertThat(tables.check(entry, Tables.FUDAN))
                .extracting(Finding::code)
                .containsExactly("PHONE_NO_AREA", "MOBILE_EMPTY");
        assertThat(tables.kept(
                                new ContactEntry("", "普通高校", "测 试", "", "138 0000 0001", "", "A@School.Example"),
                                Tables.FUDAN)
                        .mobile())
                .isEqualTo("13800000001");
    }

    /** The situations the code speaks of and those the table knows are the same: none is silent, none is dead. */
    @Test
    void everyRuleOfTheDecisionTableHasItsSituationInTheCode() throws Exception {
        Set<String> ruled = new TreeSet<>();
        for (Rule rule : ((DecisionTable) Models.decision("contact-row-check").getExpression()).getRules()) {
            List<String> inputs = rule.getInputEntries().stream()
                    .map(entry -> entry.getTextContent().strip().replace("\"", ""))
                    .toList();
            ruled.add(inputs.get(1));
        }
        String code = java.nio.file.Files.readString(
                        java.nio.file.Path.of("src/main/java/org/tuanwei/contacttable/RowCheck.java"))
                + java.nio.file.Files.readString(
                        java.nio.file.Path.of("src/main/java/org/tuanwei/contacttable/TableCheck.java"))
                + "\"FORMER_NAME\" \"CODE\" \"CHOSEN\"";
        assertThat(ruled).allSatisfy(situation -> assertThat(code).contains("\"" + situation + "\""));
        Set<String> spoken = new TreeSet<>();
        java.util.regex.Matcher names =
                java.util.regex.Pattern.compile("\"([A-Z]{2}[A-Z_]+)\"").matcher(code);
        while (names.find()) {
            spoken.add(names.group(1));
        }
        assertThat(ruled).containsAll(spoken);
    }
}
