package org.tuanwei.problem;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;

/** Task_PressOwner: the level above has got hold of the organisation, or has not (C11). */
@Component
class PressOwnerForm implements TaskForm {

    private static final Map<String, String> RESULTS =
            Map.of("reached", "联系上了，单位自己办理", "acting", "联系上了，由上级代为更正", "unreachable", "联系不上");

    private final ProblemSilence silence;
    private final ProblemShown shown;

    PressOwnerForm(ProblemSilence silence, ProblemShown shown) {
        this.silence = silence;
        this.shown = shown;
    }

    @Override
    public String task() {
        return ProblemProcess.PRESS_OWNER;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        return shown.of(shown.problem(task));
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        String note = String.valueOf(values.get("note"));
        PlainWords.refusePassword("note", note);
        silence.pressed(task, RESULTS.getOrDefault(String.valueOf(values.get("contact")), ""), PlainWords.masked(note));
        return Map.of();
    }
}
