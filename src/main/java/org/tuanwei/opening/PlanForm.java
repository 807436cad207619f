package org.tuanwei.opening;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Task_FilePlan: who keeps the account, who stands in, at what hours (F1). */
@Component
class PlanForm implements TaskForm {

    private final Plans plans;
    private final CaseFiles files;
    private final Viewers viewers;

    PlanForm(Plans plans, CaseFiles files, Viewers viewers) {
        this.plans = plans;
        this.files = files;
        this.viewers = viewers;
    }

    @Override
    public String task() {
        return OpeningProcess.FILE_PLAN;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Map<String, Object> shown = new HashMap<>();
        plans.latest(task.caseId()).ifPresent(plan -> {
            shown.put("personInCharge", plan.personInCharge());
            shown.put("substitute", plan.substitute());
            shown.put("hours", plan.hours());
            shown.put("arrangement", plan.arrangement());
        });
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        plans.file(
                task.caseId(),
                String.valueOf(values.get("personInCharge")),
                String.valueOf(values.get("substitute")),
                String.valueOf(values.get("hours")),
                String.valueOf(values.get("arrangement")),
                viewers.currentOrNone().map(Viewer::userId).orElse(""));
        files.tell(task.caseId(), "opening.planFiled", Map.of(), task.taskId());
        return Map.of();
    }
}
