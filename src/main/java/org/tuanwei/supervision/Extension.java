package org.tuanwei.supervision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A request for more time. @param days working days from the day of the decision @param granted none while undecided */
record Extension(
        long id,
        int days,
        String reason,
        String askedBy,
        Instant askedAt,
        @Nullable Boolean granted,
        @Nullable String answer,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt) {}
