package org.tuanwei.demo;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.contacttable.ContactEntry;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryRow;
import org.tuanwei.spreadsheet.FormSheet;
import org.tuanwei.spreadsheet.FormWriter;
import org.tuanwei.testing.Client;

/** Workbooks that came in: two lists of schools, one of them waiting; Tencent's accounts; a province's faulty table. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoLists {

    private static final String CORPS = "新疆生产建设兵团";
    private static final String IMPORTS = "/registry/imports";

    private final DemoHands hands;
    private final ContactTables tables;
    private final Organizations organizations;
    private final DemoAccounts accounts;
    private final JdbcClient jdbc;

    DemoLists(
            DemoHands hands,
            ContactTables tables,
            Organizations organizations,
            DemoAccounts accounts,
            JdbcClient jdbc) {
        this.hands = hands;
        this.tables = tables;
        this.organizations = organizations;
        this.accounts = accounts;
        this.jdbc = jdbc;
    }

    /** Brings them in once; a database that has lists is left as it is. */
    void provide() {
        if (jdbc.sql("select count(*) from registry_import").query(Long.class).single() > 0) {
            return;
        }
        Client centre = hands.client("centre");
        List<RegistryRow> rows = registry();
        String first = upload(centre, IMPORTS, "高校名单2025.xlsx", list("2025年6月20日", rows, row -> row));
        // the list of so few schools does not hold those whose names the independent colleges bear
        rows.stream()
                .filter(row -> row.schoolType().equals("独立学院"))
                .forEach(row -> DemoHands.expect(
                        centre.submit(first, first + "/types", Map.of("code", row.code(), "type", row.schoolType())),
                        first));
        DemoHands.expect(centre.submit(first, first + "/confirm", Map.of()), first);
        List<RegistryRow> next = new ArrayList<>(rows.subList(0, rows.size() - 1));
        next.remove(rows.size() / 2);
        // a whole country's registry holds it already
        next.removeIf(row -> row.code().equals("4165014660"));
        next.add(school("4165014660", "铁门关职业技术大学", CORPS, "铁门关市", "本科"));
        next.add(school("4131099001", "上海演示理工大学", "上海市", "上海市", "本科"));
        upload(centre, IMPORTS, "高校名单2026.xlsx", list("2026年6月20日", next, DemoLists::movedFromTheCorps));
        accounts.provide();
        upload(hands.client("p430000"), uploadPage("430000"), "湖南省统计表.xlsx", table("430000"));
        DemoHands.expect(hands.client("tencent").get("/collections/directory"), "名录");
    }

    private List<RegistryRow> registry() {
        return jdbc.sql("""
                        select o.code, o.name, u.name, coalesce(o.city, ''), coalesce(o.level, ''),
                            coalesce(o.department, ''), coalesce(o.ministry_note, ''), o.school_type
                        from organization o join organization u on u.code = o.unit_code
                        where o.kind = 'SCHOOL' and o.status = 'ACTIVE' order by o.unit_code, o.code""")
                .query((row, n) -> new RegistryRow(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        "",
                        row.getString(8),
                        n + 1,
                        List.of()))
                .list();
    }

    private static RegistryRow school(String code, String name, String unit, String city, String level) {
        return new RegistryRow(code, name, unit, city, level, unit, "", "", "普通高校", 0, List.of());
    }

    /** 石河子大学 comes below the province in the newer list, as if the ministry had taken it over from the corps. */
    private static RegistryRow movedFromTheCorps(RegistryRow row) {
        return row.code().equals("4165010759")
                ? school(row.code(), row.name(), "新疆维吾尔自治区", row.city(), row.level())
                : row;
    }

    private static byte[] list(String day, List<RegistryRow> schools, UnaryOperator<RegistryRow> change) {
        Map<String, List<RegistryRow>> byProvince = new LinkedHashMap<>();
        schools.stream().map(change).forEach(row -> byProvince
                .computeIfAbsent(
                        row.leagueUnit().equals(CORPS) ? "新疆维吾尔自治区" : row.leagueUnit(), name -> new ArrayList<>())
                .add(row));
        List<List<String>> lines = new ArrayList<>();
        int number = 0;
        for (Map.Entry<String, List<RegistryRow>> province : byProvince.entrySet()) {
            lines.add(List.of(province.getKey() + "（" + province.getValue().size() + "所）"));
            for (RegistryRow row : province.getValue()) {
                lines.add(List.of(
                        String.valueOf(++number),
                        row.name(),
                        row.code(),
                        row.department(),
                        row.city(),
                        row.level(),
                        row.note()));
            }
        }
        return FormWriter.write(new FormSheet(
                "高校名单",
                "全国普通高等学校名单（截至" + day + "）",
                List.of(),
                Stream.of("序号", "学校名称", "学校标识码", "主管部门", "所在地", "办学层次", "备注")
                        .map(heading -> new FormSheet.Column(heading, 18))
                        .toList(),
                lines,
                0));
    }

    /** One good row, one with a short mobile number, one whose school is only nearly named. */
    private byte[] table(String unit) {
        List<String> names = organizations.schoolsTakingPart(organizations.require(unit)).stream()
                .map(school -> school.name())
                .toList();
        return tables.provinceTable(
                organizations.require(unit),
                List.of(
                        new ContactEntry(names.get(0), "普通高校", "林溪", "", "55500011", "19900000011", "a@school.example"),
                        new ContactEntry(names.get(1), "普通高校", "苏明远", "团委书记", "", "1990000", "b@school.example"),
                        new ContactEntry(
                                names.get(0).replace("大学", "学院大学"),
                                "普通高校",
                                "叶知秋",
                                "",
                                "",
                                "19900000012",
                                "c@school.example")));
    }

    private String uploadPage(String unit) {
        return "/collections/units/"
                + jdbc.sql("select max(id) from collection_unit where unit_code = ? and state <> 'EXCUSED'")
                        .param(unit)
                        .query(Long.class)
                        .single()
                + "/upload";
    }

    static String upload(Client who, String page, String fileName, byte[] workbook) {
        var answer = who.upload(page, page, "file", fileName, workbook);
        DemoHands.expect(answer, page);
        return answer.headers().firstValue("location").orElseThrow().replaceFirst("https?://[^/]+", "");
    }
}
