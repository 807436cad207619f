package org.tuanwei.deadline;

import java.util.Optional;
import java.util.Set;

/** Lets a feature add its paragraph to a reminder, such as a fresh pick-up link. Called when the mail is queued. */
public interface ReminderText {

    /**
     * A paragraph of a reminder.
     *
     * @param lateArguments arguments of the marks for late text that it holds and may hold
     */
    record Paragraph(String text, Set<String> lateArguments) {}

    /** What to add for this deadline to the mail to this address; mostly nothing. */
    Optional<Paragraph> paragraph(Deadline deadline, Addressee addressee, String address);
}
