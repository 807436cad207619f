package org.tuanwei.organization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.demo.DemoRegistry;
import org.tuanwei.demo.SharedData;
import org.tuanwei.testing.EngineTest;

@EngineTest
@Transactional
class RegistryImportTest {

    private static final String HEAD = "moe_code,name,province,city,level,department,note,school_type\n";

    @Autowired
    RegistryImport imports;

    @Autowired
    Organizations organizations;

    @Autowired
    JdbcClient jdbc;

    @Test
    void the_shipped_units_are_the_official_ones() {
        List<String> official = new ArrayList<>();
        for (String[] row : SharedData.rows("provinces.csv")) {
            if (!List.of("710000", "810000", "820000").contains(row[0])) {
                official.add(String.join(",", row));
            }
        }
        assertThat(organizations.units())
                .extracting(unit -> unit.code() + "," + unit.name() + "," + unit.shortName())
                .hasSize(32)
                .containsExactlyInAnyOrderElementsOf(official);
    }

    @Test
    void the_shipped_units_are_read_as_the_code_would_read_them() {
        for (Organization unit : organizations.units()) {
            String text = jdbc.sql("select search_text from organization where id = :id")
                    .param("id", unit.id())
                    .query(String.class)
                    .single();
            assertThat(text).isEqualTo(shippedText(unit));
        }
    }

    private static String shippedText(Organization unit) {
        String name = String.valueOf(unit.shortName());
        Pinyin.Reading reading = Pinyin.of(unit.name().endsWith("兵团") ? "新疆生产建设兵团" : unit.name());
        return "\n" + String.join("\n", unit.code(), unit.name(), name, reading.initials(), reading.full()) + "\n";
    }

    @Test
    void loading_twice_changes_nothing() {
        imports.load(DemoRegistry.small(), "test");
        RegistryImport.Outcome again = imports.load(DemoRegistry.small(), "test");
        assertThat(again.added() + again.renamed() + again.changed()).isZero();
        assertThat(again.unchanged()).isEqualTo(60);
        Organization school = organizations.require("4131010277");
        assertThat(organizations.superiorOf(school).name()).isEqualTo("上海市");
        assertThat(organizations.formerNames(school)).containsExactly("上海体育学院");
        assertThat(organizations.ownerGroup(school)).isEqualTo("school-4131010277");
        assertThat(organizations.superiorGroup(school)).isEqualTo("province-310000-staff");
        assertThat(organizations.require("4165010759").unitCode())
                .as("石河子大学 belongs to the corps, not to its province")
                .isEqualTo("660000");
        assertThat(organizations.require("4111012802").unitCode())
                .as("吉利学院 has a Beijing code and sits in 四川")
                .isEqualTo("510000");
    }

    @Test
    void every_school_has_its_group_in_its_tenant() {
        imports.load(DemoRegistry.small(), "test");
        long schools = jdbc.sql("select count(*) from organization where kind = 'SCHOOL'")
                .query(Long.class)
                .single();
        long groups = jdbc.sql("""
                        select count(*) from organization o
                        join public.act_id_group g on g.id_ = 'school-' || o.code
                        join public.act_id_tenant_member m on m.group_id_ = g.id_ and m.tenant_id_ = o.unit_code
                        where o.kind = 'SCHOOL'""").query(Long.class).single();
        assertThat(groups).isEqualTo(schools);
    }

