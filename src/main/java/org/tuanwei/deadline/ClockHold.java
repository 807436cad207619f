package org.tuanwei.deadline;

import java.time.LocalDate;
import java.util.Optional;

/** Knows of cases whose clock stands still; answered by whoever parks cases. */
public interface ClockHold {

    /** The last day on which the clock of this case stands; nothing when it runs. */
    Optional<LocalDate> heldUntil(long caseId);
}
