package org.tuanwei.avatar;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;

/** Task_Upload: leads to the page; from any other door it only goes on when the page has stored a picture. */
@Component
class UploadForm implements TaskForm {

    private final AvatarService service;

    UploadForm(AvatarService service) {
        this.service = service;
    }

    @Override
    public String task() {
        return AvatarProcess.UPLOAD;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Map<String, Object> shown = new HashMap<>();
        shown.put("pageUrl", "/tasks/" + task.taskId() + "/avatar");
        service.cameBack(task.caseId()).ifPresent(avatar -> {
            String key = avatar.state() == Avatar.State.RETURNED ? "returnReason" : "judgementText";
            shown.put(key, Markdown.escape(avatar.complaint()));
        });
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        service.submit(task.caseId(), task.taskId());
        return Map.of();
    }
}
