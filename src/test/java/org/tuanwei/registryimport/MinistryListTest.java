package org.tuanwei.registryimport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tuanwei.demo.SharedData;
import org.tuanwei.organization.RegistryRefused;
import org.tuanwei.organization.RegistryRow;
import org.tuanwei.spreadsheet.FormSheet;
import org.tuanwei.spreadsheet.FormWriter;
import org.tuanwei.spreadsheet.Readers;

/** The ministry's list is read as it is published, with all its schools, or refused line by line. */
class MinistryListTest {

    private static final Set<String> PROVINCES = new HashSet<>(Set.of("上海市", "江苏省", "新疆维吾尔自治区"));

    /** A list of the ministry's shape; a row of one text is the heading of a province. */
    static byte[] workbook(List<List<String>> rows) {
        return FormWriter.write(new FormSheet(
                "高校名单",
                "全国普通高等学校名单\n（截至2026年6月20日）",
                List.of(),
                List.of(
                        new FormSheet.Column("序号", 8),
                        new FormSheet.Column("学校名称", 40),
                        new FormSheet.Column("学校\n标识码", 16),
                        new FormSheet.Column("主管部门", 26),
                        new FormSheet.Column("所在地", 22),
                        new FormSheet.Column("办学\n层次", 10),
                        new FormSheet.Column("备注", 22)),
                rows,
                0));
    }

    static List<String> school(int number, String name, String code, String department, String level, String note) {
        return List.of(String.valueOf(number), name, code, department, "上海市", level, note);
    }

    private static MinistryList read(List<List<String>> rows) {
        return MinistryList.read(Readers.usual().read(workbook(rows), "名单.xlsx"), PROVINCES);
    }

    @Test
    void everySchoolOfThePublishedWorkbookArrivesWithItsTypeAndLeagueUnit() throws IOException {
        Set<String> provinces = new HashSet<>();
        SharedData.rows("provinces.csv").forEach(row -> provinces.add(row[1]));
        byte[] published = Files.readAllBytes(SharedData.file("moe-2025.xls"));
        MinistryList list = MinistryList.read(Readers.usual().read(published, "moe-2025.xls"), provinces);
        Map<String, String> units = new HashMap<>();
        SharedData.rows("university_league_unit.csv").forEach(row -> units.put(row[0], row[2]));
        Map<String, RegistryRow> byCode = new HashMap<>();
        list.rows().forEach(row -> byCode.put(row.code(), row));
        assertThat(list.rows()).hasSize(2919);
        assertThat(list.title()).isEqualTo("全国普通高等学校名单（截至2025年6月20日）");
        assertThat(list.sections()).hasSize(31).allMatch(MinistryList.Section::agrees);
        assertThat(list.countsDiffer()).isFalse();
        for (String[] cells : SharedData.rows("universities-2025.csv")) {
            RegistryRow row = Objects.requireNonNull(byCode.get(cells[0]), cells[1]);
            assertThat(List.of(row.name(), row.city(), row.level(), row.department(), row.note(), row.schoolType()))
                    .containsExactly(cells[1], cells[3], cells[4], cells[5], cells[6], cells[7]);
            assertThat(row.leagueUnit()).as(row.name()).isEqualTo(units.get(row.code()));
        }
        assertThat(list.rows())
                .filteredOn(row -> row.leagueUnit().equals("新疆生产建设兵团"))
                .hasSize(16);
    }

    @ParameterizedTest
    @CsvSource({
        "测试大学天文学院, 本科, 民办, 独立学院",
        "测试大学江东分校, 本科, 民办, 独立学院",
        "测试大学天文学院, 本科, '', 普通高校",
        "测试学院, 本科, 民办, 民办高校",
        "江东大学天文学院, 本科, 民办, 民办高校",
        "江东职业学院, 专科, 民办, 民办高校",
        "江东职业学院, 专科, '', 高职学校",
        "江东科技大学, 本科, 中外合作办学, 普通高校"
    })
    void theTypeFollowsFromLevelNoteAndName(String name, String level, String note, String type) {
        assertThat(new SchoolTypes(List.of("测试大学", "测试学院", name)).of(name, level, note))
                .isEqualTo(type);
    }

    @Test
    void lineBreaksAndPaddingInsideCellsDoNotMatter() {
        MinistryList list =
                read(List.of(List.of("上海市（1所）"), school(1, "测试矿业大学\n（上海） ", " 4199 000001", "教育\n部", "本\n科", "")));
        assertThat(list.rows()).singleElement().satisfies(row -> {
            assertThat(row.name()).isEqualTo("测试矿业大学（上海）");
            assertThat(row.code()).isEqualTo("4199000001");
            assertThat(row.department()).isEqualTo("教育部");
        });
    }

    @Test
    void aSectionWhoseHeadingStatesAnotherNumberIsPointedOut() {
        MinistryList list = read(List.of(
                List.of("上海市（2所）"),
                school(1, "测试甲大学", "4199000001", "上海市", "本科", ""),
                List.of("江苏省(1所)"),
                school(2, "测试乙大学", "4199000002", "江苏省", "本科", "")));
        assertThat(list.countsDiffer()).isTrue();
        assertThat(list.sections())
                .containsExactly(new MinistryList.Section("上海市", 2, 1), new MinistryList.Section("江苏省", 1, 1));
    }

    @Test
    void aWrongListIsRefusedLineByLine() {
        assertThatThrownBy(() -> read(List.of(
                        school(1, "测试甲大学", "4199000001", "上海市", "本科", ""),
                        List.of("火星省（1所）"),
                        List.of("上海市（3所）"),
                        school(2, "测试乙大学", "419900000X", "上海市", "本科", ""),
                        school(3, "测试丙大学", "4199000001", "上海市", "博士", ""))))
                .isInstanceOfSatisfying(RegistryRefused.class, refused -> assertThat(refused.problems())
                        .containsExactly(
                                "第3行：前面没有“某省（若干所）”的标题，不知道属于哪个省份",
                                "第4行：不认识的省份“火星省”",
                                "第6行：学校标识码应为10位数字，现在是“419900000X”",
                                "第7行：学校标识码4199000001与第3行重复",
                                "第7行：办学层次应为本科或专科，现在是“博士”"));
        assertThatThrownBy(() -> read(List.of()))
                .isInstanceOfSatisfying(RegistryRefused.class, refused -> assertThat(refused.problems())
                        .containsExactly("名单里一所学校也没有"));
    }
}
