package org.tuanwei.urging;

import java.util.Set;
import java.util.stream.Collectors;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;

/** Who may urge in bulk, and in whose name: the centre, or the units he belongs to. */
final class Urgers {

    private Urgers() {}

    static Set<String> unitsOf(Viewer viewer) {
        return viewer.unitCodes().stream().filter(viewer::isProvince).collect(Collectors.toSet());
    }

    static boolean may(Viewer viewer) {
        return viewer.isCentre() || !unitsOf(viewer).isEmpty();
    }

    /** CN or a unit. @throws NotAllowed for everybody else */
    static String require(Viewer viewer) {
        if (viewer.isCentre()) {
            return Organization.CENTRE_CODE;
        }
        return unitsOf(viewer).stream().sorted().findFirst().orElseThrow(() -> new NotAllowed("只有上级团组织可以催办"));
    }
}
