package org.tuanwei.organization;

import java.util.Collection;

/** What the registry needs from the identity tables: every organisation has its group, inside its tenant. */
public interface OrganizationGroups {

    /** Creates what is missing and brings names up to date; calling it again changes nothing. */
    void provide(Collection<Organization> organizations);

    /** The school's people from now on work in the tenant of this unit and no longer in that of the old one. */
    void move(Organization school, Organization unit);
}
