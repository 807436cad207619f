package org.tuanwei.opening;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One version of what was submitted for a case, with what the level above said about it. */
record Registration(
        long id,
        long caseId,
        int version,
        long contactId,
        boolean existingAccount,
        @Nullable String existingQq,
        @Nullable String existingUrl,
        String submittedBy,
        Instant submittedAt,
        @Nullable Review review) {

    /** Submitted without an account, at the public door. */
    static final String PUBLIC = "public";

    /** @param ownEntry whether the reviewer had submitted it himself */
    record Review(boolean approved, @Nullable String reason, boolean ownEntry, Instant decidedAt) {}

    boolean returned() {
        return review != null && !review.approved();
    }
}
