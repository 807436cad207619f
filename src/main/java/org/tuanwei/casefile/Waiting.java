package org.tuanwei.casefile;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.DefaultDeadlines;
import org.tuanwei.engine.Due;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.HumanTaskListener;

/** Notes for each human task whom the case waits for and how long: the days are charged to that party. */
@Component
@Order(200)
public class Waiting implements HumanTaskListener {

    /** An interval that is still open. */
    public record Open(String taskId, String taskKey, String taskName, Party party, Instant since) {}

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final DefaultDeadlines defaults;
    private final Clock clock;

    Waiting(JdbcClient jdbc, JdbcTemplate batches, DefaultDeadlines defaults, Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.defaults = defaults;
        this.clock = clock;
    }

    @Override
    public void entered(HumanTask task, Due due) {
        if (task.ofCase()) {
            entered(List.of(new Entry(task, due)));
        }
    }

    @Override
    public void entered(List<Entry> entries) {
        begin(entries.stream()
                .map(Entry::task)
                .filter(HumanTask::ofCase)
                .map(task -> row(
                        task.caseId(),
                        task.taskId(),
                        task,
                        party(task),
                        Boolean.TRUE.equals(task.variables().get("aside"))))
                .toList());
    }

    @Override
    public void left(HumanTask task, boolean completed) {
        if (task.ofCase()) {
            end("task_id = ?", completed, task.taskId());
        } else {
            end("starts_with(task_id, ? || '#')", completed, task.taskId());
        }
    }

    /** One task that several cases wait for, as for a workbook of numbers; each is charged until it is answered. */
    public void beginShared(HumanTask task, Party party, Collection<Long> cases) {
        begin(cases.stream()
                .map(caseId -> row(caseId, shared(task.taskId(), caseId), task, party, false))
                .toList());
    }

    /** This case waits for the shared task no longer. */
    public void endShared(String taskId, long caseId) {
        end("task_id = ?", true, shared(taskId, caseId));
    }

    private static String engineTask(String taskId) {
        int mark = taskId.indexOf('#');
        return mark < 0 ? taskId : taskId.substring(0, mark);
    }

    private static String shared(String taskId, long caseId) {
        return taskId + "#" + caseId;
    }

    private void begin(List<Object[]> rows) {
        batches.batchUpdate(
                "insert into waiting_interval (case_id, task_id, task_key, task_name, party, from_at, aside)"
                        + " values (?, ?, ?, ?, ?, ?, ?)",
                rows);
    }

    private Object[] row(long caseId, String taskId, HumanTask task, Party party, boolean aside) {
        return new Object[] {
            caseId, taskId, task.key(), task.name(), party.name(), Timestamp.from(clock.instant()), aside
        };
    }

    private void end(String where, boolean completed, Object... params) {
        jdbc.sql("update waiting_interval set to_at = ?, completed = ? where to_at is null and (" + where + ")")
                .param(Timestamp.from(clock.instant()))
                .param(completed)
                .params(params)
                .update();
    }

    /** Whom the case waits for now, the longest first; whoever asks has checked that it may be seen. */
    public List<Open> openOf(long caseId) {
        return jdbc.sql("select task_id, task_key, task_name, party, from_at from waiting_interval"
                        + " where case_id = ? and to_at is null order by id")
                .param(caseId)
                .query((row, n) -> new Open(
                        engineTask(row.getString(1)),
                        row.getString(2),
                        row.getString(3),
                        Party.valueOf(row.getString(4)),
                        row.getTimestamp(5).toInstant()))
                .list();
    }

    private Party party(HumanTask task) {
        boolean unit = Level.UNIT.name().equals(task.text("level"));
        return switch (defaults.of(task)
                .orElseThrow(() -> new IllegalStateException("决策表 default-deadline 没有待办 " + task.key()))
                .party()) {
            case OWNER -> unit ? Party.PROVINCE : Party.SCHOOL;
            case SUPERIOR -> unit ? Party.CENTRE : Party.PROVINCE;
            case TENCENT -> Party.TENCENT;
            case CENTRE -> Party.CENTRE;
        };
    }
}
