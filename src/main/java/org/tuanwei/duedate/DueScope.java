package org.tuanwei.duedate;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Role;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** The access table for deadlines: as a condition on {@code deadline d} left-joined {@code organization o}, and for one. */
@Component
class DueScope {

    /** A condition with its named parameters. */
    record Condition(String sql, Map<String, Object> params) {}

    private final AccessPolicy policy;
    private final Organizations organizations;

    DueScope(AccessPolicy policy, Organizations organizations) {
        this.policy = policy;
        this.organizations = organizations;
    }

    Condition of(Viewer viewer) {
        List<String> any = new ArrayList<>();
        Map<String, Object> params = new HashMap<>();
        for (Role role : viewer.roles()) {
            Access access = policy.cell(Subject.DEADLINE, role);
            if (access.verb() != Verb.NONE) {
                any.add(condition(viewer, role, access, params));
            }
        }
        return new Condition(any.isEmpty() ? "false" : "(" + String.join(" or ", any) + ")", params);
    }

    private static String condition(Viewer viewer, Role role, Access access, Map<String, Object> params) {
        return switch (access.scope()) {
            case ALL -> "true";
            case BRANCHES -> "o.kind = 'BRANCH'";
            case STEP -> "d.party = 'TENCENT'";
            case OWN -> {
                if (role == Role.SCHOOL) {
                    yield in("o.school_code", "dueSchools", viewer.schoolCodes(), params);
                }
                boolean everywhere = role == Role.SUPERVISOR && viewer.groups().contains("supervisor-CN");
                yield everywhere ? "true" : in("d.unit_code", "dueUnits", viewer.unitCodes(), params);
            }
        };
    }

    private static String in(String column, String name, Set<String> codes, Map<String, Object> params) {
        if (codes.isEmpty()) {
            return "false";
        }
        params.put(name, codes);
        return column + " in (:" + name + ")";
    }

    /** @throws NotVisible where he sees nothing of it */
    void requireVisible(Deadline deadline, Viewer viewer) {
        String code = deadline.organizationCode();
        Organization about = code == null ? null : organizations.byCode(code).orElse(null);
        AccessPolicy.Target target = new AccessPolicy.Target(
                deadline.unitCode(),
                about == null ? null : about.schoolCode(),
                about != null && about.isBranch(),
                deadline.party() == Deadline.Party.TENCENT);
        policy.requireSee(viewer, Subject.DEADLINE, target, "这个期限");
    }

    /**
     * Whether the viewer is above the holder and may move the date: the province for its schools, save what a notice
     * names, which the centre alone may loosen; the centre for everybody.
     */
    boolean mayMove(Deadline deadline, Viewer viewer) {
        boolean centre =
                deadline.party() == Deadline.Party.CENTRE ? viewer.groups().contains("centre-lead") : viewer.isCentre();
        boolean school = deadline.organizationCode() != null
                && organizations
                        .byCode(deadline.organizationCode())
                        .filter(one -> one.schoolCode() != null)
                        .isPresent();
        boolean province = school && deadline.party() == Deadline.Party.OWNER && viewer.isProvince(deadline.unitCode());
        return deadline.state() == Deadline.State.OPEN && (centre || province);
    }

    /** A unit may tighten what a notice names, never loosen it (A11). */
    boolean onlyEarlier(Deadline deadline, Viewer viewer) {
        return !viewer.isCentre() && deadline.provenance() == Deadline.Provenance.NOTICE;
    }
}
