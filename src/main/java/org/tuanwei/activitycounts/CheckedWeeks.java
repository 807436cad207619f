package org.tuanwei.activitycounts;

import java.time.Instant;
import java.util.Optional;

/** What the checks say about weeks, for those who take counts. */
public interface CheckedWeeks {

    /** Whether the unit's results of this week are public: what comes in later changes nothing but through a dispute. */
    boolean published(String unitCode, Week week);

    /** Until when counts are taken, where a check of this week has begun. */
    Optional<Instant> countsUntil(String unitCode, Week week);
}
