package org.tuanwei.engine;

import java.util.List;

/** Hears of every human task of every process, in the engine's transaction. */
public interface HumanTaskListener {

    /** A task that is being entered, and the way to set its due date. */
    record Entry(HumanTask task, Due due) {}

    void entered(HumanTask task, Due due);

    /** The tasks entered by one command of many starts; whoever writes rows writes them at once. */
    default void entered(List<Entry> entries) {
        entries.forEach(entry -> entered(entry.task(), entry.due()));
    }

    /** @param completed false when the task was taken away by an event, an interruption or a deletion */
    void left(HumanTask task, boolean completed);
}
