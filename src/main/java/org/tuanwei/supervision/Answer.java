package org.tuanwei.supervision;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What the unit did and reported in one round, and what the supervisor thought of it. */
record Answer(
        int round,
        String handling,
        String handledBy,
        Instant handledAt,
        @Nullable String feedback,
        @Nullable String feedbackBy,
        @Nullable Instant feedbackAt,
        @Nullable Boolean accepted,
        @Nullable String verdict,
        @Nullable String verifiedBy,
        @Nullable Instant verifiedAt) {}
