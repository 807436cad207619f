package org.tuanwei.supervision;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code supervision} calls, in the order of the diagram. */
@Component
public class SupervisionSteps {

    private final SupervisionEndings endings;
    private final SupervisionService service;

    SupervisionSteps(SupervisionEndings endings, SupervisionService service) {
        this.endings = endings;
        this.service = service;
    }

    /** 撤回立项 (D5). */
    public void answerWithdrawn(DelegateExecution execution) {
        endings.answerWithdrawn(id(execution));
    }

    /** 下发 (E0). */
    public void issue(DelegateExecution execution) {
        service.issue(id(execution));
    }

    /** 挂起期满 (E0): 24:00 of the day named. */
    public Date parkedUntil(DelegateExecution execution) {
        return Date.from(service.parkedUntil(id(execution)));
    }

    /** 退回再办 (E0). */
    public void answerReturned(DelegateExecution execution) {
        endings.answerReturned(id(execution));
    }

    /** 办结销号 (E0). */
    public void answerClosed(DelegateExecution execution) {
        endings.answerClosed(id(execution));
    }

    /** 终止督办 (J4). */
    public void answerDiscontinued(DelegateExecution execution) {
        endings.answerDiscontinued(id(execution));
    }

    private static long id(DelegateExecution execution) {
        return SupervisionProcess.idOf(execution.getProcessBusinessKey());
    }
}
