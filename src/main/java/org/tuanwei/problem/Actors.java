package org.tuanwei.problem;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.Level;
import org.tuanwei.casefile.Party;
import org.tuanwei.organization.Groups;
import org.tuanwei.problem.Problems.Actor;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** As which party somebody speaks in a problem of a case. */
@Component
class Actors {

    private static final Actor SYSTEM = new Actor("", "系统", Party.SYSTEM);

    private final Viewers viewers;

    Actors(Viewers viewers) {
        this.viewers = viewers;
    }

    /** The person of the request; the system where a job runs. */
    Actor current(Place place) {
        return viewers.currentOrNone().map(viewer -> actor(viewer, place)).orElse(SYSTEM);
    }

    /** The person whose words a job hands on; whoever acts now where there is none. */
    Actor speaker(String userId, Place place) {
        return userId.isBlank() ? current(place) : actor(viewers.of(userId), place);
    }

    private static Actor actor(Viewer viewer, Place place) {
        return new Actor(
                viewer.userId(),
                viewer.displayName(),
                Optional.ofNullable(party(viewer, place)).orElse(Party.SYSTEM));
    }

    /** The party he raises problems as; null for whoever has no part in the case. */
    static @Nullable Party party(Viewer viewer, Place place) {
        String school = place.schoolCode();
        if (place.level() != Level.UNIT && school != null && viewer.isSchool(school)) {
            return Party.SCHOOL;
        }
        if (viewer.isProvince(place.unitCode())) {
            return Party.PROVINCE;
        }
        if (viewer.isTencent()) {
            return Party.TENCENT;
        }
        return viewer.isCentre() ? Party.CENTRE : null;
    }

    /** The group that is asked whether the problem is solved. */
    static String group(Party party, Place place, String ownerGroup) {
        return switch (party) {
            case PROVINCE -> Groups.staffOf(place.unitCode());
            case CENTRE -> Groups.CENTRE_STAFF;
            case TENCENT -> Groups.TENCENT;
            case SCHOOL, MAIL, SYSTEM -> ownerGroup;
        };
    }
}
