package org.tuanwei.extension;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.springframework.stereotype.Component;

/** What {@code deadline-extension} calls, in the order of the diagram. */
@Component
public class ExtensionSteps {

    private final ExtensionLetters letters;

    ExtensionSteps(ExtensionLetters letters) {
        this.letters = letters;
    }

    /** 告知延期获准 (J3). */
    public void answerGranted(DelegateExecution execution) {
        letters.granted(ExtensionProcess.idOf(execution.getProcessBusinessKey()));
    }

    /** 告知不予延期 (J3). */
    public void answerRefused(DelegateExecution execution) {
        letters.refused(ExtensionProcess.idOf(execution.getProcessBusinessKey()));
    }
}
