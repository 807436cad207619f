package org.tuanwei.collection;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.DeadlineMoved;
import org.tuanwei.engine.Workflow;

/** A province that was given another day for its table is late, and handed to supervision, by that day (D5). */
@Component
class MovedDays {

    private final UnitRounds units;
    private final Workflow workflow;

    MovedDays(UnitRounds units, Workflow workflow) {
        this.units = units;
        this.workflow = workflow;
    }

    @EventListener
    void on(DeadlineMoved moved) {
        String task = moved.before().taskKey();
        if (task.equals(CollectionProcess.CHECK) || task.equals(CollectionProcess.APPROVE)) {
            workflow.task(moved.before().taskId())
                    .ifPresent(open -> units.moveDay(CollectionProcess.unitRoundId(open), moved.to()));
        }
    }
}
