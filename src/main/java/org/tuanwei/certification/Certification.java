package org.tuanwei.certification;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One application of an account for certification, and the certification that came of it (F5).
 *
 * @param caseId the open account
 * @param standardVersion of {@code certification-eligibility} at the application
 * @param statement why, in the applicant's words
 * @param reason why it ended; null while it lives, and where the applicant took it back without one
 */
record Certification(
        long id,
        long organizationId,
        long caseId,
        State state,
        String standardVersion,
        String statement,
        String appliedBy,
        Instant appliedAt,
        @Nullable Instant certifiedAt,
        @Nullable Instant endedAt,
        @Nullable String reason) {

    /** How far it is, or how it ended. */
    enum State {
        APPLIED,
        RECOMMENDED,
        REVIEWED,
        CERTIFIED,
        REFUSED,
        /** A condition was lost while it waited. */
        LAPSED,
        /** Taken back after it was given. */
        WITHDRAWN,
        /** Taken back by the applicant before the first level had signed for it. */
        RETRACTED
    }
}
