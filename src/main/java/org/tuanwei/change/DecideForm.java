package org.tuanwei.change;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;

/** Task_Decide: the approver reads what is to change and why, and decides. */
@Component
class DecideForm implements TaskForm {

    private final Changes changes;
    private final ChangeText text;
    private final ChangeService service;

    DecideForm(Changes changes, ChangeText text, ChangeService service) {
        this.changes = changes;
        this.text = text;
        this.service = service;
    }

    @Override
    public String task() {
        return ChangeProcess.DECIDE;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Change change = changes.get(ChangeProcess.idOf(task));
        Map<String, Object> shown = new HashMap<>();
        shown.put("organizationName", text.subject(change));
        shown.put("phaseText", "单位变更审批");
        shown.put("caseUrl", text.page(change));
        shown.put("changeText", text.forApprover(change));
        if (change.schoolType() != null) {
            shown.put("schoolType", change.schoolType());
        }
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        boolean approved = "approve".equals(values.get(ChangeProcess.DECISION));
        service.decide(
                ChangeProcess.idOf(task),
                approved,
                optional(values.get("reason")),
                optional(values.get("code")),
                optional(values.get("schoolType")));
        return Map.of(ChangeProcess.DECISION, approved ? "approve" : "return");
    }

    private static @Nullable String optional(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
