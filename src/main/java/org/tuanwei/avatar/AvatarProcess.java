package org.tuanwei.avatar;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;

/** The names of {@code avatar-setup} in Java, and the one place of the page from which it goes on. */
@Component
class AvatarProcess {

    static final String KEY = "avatar-setup";
    static final String UPLOAD = KEY + ".Task_Upload";
    static final String REVIEW = KEY + ".Task_ReviewAvatar";
    static final String PUBLISH = KEY + ".Task_Publish";

    /** Routing facts. */
    static final String ACCEPTABLE = "avatarAcceptable";

    static final String DECISION = "decision";

    private final Workflow workflow;
    private final AvatarService service;

    AvatarProcess(Workflow workflow, AvatarService service) {
        this.workflow = workflow;
        this.service = service;
    }

    /** Stores the confirmation and completes the task, both or neither. */
    @Transactional
    public void confirm(HumanTask task, long avatarId, @Nullable String appeal) {
        service.prepare(task.caseId(), avatarId, appeal);
        workflow.complete(task.taskId(), Map.of());
    }
}
