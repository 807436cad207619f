package org.tuanwei.microspace;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.web.Formats;

/** The form of the checklist: which month it is about, and where the answers go. */
@Component
class MicrospaceForm implements TaskForm {

    private final MicrospaceService service;
    private final Formats formats;

    MicrospaceForm(MicrospaceService service, Formats formats) {
        this.service = service;
        this.formats = formats;
    }

    @Override
    public String task() {
        return MicrospaceProcess.FILL;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Checklist list = service.get(MicrospaceProcess.listId(task));
        Map<String, Object> shown = new HashMap<>();
        shown.put("organizationName", Markdown.escape(list.unitName()));
        shown.put("phaseText", "微空间月度清单");
        shown.put("caseUrl", "/activity/microspaces/" + list.unitCode());
        shown.put("returnReason", "");
        shown.put("monthText", list.monthText());
        shown.put("closesText", formats.deadline(list.closesAt()));
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        service.file(MicrospaceProcess.listId(task), values);
        return Map.of();
    }
}
