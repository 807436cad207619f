package org.tuanwei.contacttable;

import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.tuanwei.organization.Organization;
import org.tuanwei.spreadsheet.FormSheet;
import org.tuanwei.spreadsheet.FormWriter;

/** Our own workbooks in the shape of the notice: the template, a province's table, the national summary (A10, I3–I6). */
final class TableSheets {

    static final String TITLE = "高校团委微博建设负责人信息统计表";
    static final List<String> TYPES = List.of("普通高校", "高职学校", "民办高校", "独立学院");

    private static final String NATIONAL_TITLE = "全国高校团委微博建设负责人信息汇总表";
    private static final int SPARE_ROWS = 30;

    private TableSheets() {}

    static byte[] template(Organization unit, List<Organization> schools) {
        List<List<String>> rows = schools.stream()
                .map(school -> List.of(school.name(), school.schoolType() == null ? "" : school.schoolType()))
                .toList();
        return FormWriter.write(sheet(unit.name(), unit.name(), rows, SPARE_ROWS));
    }

    static byte[] provinceTable(String province, List<ContactEntry> entries) {
        return FormWriter.write(sheet(province, province, cells(entries), 0));
    }

    static void national(List<ContactTables.Total> totals, Stream<ContactTables.Part> parts, OutputStream out) {
        Stream<FormSheet> sheets = Stream.concat(
                Stream.of(totalSheet(totals)),
                parts.map(part -> sheet(part.province(), part.province(), cells(part.entries()), 0)));
        FormWriter.write(sheets.iterator(), out);
    }

    static FormSheet sheet(String name, String province, Iterable<List<String>> rows, int emptyRows) {
        return new FormSheet(name, TITLE, List.of("省份：" + province), columns(), rows, emptyRows);
    }

    static List<FormSheet.Column> columns() {
        return List.of(
                new FormSheet.Column(Column.SCHOOL.heading(), 32),
                new FormSheet.Column(Column.TYPE.heading() + "\n（普通高校、高职学校、民办高校、独立学院）", 28, TYPES),
                new FormSheet.Column(Column.NAME.heading(), 12),
                new FormSheet.Column(Column.POSITION.heading(), 16),
                new FormSheet.Column(Column.PHONE.heading(), 20),
                new FormSheet.Column(Column.MOBILE.heading(), 15),
                new FormSheet.Column(Column.EMAIL.heading(), 32));
    }

    static List<String> cells(ContactEntry entry) {
        List<String> cells = new ArrayList<>();
        for (Column column : Column.values()) {
            cells.add(entry.get(column));
        }
        return cells;
    }

    private static Iterable<List<String>> cells(Iterable<ContactEntry> entries) {
        return () -> {
            Iterator<ContactEntry> each = entries.iterator();
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return each.hasNext();
                }

                @Override
                public List<String> next() {
                    return cells(each.next());
                }
            };
        };
    }

    private static FormSheet totalSheet(List<ContactTables.Total> totals) {
        List<List<String>> rows = new ArrayList<>();
        int expected = 0;
        int reported = 0;
        int exempted = 0;
        for (ContactTables.Total total : totals) {
            expected += total.expected();
            reported += total.reported();
            exempted += total.exempted();
            rows.add(row(
                    total.province(),
                    total.expected(),
                    total.reported(),
                    total.exempted(),
                    total.standing(),
                    total.submitted()));
        }
        rows.add(row("合计", expected, reported, exempted, "", ""));
        return new FormSheet(
                "全国汇总",
                NATIONAL_TITLE,
                List.of(),
                List.of(
                        new FormSheet.Column("省份", 26),
                        new FormSheet.Column("高校数", 12),
                        new FormSheet.Column("已填报", 12),
                        new FormSheet.Column("已豁免", 12),
                        new FormSheet.Column("未填报", 12),
                        new FormSheet.Column("报送情况", 20),
                        new FormSheet.Column("报送时间", 22)),
                rows,
                0);
    }

    private static List<String> row(
            String province, int expected, int reported, int exempted, String standing, String submitted) {
        return List.of(
                province,
                String.valueOf(expected),
                String.valueOf(reported),
                String.valueOf(exempted),
                String.valueOf(Math.max(0, expected - reported - exempted)),
                standing,
                submitted);
    }
}
