package org.tuanwei.waiting;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stop of a case's clock.
 *
 * @param until 24:00 of its last day
 * @param endedAt when the clock went on; none while it stands
 */
record Parking(
        long id,
        long caseId,
        Instant from,
        Instant until,
        String reason,
        String parkedBy,
        @Nullable Instant endedAt) {}
