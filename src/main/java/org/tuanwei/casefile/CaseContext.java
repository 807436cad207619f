package org.tuanwei.casefile;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.FormContext;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;

/** The lines on top of every form of a case: whose it is, where it stands, until when and by whose word. */
@Component
class CaseContext implements FormContext {

    private final CaseFiles cases;
    private final DueViews dueViews;

    CaseContext(CaseFiles cases, DueViews dueViews) {
        this.cases = cases;
        this.dueViews = dueViews;
    }

    @Override
    public Map<String, Object> of(HumanTask task) {
        Map<String, Object> shown = new HashMap<>();
        shown.put(
                "dueText", dueViews.ofTask(task.taskId()).map(DueView::sentence).orElse("未设期限"));
        if (task.ofCase()) {
            CaseFile file = cases.get(task.caseId());
            shown.put("organizationName", Markdown.escape(file.organizationName()));
            shown.put("phaseText", file.phase().label());
            shown.put("caseUrl", "/cases/" + file.id());
        }
        return shown;
    }
}
