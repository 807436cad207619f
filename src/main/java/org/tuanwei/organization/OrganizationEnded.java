package org.tuanwei.organization;

/** Published in the transaction in which an organisation stops taking part (clause J4); open cases of it end. */
public record OrganizationEnded(long organizationId, How how) {

    /** In which way it ended. */
    public enum How {
        CLOSED,
        MERGED,
        EXEMPTED
    }
}
