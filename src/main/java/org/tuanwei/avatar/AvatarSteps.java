package org.tuanwei.avatar;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code avatar-setup} calls, in the order of the diagram. */
@Component
public class AvatarSteps {

    private final AvatarService service;

    AvatarSteps(AvatarService service) {
        this.service = service;
    }

    /** 自动检查 (F3, C4): size, sharpness, default picture. */
    public void checkAvatar(DelegateExecution execution) {
        execution.setVariable(AvatarProcess.ACCEPTABLE, service.check(caseId(execution)));
    }

    /** 通知退回原因 (F3). */
    public void noteReturn(DelegateExecution execution) {
        service.noteReturn(caseId(execution));
    }

    /** 头像生效 (F3): the version with its hash, its reviewer and the address of the account. */
    public void activate(DelegateExecution execution) {
        service.activate(caseId(execution));
    }

    private static long caseId(DelegateExecution execution) {
        return Long.parseLong(execution.getProcessBusinessKey());
    }
}
