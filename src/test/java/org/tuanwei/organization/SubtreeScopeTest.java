package org.tuanwei.organization;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.demo.DemoRegistry;
import org.tuanwei.security.Viewer;
import org.tuanwei.testing.EngineTest;

/** Security row 8: deny by default; a user sees the subtree of his organisation only. */
@EngineTest
@Transactional
class SubtreeScopeTest {

    private static final int DRAWS = 10_000;

    @Autowired
    RegistryImport imports;

    @Autowired
    Organizations organizations;

    @Autowired
    OrganizationChanges changes;

    @Autowired
    JdbcClient jdbc;

    private static Viewer viewer(String... groups) {
        return new Viewer("somebody", "某人", Set.of(groups), Set.of());
    }

    @Test
    void nobody_sees_anything_without_a_group() {
        SubtreeScope none = SubtreeScope.of(viewer());
        assertThat(none.predicate("o")).isEqualTo("(false)");
        assertThat(none.contains("310000", "4131010277")).isFalse();
        assertThat(SubtreeScope.of(viewer("tencent")).contains("310000", "4131010277"))
                .isFalse();
        assertThat(SubtreeScope.of(viewer("school-")).contains("310000", "")).isFalse();
    }

    @Test
    void ten_thousand_random_draws_find_no_foreign_row() {
        imports.load(DemoRegistry.small(), "test");
        changes.addBranch("4131010277", "2024级运动训练1班团支部", "test");
        changes.addBranch("4132010284", "2024级历史1班团支部", "test");
        List<Organization> all = jdbc.sql("select " + Organizations.COLUMNS + " from organization o")
                .query(Organizations::map)
                .list();
        List<String> groups = new ArrayList<>(
                List.of("centre-staff", "centre-lead", "university-office", "operations", "tencent", "supervisor-CN"));
        for (Organization organization : all) {
            if (organization.isUnit()) {
                groups.add(Groups.staffOf(organization.code()));
                groups.add(Groups.leadOf(organization.code()));
                groups.add(Groups.supervisorOf(organization.code()));
            } else if (organization.isSchool()) {
                groups.add(Groups.school(organization.code()));
            }
        }
        Random random = new Random(20120228);
        int foreign = 0;
        for (int draw = 0; draw < DRAWS; draw++) {
            Set<String> held = new HashSet<>();
            for (int i = random.nextInt(2); i >= 0; i--) {
                held.add(groups.get(random.nextInt(groups.size())));
            }
            Viewer viewer = new Viewer("somebody", "某人", held, Set.of());
            Organization row = all.get(random.nextInt(all.size()));
            SubtreeScope scope = SubtreeScope.of(viewer);
            boolean inList =
                    jdbc.sql("select count(*) from organization o where o.id = :id and " + scope.predicate("o"))
                                    .param("id", row.id())
                                    .params(scope.params())
                                    .query(Long.class)
                                    .single()
                            == 1;
            boolean mayBe = belongs(held, row);
            if (inList != mayBe || organizations.visibleTo(viewer, row) != mayBe) {
                foreign++;
            }
        }
        assertThat(foreign).isZero();
    }

    /** Said once more in another way: group by group, upwards from the row to the root. */
    private boolean belongs(Set<String> groups, Organization row) {
        Set<String> open = new HashSet<>(
                Set.of("centre-staff", "centre-lead", "university-office", "operations", "supervisor-CN"));
        Organization at = row;
        while (at.kind() != Organization.Kind.CENTRE) {
            switch (at.kind()) {
                case UNIT ->
                    open.addAll(Set.of(
                            Groups.staffOf(at.code()), Groups.leadOf(at.code()), Groups.supervisorOf(at.code())));
                case SCHOOL -> open.add(Groups.school(at.code()));
                default -> {}
            }
            at = organizations.superiorOf(at);
        }
        return groups.stream().anyMatch(open::contains);
    }
}
