package org.tuanwei.microspace;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Groups;

/** The names of {@code microspace-checklist} in Java, and its door to the engine. */
@Component
class MicrospaceProcess {

    static final String KEY = "microspace-checklist";
    static final String FILL = KEY + ".Task_Fill";

    /** Before the id in the business key: no case has such a key. */
    static final String PREFIX = "microspace-";

    private final Workflow workflow;

    MicrospaceProcess(Workflow workflow) {
        this.workflow = workflow;
    }

    /** All units' lists as one command of the engine. */
    void startAll(List<Checklist> lists) {
        workflow.startAll(
                KEY,
                lists.stream()
                        .map(list -> new Workflow.Start(list.key(), list.unitCode(), facts(list)))
                        .toList());
    }

    private static Map<String, Object> facts(Checklist list) {
        return Map.of(
                "organizationCode",
                list.unitCode(),
                "organizationName",
                list.unitName(),
                "level",
                "UNIT",
                "ownerGroup",
                Groups.staffOf(list.unitCode()),
                "superiorGroup",
                Groups.CENTRE_STAFF);
    }

    /** The task while it waits and the current user may work on it. */
    Optional<HumanTask> openTask(Checklist list) {
        return workflow.openTasks(list.key()).stream()
                .filter(task -> workflow.mayWorkOn(task.taskId()))
                .findFirst();
    }

    static long listId(String businessKey) {
        if (!businessKey.startsWith(PREFIX)) {
            throw new IllegalArgumentException("不是微空间清单的业务键：" + businessKey);
        }
        return Long.parseLong(businessKey.substring(PREFIX.length()));
    }

    static long listId(HumanTask task) {
        return listId(task.businessKey());
    }
}
