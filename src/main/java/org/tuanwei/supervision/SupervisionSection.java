package org.tuanwei.supervision;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseSection;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationSection;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Viewer;

/** The supervisions of an organisation on its page and on the page of its case, and the way to open one. */
@Component
class SupervisionSection implements OrganizationSection, CaseSection {

    /** @param openFor code of the organisation the viewer may put under supervision, none where he may not */
    record Card(List<SupervisionList.Row> rows, @Nullable String openFor) {}

    private final SupervisionList list;
    private final SupervisionOpening opening;
    private final Organizations organizations;

    SupervisionSection(SupervisionList list, SupervisionOpening opening, Organizations organizations) {
        this.list = list;
        this.opening = opening;
        this.organizations = organizations;
    }

    @Override
    public int order() {
        return 400;
    }

    @Override
    public String fragment() {
        return "supervision/section :: card";
    }

    @Override
    public @Nullable Object model(Organization organization, Viewer viewer) {
        boolean mayOpen = organization.isActive() && opening.mayOpen(viewer, organization);
        List<SupervisionList.Row> rows = list.ofOrganization(viewer, organization.id());
        return rows.isEmpty() && !mayOpen ? null : new Card(rows, mayOpen ? organization.code() : null);
    }

    @Override
    public @Nullable Object model(CaseFile caseFile, Viewer viewer) {
        return model(organizations.get(caseFile.organizationId()), viewer);
    }
}
