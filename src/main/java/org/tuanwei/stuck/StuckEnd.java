package org.tuanwei.stuck;

import java.time.Clock;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.Due;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.HumanTaskListener;
import org.tuanwei.engine.Incidents;

/** Takes the red mark off in the transaction that ends the task: nobody sees it on work that is done. */
@Component
@Order(300)
class StuckEnd implements HumanTaskListener {

    private final Standstills standstills;
    private final Incidents incidents;
    private final Clock clock;

    StuckEnd(Standstills standstills, Incidents incidents, Clock clock) {
        this.standstills = standstills;
        this.incidents = incidents;
        this.clock = clock;
    }

    @Override
    public void entered(HumanTask task, Due due) {
        // a task that has just begun stands still for no reason yet
    }

    @Override
    public void left(HumanTask task, boolean completed) {
        List<Standstills.Shown> shown = standstills.ofTask(task.taskId());
        if (!shown.isEmpty()) {
            incidents.resolve(shown.stream().map(Standstills.Shown::incidentId).toList());
            standstills.resolve(shown, clock.instant());
        }
    }
}
