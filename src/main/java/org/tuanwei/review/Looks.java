package org.tuanwei.review;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Opening a row claims its task, so that colleagues see who reads it; what is left open too long may be taken over. */
@Component
@Transactional
class Looks {

    /** How long a row may lie open before a colleague may take it over. */
    static final Duration PATIENCE = Duration.ofMinutes(30);

    /** Whoever has a task open. @param since null where he has claimed it in Tasklist */
    record Look(String userId, String name, @Nullable Instant since, boolean mine, boolean takeable) {}

    private final Workflow workflow;
    private final Viewers viewers;
    private final JdbcClient jdbc;
    private final Clock clock;

    Looks(Workflow workflow, Viewers viewers, JdbcClient jdbc, Clock clock) {
        this.workflow = workflow;
        this.viewers = viewers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @param assignees by task */
    @Transactional(readOnly = true)
    Map<String, Look> of(Map<String, String> assignees, Viewer viewer) {
        Map<String, Look> open = new HashMap<>();
        if (assignees.isEmpty()) {
            return open;
        }
        Map<String, Instant> since = new HashMap<>();
        jdbc.sql("select task_id, user_id, since from review_look where task_id = any(:tasks)")
                .param("tasks", assignees.keySet().toArray(String[]::new))
                .query(row -> {
                    // a look that was followed by a claim of somebody else in Tasklist is over
                    if (row.getString(2).equals(assignees.get(row.getString(1)))) {
                        since.put(row.getString(1), row.getTimestamp(3).toInstant());
                    }
                });
        Instant patience = clock.instant().minus(PATIENCE);
        assignees.forEach((task, user) -> {
            Instant at = since.get(task);
            boolean mine = user.equals(viewer.userId());
            open.put(
                    task,
                    new Look(
                            user,
                            viewers.of(user).displayName(),
                            at,
                            mine,
                            !mine && at != null && at.isBefore(patience)));
        });
        return open;
    }

    /** Opens a row for the viewer. @return false when a colleague has it, or it is done */
    boolean open(ReviewKind kind, HumanTask task, Viewer viewer) {
        String holder = workflow.claim(task.taskId()).orElse(null);
        if (holder == null) {
            return false;
        }
        if (!holder.equals(viewer.userId())) {
            boolean left = Optional.ofNullable(
                            of(Map.of(task.taskId(), holder), viewer).get(task.taskId()))
                    .filter(Look::takeable)
                    .isPresent();
            if (!left || !workflow.takeOver(task.taskId(), holder)) {
                return false;
            }
        }
        jdbc.sql("insert into review_look (task_id, user_id, since) values (?, ?, ?)"
                        + " on conflict (task_id) do update set user_id = excluded.user_id, since = excluded.since")
                .params(task.taskId(), viewer.userId(), Timestamp.from(clock.instant()))
                .update();
        kind.opened(task.businessKey(), viewer);
        return true;
    }

    /** Gives it back to the colleagues. */
    void close(String taskId) {
        if (workflow.release(taskId)) {
            forget(taskId);
        }
    }

    void forget(String taskId) {
        jdbc.sql("delete from review_look where task_id = ?").param(taskId).update();
    }
}
