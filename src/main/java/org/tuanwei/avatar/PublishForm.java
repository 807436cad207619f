package org.tuanwei.avatar;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;

/** Task_Publish: the owner has put the avatar online and gives the address of the account. */
@Component
class PublishForm implements TaskForm {

    private final AvatarService service;
    private final CaseFiles files;

    PublishForm(AvatarService service, CaseFiles files) {
        this.service = service;
        this.files = files;
    }

    @Override
    public String task() {
        return AvatarProcess.PUBLISH;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        CaseFile file = files.get(task.caseId());
        Map<String, Object> shown = new HashMap<>();
        if (file.qqNumber() != null) {
            shown.put("qqNumber", file.qqNumber());
        }
        if (file.accountUrl() != null) {
            shown.put("accountUrl", file.accountUrl());
        }
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        service.publish(task.caseId(), String.valueOf(values.get("accountUrl")));
        return Map.of();
    }
}
