package org.tuanwei.problem;

import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;

/** Task_PartnerHandle: what Tencent did about it; a new password comes by the page for credentials only (E3). */
@Component
class HandleForm implements TaskForm {

    /** The numbers of a workbook were answered row by row. */
    static final String ROWS = "rows";

    private static final String REISSUE = "reissue";

    private final ProblemService service;
    private final NumbersService numbers;
    private final ProblemShown shown;
    private final CaseFiles files;

    HandleForm(ProblemService service, NumbersService numbers, ProblemShown shown, CaseFiles files) {
        this.service = service;
        this.numbers = numbers;
        this.shown = shown;
        this.files = files;
    }

    @Override
    public String task() {
        return ProblemProcess.HANDLE;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Problem problem = shown.problem(task);
        Map<String, Object> values = shown.of(problem);
        if (problem.ofCase()) {
            String page = "/tasks/" + task.taskId() + "/credentials";
            String receipt = String.valueOf(problem.receipt());
            values.put("receipt", receipt);
            values.put("pageUrl", page);
            values.put("receiptText", "受理号：**" + receipt + "**");
            values.put("actionText", "需要重发号码或密码的，先在专用页面登记（**不要写在本表里**）：[打开登记页面](" + page + ")");
        } else {
            values.put("receiptText", "批量号码：" + numbers.summary(problem.id()));
            values.put("actionText", "请先逐行答复（**不要写密码**）：[打开逐行答复页面](/problems/" + problem.id() + "#rows)");
        }
        return values;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        String action = String.valueOf(values.get("action"));
        String answer = String.valueOf(values.get("answer"));
        PlainWords.refusePassword("answer", answer);
        Problem problem = shown.problem(task);
        if (problem.ofCase()) {
            requireReissueWhereNeeded(problem, action);
        } else {
            int left = numbers.unanswered(problem.id());
            if (left > 0) {
                throw new FormRefused("action", "还有 " + left + " 行没有答复：请先打开逐行答复页面");
            }
        }
        service.handled(task, answer);
        return Map.of();
    }

    private void requireReissueWhereNeeded(Problem problem, String action) {
        if (action.equals(ROWS)) {
            throw new FormRefused("action", "这不是批量号码的问题，请选择其他处理方式");
        }
        boolean reissued = files.told(problem.requiredCaseId(), "credential.reissued", problem.handlingSince());
        if (action.equals(REISSUE) && !reissued) {
            throw new FormRefused("action", "还没有登记新的号码和密码：请先打开登记页面填写，保存后本待办自动办结");
        }
        if (problem.kind() == ProblemKind.LINK_LOCKED && !reissued) {
            throw new FormRefused("action", "取号链接锁定后原密码已作废：请打开登记页面重新登记号码和密码");
        }
    }
}
