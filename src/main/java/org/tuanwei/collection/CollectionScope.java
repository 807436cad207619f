package org.tuanwei.collection;

import org.springframework.stereotype.Component;
import org.tuanwei.collection.UnitRound.State;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.AccessPolicy.Target;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Who sees and does what in a round, from the access table: a unit its own, a school its row, the centre all. */
@Component
class CollectionScope {

    private static final String TABLE = "这张统计表";
    private static final String ROW = "这一行";

    private final AccessPolicy policy;
    private final Viewers viewers;
    private final UnitRounds units;
    private final SchoolRows rows;

    CollectionScope(AccessPolicy policy, Viewers viewers, UnitRounds units, SchoolRows rows) {
        this.policy = policy;
        this.viewers = viewers;
        this.units = units;
        this.rows = rows;
    }

    /** @throws NotVisible for whoever has nothing to do with rounds at all */
    Viewer requireAny() {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.COLLECTION) == Verb.NONE) {
            throw new NotVisible("页面");
        }
        return viewer;
    }

    Verb verb(Viewer viewer, UnitRound unit) {
        return policy.verb(viewer, Subject.COLLECTION, new Target(unit.unitCode(), null, false, false));
    }

    Verb verb(Viewer viewer, SchoolRow row) {
        return policy.verb(viewer, Subject.COLLECTION, new Target(row.unitCode(), row.schoolCode(), false, false));
    }

    /** @throws NotVisible for a foreign unit */
    UnitRound requireSee(long id) {
        UnitRound unit = units.find(id).orElseThrow(() -> new NotVisible(TABLE));
        if (verb(viewers.current(), unit) == Verb.NONE) {
            throw new NotVisible(TABLE);
        }
        return unit;
    }

    /** The same with the persons in it: the supervisor sees figures only. @throws NotAllowed */
    UnitRound requirePersons(long id) {
        UnitRound unit = requireSee(id);
        if (verb(viewers.current(), unit).compareTo(Verb.SEE) < 0) {
            throw new NotAllowed("您可以查看报送进度，不能查看负责人信息");
        }
        return unit;
    }

    /** Staff of the unit work on its table. @throws NotVisible; @throws NotAllowed for whoever only sees it */
    UnitRound requireStaff(long id) {
        UnitRound unit = requireSee(id);
        if (!staff(unit)) {
            throw new NotAllowed("本省统计表由省级专人办理");
        }
        return unit;
    }

    boolean staff(UnitRound unit) {
        Viewer viewer = viewers.current();
        return verb(viewer, unit) == Verb.DO && viewer.isProvinceStaff(unit.unitCode());
    }

    boolean centre(UnitRound unit) {
        Viewer viewer = viewers.current();
        return verb(viewer, unit) == Verb.DO && viewer.isCentre();
    }

    /** @throws NotVisible for a foreign row; a supervisor, who sees figures only, has no rows either */
    SchoolRow requireRow(long id) {
        SchoolRow row = rows.find(id).orElseThrow(() -> new NotVisible(ROW));
        if (verb(viewers.current(), row).compareTo(Verb.SEE) < 0) {
            throw new NotVisible(ROW);
        }
        return row;
    }

    boolean school(SchoolRow row) {
        Viewer viewer = viewers.current();
        return verb(viewer, row) == Verb.DO && viewer.isSchool(row.schoolCode());
    }

    /** The accepted directory of this unit: the centre, the unit itself, and the partner once it was handed over. */
    boolean directory(Viewer viewer, UnitRound unit) {
        boolean handedOver = unit.state() == State.PROVIDED || unit.state() == State.ARCHIVED;
        return policy.verb(viewer, Subject.COLLECTION, new Target(unit.unitCode(), null, false, handedOver))
                        .compareTo(Verb.SEE)
                >= 0;
    }
}
