package org.tuanwei.problem;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;

/** Task_Confirm: whoever raised the problem says whether it is solved; silence is no answer. */
@Component
class ConfirmForm implements TaskForm {

    private final ProblemService service;
    private final NumbersService numbers;
    private final ProblemShown shown;

    ConfirmForm(ProblemService service, NumbersService numbers, ProblemShown shown) {
        this.service = service;
        this.numbers = numbers;
        this.shown = shown;
    }

    @Override
    public String task() {
        return ProblemProcess.CONFIRM;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Problem problem = shown.problem(task);
        Map<String, Object> values = shown.of(problem);
        values.put("answerText", shown.latestAnswer(problem));
        values.put(
                "rowsText",
                problem.ofCase()
                        ? ""
                        : numbers.summary(problem.id()) + "。逐行答复见[往来记录](/problems/" + problem.id()
                                + "#rows)；只有几行没有解决的，请在那里勾选后退回。");
        return values;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        String solved = String.valueOf(values.get("solved"));
        String reason = String.valueOf(values.getOrDefault("reason", ""));
        PlainWords.refusePassword("reason", reason);
        service.verdict(task, "yes".equals(solved), PlainWords.masked(reason));
        return Map.of(ProblemProcess.SOLVED, solved);
    }
}
