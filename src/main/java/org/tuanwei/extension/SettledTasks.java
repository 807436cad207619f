package org.tuanwei.extension;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.Due;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.HumanTaskListener;

/** Takes the question off the approver's desk when the task it was about is over. */
@Component
@Order(300)
class SettledTasks implements HumanTaskListener {

    private final ExtensionService service;

    SettledTasks(ExtensionService service) {
        this.service = service;
    }

    @Override
    public void entered(HumanTask task, Due due) {
        // nothing is asked before the task is there
    }

    @Override
    public void left(HumanTask task, boolean completed) {
        service.settle(task.taskId());
    }
}
