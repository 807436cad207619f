package org.tuanwei.figures;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tuanwei.security.Access;
import org.tuanwei.security.Access.Scope;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Role;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The access table as a condition on rows {@code r} of figures: units and schools of one's own region, all for the centre. */
@Component
class FigureScope {

    /** A condition with its named parameters. */
    record Condition(String sql, Map<String, Object> params) {}

    private final AccessPolicy policy;
    private final Viewers viewers;

    FigureScope(AccessPolicy policy, Viewers viewers) {
        this.policy = policy;
        this.viewers = viewers;
    }

    /** @throws NotVisible for whoever's figures are no units and schools */
    Viewer requireAny() {
        Viewer viewer = viewers.current();
        if (of(viewer).sql().equals("(false)")) {
            throw new NotVisible("页面");
        }
        return viewer;
    }

    /** Whether the viewer's figures are the whole country's. */
    boolean national(Viewer viewer) {
        return of(viewer).sql().equals("(true)");
    }

    Condition of(Viewer viewer) {
        Set<String> any = new LinkedHashSet<>();
        Map<String, Object> params = new HashMap<>();
        for (Role role : viewer.roles()) {
            Access access = policy.cell(Subject.FIGURES, role);
            if (access.verb() != Verb.NONE) {
                any.add(condition(viewer, role, access.scope(), params));
            }
        }
        any.remove("false");
        if (any.contains("true")) {
            return new Condition("(true)", Map.of());
        }
        return new Condition(any.isEmpty() ? "(false)" : "(" + String.join(" or ", any) + ")", params);
    }

    private static String condition(Viewer viewer, Role role, Scope scope, Map<String, Object> params) {
        if (scope == Scope.ALL || role == Role.SUPERVISOR && viewer.groups().contains("supervisor-CN")) {
            return "true";
        }
        if (scope != Scope.OWN) {
            return "false";
        }
        boolean school = role == Role.SCHOOL;
        Set<String> codes = school ? viewer.schoolCodes() : viewer.unitCodes();
        if (codes.isEmpty()) {
            return "false";
        }
        params.put(school ? "scopeSchools" : "scopeUnits", codes);
        return school ? "r.school_code in (:scopeSchools)" : "r.unit_code in (:scopeUnits)";
    }
}
