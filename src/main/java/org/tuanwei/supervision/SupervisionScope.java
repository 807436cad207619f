package org.tuanwei.supervision;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.security.Access;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Role;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/**
 * The access table as a condition on {@code supervision s}: every list, page, count and export goes through it. A unit
 * sees what is about itself only once it was issued; drafts are the supervising level's own.
 */
@Component
class SupervisionScope {

    /** A condition with its named parameters. */
    record Condition(String sql, Map<String, Object> params) {}

    private static final String OBJECT = "这件督办";

    private final AccessPolicy policy;
    private final Viewers viewers;
    private final JdbcClient jdbc;

    SupervisionScope(AccessPolicy policy, Viewers viewers, JdbcClient jdbc) {
        this.policy = policy;
        this.viewers = viewers;
        this.jdbc = jdbc;
    }

    /** @throws NotVisible for whoever has nothing to do with supervisions at all */
    Viewer requireAny() {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.SUPERVISION) == Verb.NONE) {
            throw new NotVisible("页面");
        }
        return viewer;
    }

    Condition of(Viewer viewer) {
        Set<String> any = new HashSet<>();
        Map<String, Object> params = new HashMap<>();
        for (Role role : viewer.roles()) {
            Access access = policy.cell(Subject.SUPERVISION, role);
            if (access.verb() != Verb.NONE) {
                any.add(condition(viewer, role, access, params));
            }
        }
        return new Condition(any.isEmpty() ? "(false)" : "(" + String.join(" or ", new ArrayList<>(any)) + ")", params);
    }

    private static String condition(Viewer viewer, Role role, Access access, Map<String, Object> params) {
        if (access.scope() == Access.Scope.ALL
                || role == Role.SUPERVISOR && viewer.groups().contains("supervisor-CN")) {
            return "true";
        }
        boolean school = role == Role.SCHOOL;
        Set<String> codes = school ? viewer.schoolCodes() : viewer.unitCodes();
        if (access.scope() != Access.Scope.OWN || codes.isEmpty()) {
            return "false";
        }
        if (school) {
            params.put("schools", codes);
            return "s.school_code in (:schools) and s.issued_at is not null";
        }
        params.put("units", codes);
        return "s.unit_code in (:units) and (s.issued_at is not null or s.supervised_by in (:units))";
    }

    /** @throws NotVisible for a foreign one, and for the unit itself before it was issued */
    Supervision require(long id) {
        Condition visible = of(requireAny());
        List<Supervision> found = jdbc.sql(
                        "select " + Supervisions.COLUMNS + Supervisions.FROM + " where s.id = :id and " + visible.sql())
                .params(visible.params())
                .param("id", id)
                .query(Supervisions::map)
                .list();
        return found.stream().findFirst().orElseThrow(() -> new NotVisible(OBJECT));
    }

    /** Whether the viewer stands on the supervising side, and sees the drafts too. */
    static boolean inside(Viewer viewer, Supervision supervision) {
        return viewer.isCentre()
                || viewer.groups().contains("supervisor-CN")
                || viewer.unitCodes().contains(supervision.supervisedBy());
    }
}
