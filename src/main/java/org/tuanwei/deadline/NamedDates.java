package org.tuanwei.deadline;

import java.time.LocalDate;
import java.util.Optional;
import org.tuanwei.engine.HumanTask;

/** Lets a feature say by which day its own task is due, such as the day of a round; it wins over the tables. */
public interface NamedDates {

    /**
     * A day and on whose word.
     *
     * @param source title of the notice, or of what was opened with this day
     */
    record NamedDate(LocalDate dueOn, Deadline.Provenance provenance, String source, String clause) {}

    /** Empty where the feature names no day for this task; a day that is over counts as none. */
    Optional<NamedDate> of(HumanTask task);
}
