package org.tuanwei.problem;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;

/** Task_Coordinate: the centre gets hold of Tencent, or answers for it and says so (代办); never a number or password. */
@Component
class CoordinateForm implements TaskForm {

    private static final String COORDINATION = "coordination";
    private static final String ANSWERED = "answered";

    private final ProblemSilence silence;
    private final ProblemShown shown;

    CoordinateForm(ProblemSilence silence, ProblemShown shown) {
        this.silence = silence;
        this.shown = shown;
    }

    @Override
    public String task() {
        return ProblemProcess.COORDINATE;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Problem problem = shown.problem(task);
        Map<String, Object> values = shown.of(problem);
        values.put("silenceText", problem.rounds() > 1 ? "这是第 " + problem.rounds() + " 轮处理。" : "");
        return values;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        String coordination = String.valueOf(values.get(COORDINATION));
        String note = String.valueOf(values.get("note"));
        PlainWords.refusePassword("note", note);
        ProblemKind kind = shown.problem(task).kind();
        boolean answered = coordination.equals(ANSWERED);
        if (answered && kind == ProblemKind.LINK_LOCKED) {
            throw new FormRefused(COORDINATION, "取号链接锁定后须由腾讯重新登记号码和密码，不能代为答复");
        }
        if (answered && kind == ProblemKind.NUMBERS) {
            throw new FormRefused(COORDINATION, "批量号码须由腾讯逐行答复，不能代为答复");
        }
        silence.coordinated(task, answered, note);
        return Map.of(COORDINATION, coordination);
    }
}
