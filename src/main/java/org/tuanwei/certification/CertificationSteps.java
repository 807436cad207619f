package org.tuanwei.certification;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code certification} and {@code certification-recheck} call, in the order of the diagrams. */
@Component
public class CertificationSteps {

    private final CertificationService service;
    private final CertificationLetters letters;

    CertificationSteps(CertificationService service, CertificationLetters letters) {
        this.service = service;
        this.letters = letters;
    }

    /** 再核认证资格 (F3–F5): whether the account may go on; where not, the application ends. */
    public void checkEligible(DelegateExecution execution) {
        execution.setVariable(CertificationProcess.ELIGIBLE, service.goesOn(id(execution)));
    }

    /** 公布认证 (F5). */
    public void publish(DelegateExecution execution) {
        service.publish(id(execution));
        letters.certified(id(execution));
    }

    /** 退回单位 (F5). */
    public void lapse(DelegateExecution execution) {
        letters.lapsed(id(execution));
    }

    /** 告知不予认证 (F5). */
    public void refuse(DelegateExecution execution) {
        letters.refused(id(execution));
    }

    /** 告知撤销认证 (F5). */
    public void withdraw(DelegateExecution execution) {
        letters.withdrawn(id(execution));
    }

    private static long id(DelegateExecution execution) {
        return CertificationProcess.idOf(execution.getProcessBusinessKey());
    }
}
