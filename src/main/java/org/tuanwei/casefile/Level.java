package org.tuanwei.casefile;

import org.tuanwei.organization.Organization;

/** The level of the account owner; the opening is generic over it (J5). */
public enum Level {
    UNIT,
    SCHOOL,
    BRANCH;

    public static Level of(Organization organization) {
        return switch (organization.kind()) {
            case UNIT -> UNIT;
            case SCHOOL -> SCHOOL;
            case BRANCH -> BRANCH;
            case CENTRE, PARTNER -> throw new IllegalArgumentException(organization.name() + " 不开设案件");
        };
    }
}
