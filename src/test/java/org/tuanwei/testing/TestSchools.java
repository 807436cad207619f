package org.tuanwei.testing;

import java.io.StringReader;
import java.util.concurrent.atomic.AtomicInteger;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;

/** Invented schools of Shanghai, a fresh one for each test, so that no test meets the cases of another. */
public final class TestSchools {

    private static final String HEAD =
            "moe_code,name,province,city,level,department,note,school_type,league_unit,former_names\n";
    private static final AtomicInteger COUNT = new AtomicInteger();

    private final RegistryImport registry;
    private final OrganizationChanges changes;
    private final Organizations organizations;

    public TestSchools(RegistryImport registry, OrganizationChanges changes, Organizations organizations) {
        this.registry = registry;
        this.changes = changes;
        this.organizations = organizations;
    }

    public Organization school() {
        int number = COUNT.incrementAndGet();
        String code = "49310%05d".formatted(number);
        registry.load(new StringReader(HEAD + code + ",测试学院" + number + ",上海市,上海市,本科,上海市,,普通高校,上海市,\n"), "test");
        return organizations.require(code);
    }

    /** A class branch of the school. */
    public Organization branch(Organization school) {
        return changes.addBranch(school.code(), "测试" + COUNT.incrementAndGet() + "班团支部", "test");
    }
}
