package org.tuanwei.problem;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;

/** Task_Confirm: whoever raised the problem says whether it is solved; silence is no answer. */
@Component
class ConfirmForm implements TaskForm {

    private final ProblemService service;
    private final Problems problems;

    ConfirmForm(ProblemService service, Problems problems) {
        this.service = service;
        this.problems = problems;
    }

    @Override
    public String task() {
        return ProblemProcess.CONFIRM;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Problem problem = problems.get(ProblemProcess.problemId(task));
        Map<String, Object> shown = new HashMap<>();
        shown.put("problemText", Markdown.escape(problem.kind().label() + "：" + problem.text()));
        shown.put("answerText", Markdown.escape(problems.latestAnswer(problem.id())));
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        String solved = String.valueOf(values.get("solved"));
        String reason = String.valueOf(values.getOrDefault("reason", ""));
        if (PlainWords.holdsPassword(reason)) {
            throw new FormRefused("reason", "内容里似乎写有密码：请删去");
        }
        service.verdict(task, "yes".equals(solved), PlainWords.masked(reason));
        return Map.of("solved", solved);
    }
}
