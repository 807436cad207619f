package org.tuanwei.casefile;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.Decisions;
import org.tuanwei.engine.Due;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.HumanTaskListener;

/** Notes for each human task whom the case waits for and how long: the days are charged to that party. */
@Component
@Order(200)
class Waiting implements HumanTaskListener {

    /** An interval that is still open. */
    record Open(String taskId, String taskKey, String taskName, Party party, Instant since) {}

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final Clock clock;

    Waiting(JdbcClient jdbc, Decisions decisions, Clock clock) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.clock = clock;
    }

    @Override
    public void entered(HumanTask task, Due due) {
        if (task.ofCase()) {
            jdbc.sql("insert into waiting_interval (case_id, task_id, task_key, task_name, party, from_at)"
                            + " values (?, ?, ?, ?, ?, ?)")
                    .params(
                            task.caseId(),
                            task.taskId(),
                            task.key(),
                            task.name(),
                            party(task).name(),
                            Timestamp.from(clock.instant()))
                    .update();
        }
    }

    @Override
    public void left(HumanTask task, boolean completed) {
        jdbc.sql("update waiting_interval set to_at = ?, completed = ? where task_id = ? and to_at is null")
                .params(Timestamp.from(clock.instant()), completed, task.taskId())
                .update();
    }

    List<Open> openOf(long caseId) {
        return jdbc.sql("select task_id, task_key, task_name, party, from_at from waiting_interval"
                        + " where case_id = ? and to_at is null order by id")
                .param(caseId)
                .query((row, n) -> new Open(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Party.valueOf(row.getString(4)),
                        row.getTimestamp(5).toInstant()))
                .list();
    }

    private Party party(HumanTask task) {
        String level = task.text("level");
        String holder = decisions
                .decideOne("default-deadline", Map.of("task", task.key(), "level", level))
                .map(row -> String.valueOf(row.get("party")))
                .orElseThrow(() -> new IllegalStateException("决策表 default-deadline 没有待办 " + task.key()));
        boolean unit = Level.UNIT.name().equals(level);
        return switch (holder) {
            case "OWNER" -> unit ? Party.PROVINCE : Party.SCHOOL;
            case "SUPERIOR" -> unit ? Party.CENTRE : Party.PROVINCE;
            default -> Party.valueOf(holder);
        };
    }
}
