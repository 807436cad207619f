package org.tuanwei.deadline;

import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tuanwei.engine.HumanTask;

/** Lets a feature say by which day its own task is due, such as the day of a round; it wins over the tables. */
public interface NamedDates {

    /**
     * A day and on whose word.
     *
     * @param until the hour of that day; null for its 24:00
     * @param source title of the notice, or of what was opened with this day
     */
    record NamedDate(
            LocalDate dueOn, @Nullable LocalTime until, Deadline.Provenance provenance, String source, String clause) {

        public NamedDate(LocalDate dueOn, Deadline.Provenance provenance, String source, String clause) {
            this(dueOn, null, provenance, source, clause);
        }
    }

    /** Empty where the feature names no day for this task; a day that is over counts as none. */
    Optional<NamedDate> of(HumanTask task);
}
