package org.tuanwei.organization;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tuanwei.security.Viewer;

/**
 * What part of the tree a viewer sees, as a predicate every list puts into its SQL: nothing unless a group of his opens
 * it, then his own organisation and what hangs below.
 */
public final class SubtreeScope {

    private final boolean everything;
    private final Set<String> unitCodes;
    private final Set<String> schoolCodes;

    private SubtreeScope(boolean everything, Set<String> unitCodes, Set<String> schoolCodes) {
        this.everything = everything;
        this.unitCodes = unitCodes;
        this.schoolCodes = schoolCodes;
    }

    public static SubtreeScope of(Viewer viewer) {
        return new SubtreeScope(viewer.nationwide(), viewer.unitCodes(), viewer.schoolCodes());
    }

    /** Whether it holds the whole country. */
    public boolean everything() {
        return everything;
    }

    public boolean contains(String unitCode, @org.jspecify.annotations.Nullable String schoolCode) {
        return everything || unitCodes.contains(unitCode) || (schoolCode != null && schoolCodes.contains(schoolCode));
    }

    /**
     * A condition in brackets over the columns {@code unit_code} and {@code school_code} of the table with this alias,
     * to be used together with {@link #params()}.
     */
    public String predicate(String alias) {
        if (everything) {
            return "(true)";
        }
        if (unitCodes.isEmpty() && schoolCodes.isEmpty()) {
            return "(false)";
        }
        if (schoolCodes.isEmpty()) {
            return "(" + alias + ".unit_code in (:scopeUnits))";
        }
        if (unitCodes.isEmpty()) {
            return "(" + alias + ".school_code in (:scopeSchools))";
        }
        return "(" + alias + ".unit_code in (:scopeUnits) or " + alias + ".school_code in (:scopeSchools))";
    }

    /** Values of the named parameters that {@link #predicate} uses. */
    public Map<String, Object> params() {
        Map<String, Object> params = new LinkedHashMap<>();
        if (!everything && !unitCodes.isEmpty()) {
            params.put("scopeUnits", unitCodes);
        }
        if (!everything && !schoolCodes.isEmpty()) {
            params.put("scopeSchools", schoolCodes);
        }
        return params;
    }
}
