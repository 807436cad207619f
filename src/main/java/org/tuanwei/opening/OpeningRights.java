package org.tuanwei.opening;

import org.springframework.stereotype.Component;
import org.tuanwei.organization.Groups;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.Viewer;

/** Who may open the case of an organisation: a unit its own and its schools', a school its class branches'. */
@Component
class OpeningRights {

    boolean mayOpen(Organization organization, Viewer viewer) {
        return switch (organization.kind()) {
            case UNIT ->
                viewer.isProvinceStaff(organization.unitCode())
                        || viewer.groups().contains(Groups.CENTRE_STAFF);
            case SCHOOL, BRANCH -> viewer.isProvinceStaff(organization.unitCode()) || isOwnSchool(organization, viewer);
            case CENTRE, PARTNER -> false;
        };
    }

    private static boolean isOwnSchool(Organization organization, Viewer viewer) {
        String school = organization.schoolCode();
        return school != null && viewer.isSchool(school);
    }
}
