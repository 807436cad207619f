package org.tuanwei.engine;

import java.util.Map;

/** What a feature does with the form of one human task: one bean for each task that has a form. */
public interface TaskForm {

    /** The task it serves, {@code account-opening.Task_Register}. */
    String task();

    /** What the form shows when it is opened: read for this moment, never stored in the engine. */
    Map<String, Object> prefill(HumanTask task);

    /**
     * Takes the checked values to the feature's service, in the transaction that completes the task.
     *
     * @return only routing facts: they become process variables, and with them visible to every browser
     * @throws FormRefused when the values cannot be accepted
     */
    Map<String, Object> submit(HumanTask task, Map<String, Object> values);
}
