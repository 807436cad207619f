package org.tuanwei.microspace;

import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code microspace-checklist} calls, in the order of the diagram. */
@Component
public class MicrospaceSteps {

    private final MicrospaceService service;

    MicrospaceSteps(MicrospaceService service) {
        this.service = service;
    }

    /** 清单已截止 (F2): when the next month's list is opened. */
    public Date closesAt(DelegateExecution execution) {
        return Date.from(service.get(id(execution)).closesAt());
    }

    /** 记为未报 (F2). */
    public void recordUnreported(DelegateExecution execution) {
        service.recordUnreported(id(execution));
    }

    private static long id(DelegateExecution execution) {
        return MicrospaceProcess.listId(execution.getProcessBusinessKey());
    }
}
