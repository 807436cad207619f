package org.tuanwei.urging;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;

/** Who may urge in bulk, and in whose name: the centre, the units he belongs to, or those he supervises. */
final class Urgers {

    private Urgers() {}

    /** Whether every unit is his to urge. */
    static boolean national(Viewer viewer) {
        return viewer.isCentre() || viewer.groups().contains("supervisor-CN");
    }

    /** The units whose schools he urges; of those he supervises also the unit itself. */
    static Set<String> unitsOf(Viewer viewer) {
        Set<String> units = new TreeSet<>(supervisedBy(viewer));
        viewer.unitCodes().stream().filter(viewer::isProvince).forEach(units::add);
        return units;
    }

    static Set<String> supervisedBy(Viewer viewer) {
        return viewer.unitCodes().stream().filter(viewer::isSupervisor).collect(Collectors.toSet());
    }

    /** CN or a unit. @throws NotAllowed for everybody else */
    static String require(Viewer viewer) {
        if (national(viewer)) {
            return Organization.CENTRE_CODE;
        }
        return unitsOf(viewer).stream().findFirst().orElseThrow(() -> new NotAllowed("只有上级团组织和督办人可以催办"));
    }
}
