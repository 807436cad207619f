package org.tuanwei.problem;

import org.jspecify.annotations.Nullable;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.Level;
import org.tuanwei.security.AccessPolicy.Target;

/** Where in the tree a problem lies: its organisation's unit, school and level. */
record Place(String unitCode, @Nullable String schoolCode, Level level) {

    static Place of(CaseFile file) {
        return new Place(file.unitCode(), file.schoolCode(), file.level());
    }

    /** For the access table. @param atPartner whether it was put to the partner or raised by it */
    Target target(boolean atPartner) {
        return new Target(unitCode, schoolCode, level == Level.BRANCH, atPartner);
    }
}
