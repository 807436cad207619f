package org.tuanwei.registryimport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.spreadsheet.FormSheet;
import org.tuanwei.spreadsheet.FormWriter;

/** The registry as a workbook in the shape of the ministry's list: loading it again changes nothing (I6). */
@Component
class RegistryExport {

    /** The ministry lists the schools of the corps where they stand: all of them in 新疆. */
    private static final String CORPS = "660000";

    private static final String XINJIANG = "650000";

    private final JdbcClient jdbc;

    RegistryExport(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record School(String province, List<String> cells) {}

    /** The schools that take part, as far as the scope reaches. */
    @Transactional(readOnly = true)
    public byte[] write(SubtreeScope scope) {
        Map<String, List<List<String>>> byProvince = new LinkedHashMap<>();
        for (School school : schools(scope)) {
            byProvince
                    .computeIfAbsent(school.province(), name -> new ArrayList<>())
                    .add(school.cells());
        }
        List<List<String>> rows = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, List<List<String>>> province : byProvince.entrySet()) {
            rows.add(List.of(province.getKey() + "（" + province.getValue().size() + "所）"));
            for (List<String> cells : province.getValue()) {
                List<String> row = new ArrayList<>(List.of(String.valueOf(++number)));
                row.addAll(cells);
                rows.add(row);
            }
        }
        return FormWriter.write(new FormSheet(
                "高校名单",
                "全国普通高等学校名单",
                List.of(),
                List.of(
                        new FormSheet.Column(MinistryList.NUMBER, 8),
                        new FormSheet.Column(MinistryList.NAME, 40),
                        new FormSheet.Column(MinistryList.CODE, 16),
                        new FormSheet.Column(MinistryList.DEPARTMENT, 26),
                        new FormSheet.Column(MinistryList.CITY, 22),
                        new FormSheet.Column(MinistryList.LEVEL, 10),
                        new FormSheet.Column(MinistryList.NOTE, 22)),
                rows,
                0));
    }

    private List<School> schools(SubtreeScope scope) {
        return jdbc.sql("""
                        select u.name as province, o.name, o.code, o.department, o.city, o.level, o.ministry_note
                        from organization o
                        join organization u on u.code =
                            case o.unit_code when :corps then :xinjiang else o.unit_code end
                        where o.kind = 'SCHOOL' and o.status in ('ACTIVE', 'EXEMPT') and %s
                        order by u.code, o.list_position nulls last, o.code""".formatted(scope.predicate("o")))
                .param("corps", CORPS)
                .param("xinjiang", XINJIANG)
                .params(scope.params())
                .query((row, n) -> new School(
                        row.getString("province"),
                        List.of(
                                row.getString("name"),
                                row.getString("code"),
                                text(row.getString("department")),
                                text(row.getString("city")),
                                text(row.getString("level")),
                                text(row.getString("ministry_note")))))
                .list();
    }

    private static String text(@org.jspecify.annotations.Nullable String value) {
        return Objects.requireNonNullElse(value, "");
    }
}
