package org.tuanwei.people;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.organization.Groups;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationGroups;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.IdentityTables;
import org.tuanwei.security.IdentityTables.NewGroup;

/** Keeps the groups and tenants of the tree in the identity tables: the standing ones at start, schools as they come. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class IdentityGroups implements OrganizationGroups, ApplicationRunner {

    private static final long LOCK = 0x67726f757073L;

    private final IdentityTables tables;
    private final Organizations organizations;
    private final JdbcClient jdbc;

    IdentityGroups(IdentityTables tables, Organizations organizations, JdbcClient jdbc) {
        this.tables = tables;
        this.organizations = organizations;
        this.jdbc = jdbc;
    }

    @Override
    @Transactional
    public void run(ApplicationArguments args) {
        lock();
        List<Organization> units = organizations.units();
        Map<String, String> tenants = new LinkedHashMap<>();
        tenants.put(Organization.CENTRE_CODE, "团中央学校部");
        units.forEach(unit -> tenants.put(unit.code(), unit.title()));
        tables.provideTenants(tenants);
        List<NewGroup> groups = new ArrayList<>();
        groups.add(new NewGroup(Groups.CENTRE_STAFF, "团中央学校部专人", tenants.keySet()));
        groups.add(new NewGroup(Groups.CENTRE_LEAD, "团中央学校部负责人", tenants.keySet()));
        groups.add(new NewGroup(Groups.UNIVERSITY_OFFICE, "大学处", tenants.keySet()));
        groups.add(new NewGroup(Groups.TENCENT, "腾讯公司", tenants.keySet()));
        groups.add(new NewGroup(Groups.OPERATIONS, "系统运维", tenants.keySet()));
        groups.add(new NewGroup(Groups.supervisorOf(Organization.CENTRE_CODE), "中央督办人", tenants.keySet()));
        units.stream().flatMap(IdentityGroups::groupsOf).forEach(groups::add);
        tables.provideGroups(groups);
    }

    @Override
    @Transactional
    public void provide(Collection<Organization> changed) {
        lock();
        tables.provideGroups(changed.stream().flatMap(IdentityGroups::groupsOf).toList());
    }

    @Override
    @Transactional
    public void move(Organization school, Organization unit) {
        tables.moveGroup(new NewGroup(Groups.school(school.code()), school.name(), List.of(unit.tenantId())));
    }

    private static Stream<NewGroup> groupsOf(Organization organization) {
        List<String> tenant = List.of(organization.tenantId());
        return switch (organization.kind()) {
            case UNIT ->
                Stream.of(
                        new NewGroup(Groups.staffOf(organization.code()), organization.name() + "团委专人", tenant),
                        new NewGroup(Groups.leadOf(organization.code()), organization.name() + "团委负责人", tenant),
                        new NewGroup(Groups.supervisorOf(organization.code()), organization.name() + "督办人", tenant));
            case SCHOOL -> Stream.of(new NewGroup(Groups.school(organization.code()), organization.name(), tenant));
            // class branches have no people of their own: their school acts for them
            case BRANCH, CENTRE, PARTNER -> Stream.empty();
        };
    }

    /** Two nodes starting at once would make the same groups. */
    private void lock() {
        jdbc.sql("select pg_advisory_xact_lock(:lock)").param("lock", LOCK).query(row -> {});
    }
}
