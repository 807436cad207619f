package org.tuanwei.engine;

/** Hears of every human task of every process, in the engine's transaction. */
public interface HumanTaskListener {

    void entered(HumanTask task, Due due);

    /** @param completed false when the task was taken away by an event, an interruption or a deletion */
    void left(HumanTask task, boolean completed);
}
