package org.tuanwei.deadline;

import java.util.List;

/** Knows where to write to; several beans add up. */
public interface ReminderAddressees {

    /** The mail addresses for this deadline; none when nobody is known. {@code party()} says whose task it is. */
    List<String> of(Deadline deadline, Addressee addressee);
}
