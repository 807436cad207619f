package org.tuanwei.casefile;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.security.Viewers;

/** 代办: lets a level act for another with a reason that stays on the case; whether it may is its caller's check. */
@Service
@Transactional
public class Acting {

    private final JdbcClient jdbc;
    private final Workflow workflow;
    private final Story story;
    private final Viewers viewers;
    private final Clock clock;

    Acting(JdbcClient jdbc, Workflow workflow, Story story, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.workflow = workflow;
        this.story = story;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** Offers the task to the group too, and notes why; what the group then does is marked 代办. */
    public void grant(HumanTask task, String group, String reason) {
        workflow.offerTo(task.taskId(), group);
        jdbc.sql("insert into acting_for (case_id, task_id, group_id, reason, granted_by, granted_at)"
                        + " values (?, ?, ?, ?, ?, ?)")
                .params(
                        task.caseId(),
                        task.taskId(),
                        group,
                        reason,
                        viewers.current().userId(),
                        Timestamp.from(clock.instant()))
                .update();
        story.tell(task.caseId(), "acting.granted", Map.of("task", task.name(), "reason", reason));
    }
}
