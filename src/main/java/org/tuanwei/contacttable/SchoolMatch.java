package org.tuanwei.contacttable;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tuanwei.organization.Organization;

/**
 * Which school of the registry a row means.
 *
 * @param school null where nobody may say so without asking
 * @param candidates for CLOSE the likeliest first, at most three; otherwise none
 */
public record SchoolMatch(How how, @Nullable Organization school, List<Organization> candidates) {

    public SchoolMatch {
        candidates = List.copyOf(candidates);
    }

    /** By what it was found. */
    public enum How {
        /** The name in the registry. */
        NAME,
        /** A name the school had before, or the name of a school that was merged into it. */
        FORMER_NAME,
        /** The ten digits of its code. */
        CODE,
        /** The person who sent the table chose it among the candidates. */
        CHOSEN,
        /** Not found, but some schools are called much the same: ask, never guess. */
        CLOSE,
        /** Nothing in the registry is called so. */
        NONE
    }

    /** Whether the school is certain. */
    public boolean certain() {
        return school != null;
    }

    /** Code of the certain school, or null. */
    public @Nullable String code() {
        return school == null ? null : school.code();
    }
}
