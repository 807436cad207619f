package org.tuanwei.problem;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;

/** Task_PartnerHandle: what Tencent did about it; a new password comes by the page for credentials only (E3). */
@Component
class HandleForm implements TaskForm {

    private static final String REISSUE = "reissue";

    private final ProblemService service;
    private final Problems problems;
    private final CaseFiles files;

    HandleForm(ProblemService service, Problems problems, CaseFiles files) {
        this.service = service;
        this.problems = problems;
        this.files = files;
    }

    @Override
    public String task() {
        return ProblemProcess.HANDLE;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Problem problem = problems.get(ProblemProcess.problemId(task));
        Map<String, Object> shown = new HashMap<>();
        shown.put("receipt", files.get(task.caseId()).receipt());
        shown.put("problemText", Markdown.escape(problem.kind().label() + "：" + problem.text()));
        shown.put("returnReason", Markdown.escape(problems.latestObjection(problem.id())));
        shown.put("pageUrl", "/tasks/" + task.taskId() + "/credentials");
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        String action = String.valueOf(values.get("action"));
        String answer = String.valueOf(values.get("answer"));
        if (PlainWords.holdsPassword(answer)) {
            throw new FormRefused("answer", "答复里似乎写有密码：请删去，新密码只能在号码登记页面填写");
        }
        Problem problem = problems.get(ProblemProcess.problemId(task));
        boolean reissued = files.told(task.caseId(), "credential.reissued", problem.handlingSince());
        if (action.equals(REISSUE) && !reissued) {
            throw new FormRefused("action", "还没有登记新的号码和密码：请先打开登记页面填写，保存后本待办自动办结");
        }
        if (problem.kind() == ProblemKind.LINK_LOCKED && !reissued) {
            throw new FormRefused("action", "取号链接锁定后原密码已作废：请打开登记页面重新登记号码和密码");
        }
        service.handled(task, answer);
        return Map.of();
    }
}
