package org.tuanwei.credential;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.credential.Objections.Objection;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;

/** Task_IssueCredentials: the form only leads to the page, and completes only what was stored there. */
@Component
class IssueForm implements TaskForm {

    private final CaseFiles files;
    private final Deliveries deliveries;
    private final Objections objections;

    IssueForm(CaseFiles files, Deliveries deliveries, Objections objections) {
        this.files = files;
        this.deliveries = deliveries;
        this.objections = objections;
    }

    @Override
    public String task() {
        return CredentialProcess.ISSUE;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        CaseFile file = files.get(task.caseId());
        Map<String, Object> shown = new HashMap<>();
        shown.put("pageUrl", "/tasks/" + task.taskId() + "/credentials");
        shown.put("receipt", file.receipt());
        shown.put("summary", Summary.of(file));
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        Optional<Objection> objection = objections.of(task.taskId());
        if (objection.isPresent()) {
            // the words stay in our table: a process variable reaches every browser
            return Map.of(
                    "dataUsable", false, "problemKind", objection.get().kind().name());
        }
        if (!deliveries.waitsForPickUp(task.caseId())) {
            throw new FormRefused("", "还没有登记号码与初始密码，请先打开“登记号码与密码”页面办理");
        }
        return Map.of("dataUsable", true);
    }
}
