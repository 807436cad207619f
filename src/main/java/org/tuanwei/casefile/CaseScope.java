package org.tuanwei.casefile;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.security.Access;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Role;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/**
 * The access table as a condition on {@code case_file c}: every list, count and export of cases goes through it, so that
 * a row that may not be seen is never read. Nothing matches for whoever has no role.
 */
@Component
public class CaseScope {

    /** A condition with its named parameters. */
    public record Condition(String sql, Map<String, Object> params) {}

    private final AccessPolicy policy;

    CaseScope(AccessPolicy policy) {
        this.policy = policy;
    }

    /** Cases of which the viewer may see anything as far as this subject goes. */
    public Condition of(Viewer viewer, Subject subject) {
        List<String> any = new ArrayList<>();
        Map<String, Object> params = new HashMap<>();
        for (Role role : viewer.roles()) {
            Access access = policy.cell(subject, role);
            if (access.verb() != Verb.NONE) {
                any.add(condition(viewer, role, access, params));
            }
        }
        return new Condition(any.isEmpty() ? "false" : "(" + String.join(" or ", any) + ")", params);
    }

    private static String condition(Viewer viewer, Role role, Access access, Map<String, Object> params) {
        return switch (access.scope()) {
            case ALL -> "true";
            case BRANCHES -> "c.level = 'BRANCH'";
            case STEP ->
                "exists (select 1 from waiting_interval s where s.case_id = c.id and s.to_at is null"
                        + " and s.party = 'TENCENT')";
            case OWN ->
                switch (role) {
                    case SCHOOL -> in("c.school_code", "schools", viewer.schoolCodes(), params);
                    case PROVINCE_STAFF, PROVINCE_LEAD, SUPERVISOR ->
                        viewer.groups().contains("supervisor-CN") && role == Role.SUPERVISOR
                                ? "true"
                                : in("c.unit_code", "units", viewer.unitCodes(), params);
                    default -> "true";
                };
        };
    }

    private static String in(String column, String name, java.util.Set<String> codes, Map<String, Object> params) {
        if (codes.isEmpty()) {
            return "false";
        }
        params.put(name, codes);
        return column + " in (:" + name + ")";
    }
}
