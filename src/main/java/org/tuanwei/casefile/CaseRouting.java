package org.tuanwei.casefile;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** The routing facts that every process of a case is started with. */
@Component
public class CaseRouting {

    private final Organizations organizations;

    CaseRouting(Organizations organizations) {
        this.organizations = organizations;
    }

    /** A new map, to which the caller adds its own facts. */
    public Map<String, Object> of(CaseFile file) {
        return of(organizations.get(file.organizationId()));
    }

    /** The same for what is about an organisation and belongs to no case. */
    public Map<String, Object> of(Organization organization) {
        Map<String, Object> facts = new HashMap<>();
        facts.put("organizationCode", organization.code());
        facts.put("organizationName", organization.name());
        facts.put("level", Level.of(organization).name());
        facts.put("ownerGroup", organizations.ownerGroup(organization));
        facts.put("superiorGroup", organizations.superiorGroup(organization));
        return facts;
    }
}
