package org.tuanwei.deadline;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;

/** Knows of cases whose clock stands still; answered by whoever parks cases. */
public interface ClockHold {

    /** The last day on which the clock stands, for each of these cases whose clock does not run. */
    Map<Long, LocalDate> heldUntil(Collection<Long> caseIds);
}
