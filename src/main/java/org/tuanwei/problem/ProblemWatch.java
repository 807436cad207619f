package org.tuanwei.problem;

import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.Due;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.HumanTaskListener;

/** Hears where a problem lies now, and of steps elsewhere that settle one. */
@Component
@Order(300)
class ProblemWatch implements HumanTaskListener {

    private final ProblemService problems;
    private final NumbersService numbers;

    ProblemWatch(ProblemService problems, NumbersService numbers) {
        this.problems = problems;
        this.numbers = numbers;
    }

    @Override
    public void entered(HumanTask task, Due due) {
        if (task.key().equals(ProblemProcess.CORRECT) || task.key().equals(ProblemProcess.HANDLE)) {
            problems.assigned(task);
            if (!task.ofCase()) {
                numbers.putToPartner(task);
            }
        }
    }

    @Override
    public void left(HumanTask task, boolean completed) {
        if (!completed) {
            return;
        }
        if (task.key().equals(ProblemProcess.ISSUE)
                && Boolean.TRUE.equals(task.variables().get("dataUsable"))) {
            problems.dataUsed(task.caseId());
        } else if (task.key().equals(ProblemProcess.CONFIRM_CHANGED)
                && "changed".equals(task.variables().get("outcome"))) {
            problems.deliveryConfirmed(task.caseId());
        }
    }
}
