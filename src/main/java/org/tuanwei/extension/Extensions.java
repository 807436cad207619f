package org.tuanwei.extension;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.extension.Extension.State;

/** Stores requests; what was asked never changes, only how far it is. */
@Repository
class Extensions {

    private static final String COLUMNS = """
            select id, deadline_id, unit_code, asked_for, due_at, reason, asked_by, asked_at, approver_group, state,
                   granted_until, verdict, decided_by, decided_at
            from extension_request""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Extensions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty when one for this task is waiting already. */
    Optional<Long> add(Deadline deadline, LocalDate askedFor, String reason, String by, String approverGroup) {
        return jdbc.sql("insert into extension_request (deadline_id, unit_code, asked_for, due_at, reason, asked_by,"
                        + " asked_at, approver_group) values (?, ?, ?, ?, ?, ?, ?, ?)"
                        + " on conflict (deadline_id) where state = 'ASKED' do nothing returning id")
                .params(
                        deadline.id(),
                        deadline.unitCode(),
                        Date.valueOf(askedFor),
                        Timestamp.from(deadline.dueAt()),
                        reason,
                        by,
                        Timestamp.from(clock.instant()),
                        approverGroup)
                .query(Long.class)
                .optional();
    }

    Extension get(long id) {
        return jdbc.sql(COLUMNS + " where id = ?")
                .param(id)
                .query(Extensions::map)
                .single();
    }

    List<Extension> of(long deadlineId) {
        return jdbc.sql(COLUMNS + " where deadline_id = ? order by id")
                .param(deadlineId)
                .query(Extensions::map)
                .list();
    }

    /** The request that waits for a verdict, by the engine's id of the task whose date it is about. */
    Optional<Extension> waitingFor(String taskId) {
        return jdbc.sql(COLUMNS
                        + " where state = 'ASKED' and deadline_id = (select id from deadline where task_id = ?)")
                .param(taskId)
                .query(Extensions::map)
                .optional();
    }

    /** Writes the verdict; false when it was decided before. */
    boolean close(long id, State state, @Nullable LocalDate until, @Nullable String verdict, String by) {
        return jdbc.sql("update extension_request set state = ?, granted_until = ?, verdict = ?, decided_by = ?,"
                                + " decided_at = ? where id = ? and state = 'ASKED'")
                        .params(
                                state.name(),
                                until == null ? null : Date.valueOf(until),
                                verdict,
                                by,
                                Timestamp.from(clock.instant()),
                                id)
                        .update()
                > 0;
    }

    private static Extension map(ResultSet row, int n) throws SQLException {
        Date until = row.getDate("granted_until");
        Timestamp decided = row.getTimestamp("decided_at");
        return new Extension(
                row.getLong("id"),
                row.getLong("deadline_id"),
                row.getString("unit_code"),
                row.getDate("asked_for").toLocalDate(),
                row.getTimestamp("due_at").toInstant(),
                row.getString("reason"),
                row.getString("asked_by"),
                row.getTimestamp("asked_at").toInstant(),
                row.getString("approver_group"),
                State.valueOf(row.getString("state")),
                until == null ? null : until.toLocalDate(),
                row.getString("verdict"),
                row.getString("decided_by"),
                decided == null ? null : decided.toInstant());
    }
}
