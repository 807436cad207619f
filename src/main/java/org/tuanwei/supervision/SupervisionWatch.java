package org.tuanwei.supervision;

import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.Party;
import org.tuanwei.engine.Due;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.HumanTaskListener;
import org.tuanwei.supervision.Supervision.State;

/** Follows the process: each human task is a state of the supervision and somebody it waits for; a late task done is mended. */
@Component
@Order(50) // before the deadline is set: a day that was parked moves it
class SupervisionWatch implements HumanTaskListener {

    private static final Map<String, State> STATES = Map.of(
            SupervisionProcess.PROPOSE, State.PROPOSING,
            SupervisionProcess.AUTHORIZE, State.AUTHORIZING,
            SupervisionProcess.ACKNOWLEDGE, State.ACKNOWLEDGING,
            SupervisionProcess.HANDLE, State.HANDLING,
            SupervisionProcess.DECIDE_EXTENSION, State.EXTENDING,
            SupervisionProcess.FEEDBACK, State.FEEDBACK,
            SupervisionProcess.VERIFY, State.VERIFYING);

    private final Supervisions supervisions;
    private final SupervisionService service;
    private final SupervisionEndings endings;
    private final Waitings waitings;

    SupervisionWatch(
            Supervisions supervisions, SupervisionService service, SupervisionEndings endings, Waitings waitings) {
        this.supervisions = supervisions;
        this.service = service;
        this.endings = endings;
        this.waitings = waitings;
    }

    @Override
    public void entered(HumanTask task, Due due) {
        State state = STATES.get(task.key());
        if (state == null) {
            return;
        }
        long id = SupervisionProcess.idOf(task);
        Supervision supervision = supervisions.get(id);
        if (supervision.state() == State.PARKED) {
            service.unparked(supervision);
        }
        supervisions.enter(id, state);
        waitings.begin(id, party(supervision, state), task.taskId(), task.name());
    }

    @Override
    public void left(HumanTask task, boolean completed) {
        if (STATES.containsKey(task.key())) {
            waitings.end(task.taskId());
        } else if (completed) {
            endings.mended(Lapse.ofTask(task.businessKey(), task.name()));
        }
    }

    private static Party party(Supervision supervision, State state) {
        return switch (state) {
            case ACKNOWLEDGING, HANDLING, FEEDBACK -> supervision.ofUnit() ? Party.PROVINCE : Party.SCHOOL;
            default -> supervision.byCentre() ? Party.CENTRE : Party.PROVINCE;
        };
    }
}
