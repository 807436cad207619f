package org.tuanwei.change;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code organization-change} calls, in the order of the diagram. */
@Component
public class ChangeSteps {

    private final ChangeService service;

    ChangeSteps(ChangeService service) {
        this.service = service;
    }

    /** 办理变更 (J4, D4): the tree changes; the cases of a school that ended hear of it. */
    public void apply(DelegateExecution execution) {
        service.apply(ChangeProcess.idOf(execution.getProcessBusinessKey()));
    }

    /** 告知不予变更 (J4). */
    public void refuse(DelegateExecution execution) {
        service.refuse(ChangeProcess.idOf(execution.getProcessBusinessKey()));
    }
}