    @Test
    void the_whole_country_loads_within_five_seconds() throws IOException {
        try (var csv = Files.newBufferedReader(SharedData.file("universities-2025.csv"))) {
            long start = System.nanoTime();
            RegistryImport.Outcome outcome = imports.load(csv, "test");
            long millis = (System.nanoTime() - start) / 1_000_000;
            assertThat(outcome.added() + outcome.unchanged()).isEqualTo(2919);
            System.getLogger("registry").log(System.Logger.Level.INFO, "loaded in {0} ms: {1}", millis, outcome);
            assertThat(millis).isLessThan(5_000);
        }
        assertThat(imports.load(DemoRegistry.small(), "test").added()).isZero();
        assertThat(organizations.search("上海体育学院", 20))
                .extracting(Organization::name)
                .containsExactly("上海体育大学");
        assertThat(organizations.search("shtydx", 20).get(0).name()).isEqualTo("上海体育大学");
        assertThat(organizations.search("北大", 20).get(0).name()).isEqualTo("北京大学");
        assertThat(organizations.search("cqdx", 20).get(0).name()).isEqualTo("重庆大学");
        assertThat(organizations.search("华师大", 20).get(0).name()).isEqualTo("华东师范大学");
        assertThat(organizations.search("10277", 20).get(0).name()).isEqualTo("上海体育大学");
        assertThat(organizations.search("大学", 500)).hasSize(20);
        long start = System.nanoTime();
        for (int i = 0; i < 20; i++) {
            organizations.search(i % 2 == 0 ? "上海 体育" : "xmdx", 20);
        }
        assertThat((System.nanoTime() - start) / 20_000_000).as("ms per search").isLessThan(100);
    }

    @Test
    void a_new_name_keeps_the_old_one_and_an_older_file_does_not_bring_it_back() {
        String before = "4199000001,测试甲学院,上海市,上海市,本科,上海市,,普通高校\n";
        String after = "4199000001,测试甲大学,上海市,上海市,本科,上海市,,普通高校\n";
        assertThat(imports.load(new StringReader(HEAD + before), "test").added())
                .isOne();
        assertThat(imports.load(new StringReader(HEAD + after), "test").renamed())
                .isOne();
        assertThat(imports.load(new StringReader(HEAD + before), "test").renamed())
                .isZero();
        Organization school = organizations.require("4199000001");
        assertThat(school.name()).isEqualTo("测试甲大学");
        assertThat(organizations.formerNames(school)).containsExactly("测试甲学院");
        assertThat(organizations.search("测试甲学院", 5)).containsExactly(school);
        assertThat(jdbc.sql("select name_ from public.act_id_group where id_ = 'school-4199000001'")
                        .query(String.class)
                        .single())
                .isEqualTo("测试甲大学");
    }

    @Test
    void a_wrong_file_is_refused_as_a_whole_line_by_line() {
        String wrong = HEAD
                + "4199000001,测试甲学院,上海市,上海市,本科,上海市,,普通高校\n"
                + "419900000X,测试乙学院,上海市,上海市,本科,上海市,,普通高校\n"
                + "4199000001,测试丙学院,上海市,上海市,本科,上海市,,普通高校\n"
                + "4199000004,测试丁学院,上海市,上海市,本科,上海市,,成人高校\n";
        assertThatThrownBy(() -> imports.load(new StringReader(wrong), "test"))
                .isInstanceOfSatisfying(RegistryRefused.class, refused -> assertThat(refused.problems())
                        .containsExactly("第3行：学校标识码应为10位数字", "第4行：学校标识码4199000001重复", "第5行：学校类型应为普通高校、高职学校、民办高校或独立学院"));
        assertThat(organizations.byCode("4199000001")).isEmpty();
        assertThatThrownBy(() -> imports.load(new StringReader(HEAD + "4199000001,测试甲学院,台湾省,台北市,本科,,,普通高校\n"), "test"))
                .isInstanceOf(RegistryRefused.class);
    }

    @Test
    void quoted_cells_and_a_byte_order_mark_are_read() {
        String csv = "\uFEFF" + HEAD + "4199000001,\"测试甲, \"\"乙\"\"学院\",上海市,上海市,本科,上海市,,普通高校\r\n";
        imports.load(new StringReader(csv), "test");
        assertThat(organizations.require("4199000001").name()).isEqualTo("测试甲, \"乙\"学院");
    }
}
