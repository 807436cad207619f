package org.tuanwei.collection;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.tuanwei.organization.Organization;

/**
 * One round of the table, opened by the centre for the provinces that have not sent it in, or by a province for itself.
 *
 * @param openerCode {@code CN}, or the code of the unit that opened it
 * @param sourceTitle the notice that names the days, none where there is no notice
 * @param schoolDueOn last day for the schools
 * @param unitDueOn last day for the provinces
 */
record Round(
        long id,
        String title,
        String openedBy,
        String openerCode,
        @Nullable String sourceTitle,
        LocalDate schoolDueOn,
        LocalDate unitDueOn,
        Instant openedAt) {

    /** Whether the centre asks, not a unit for itself. */
    public boolean byCentre() {
        return openerCode.equals(Organization.CENTRE_CODE);
    }

    /** What stands behind the days, for the provenance of a deadline. */
    String source() {
        return sourceTitle == null ? title : sourceTitle;
    }
}
