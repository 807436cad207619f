package org.tuanwei.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tuanwei.demo.DemoRegistry;
import org.tuanwei.demo.SharedData;

/** The small registry of the development-time application is true to the ministry's list. */
class DemoRegistryTest {

    private final List<RegistryRow> rows = RegistryRow.read(DemoRegistry.small());

    @Test
    void it_covers_all_units_and_all_school_types() {
        Set<String> units = new HashSet<>();
        Set<String> types = new HashSet<>();
        rows.forEach(row -> {
            units.add(row.leagueUnit());
            types.add(row.schoolType());
        });
        assertThat(units).hasSize(32);
        assertThat(types).containsExactlyInAnyOrder("普通高校", "高职学校", "民办高校", "独立学院");
        assertThat(rows).hasSizeBetween(50, 70);
    }

    @Test
    void every_row_equals_the_official_list() {
        Map<String, String[]> official = new HashMap<>();
        SharedData.rows("universities-2025.csv").forEach(row -> official.put(row[0], row));
        Map<String, String> units = new HashMap<>();
        SharedData.rows("university_league_unit.csv").forEach(row -> units.put(row[0], row[2]));
        for (RegistryRow row : rows) {
            assertThat(official).containsKey(row.code());
            String[] cells = Objects.requireNonNull(official.get(row.code()));
            assertThat(List.of(row.name(), row.city(), row.level(), row.department(), row.schoolType()))
                    .as(row.code())
                    .containsExactly(cells[1], cells[3], cells[4], cells[5], cells[7]);
            assertThat(row.leagueUnit()).as(row.code()).isEqualTo(units.get(row.code()));
        }
    }

    @Test
    void former_names_are_true() {
        Map<String, String> renamed = new HashMap<>();
        SharedData.rows("university_renames_2017_2025.csv").forEach(row -> renamed.put(row[0], row[1]));
        List<RegistryRow> withFormerName =
                rows.stream().filter(row -> !row.formerNames().isEmpty()).toList();
        assertThat(withFormerName)
                .extracting(RegistryRow::code)
                .contains("4131010277")
                .hasSizeGreaterThanOrEqualTo(4);
        for (RegistryRow row : withFormerName) {
            assertThat(row.formerNames()).as(row.name()).containsExactly(renamed.get(row.code()));
        }
    }

    @Test
    void the_league_unit_follows_from_province_and_department_alone() throws Exception {
        Map<String, String> units = new HashMap<>();
        SharedData.rows("university_league_unit.csv").forEach(row -> units.put(row[0], row[2]));
        try (var csv = java.nio.file.Files.newBufferedReader(SharedData.file("universities-2025.csv"))) {
            List<RegistryRow> all = RegistryRow.read(csv);
            assertThat(all).hasSize(2919);
            assertThat(all).allSatisfy(row -> assertThat(row.leagueUnit()).isEqualTo(units.get(row.code())));
        }
    }
}
