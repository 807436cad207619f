package org.tuanwei.deadline;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.engine.Workflow;

/** Writes another date to an open deadline and to its task, and keeps what it was before and why. */
@Repository
class DueChanges {

    private final JdbcClient jdbc;
    private final Workflow workflow;
    private final Clock clock;

    DueChanges(JdbcClient jdbc, Workflow workflow, Clock clock) {
        this.jdbc = jdbc;
        this.workflow = workflow;
        this.clock = clock;
    }

    /** Why a date changed. */
    enum Kind {
        CALENDAR("放假安排公布"),
        MOVED("上级调整"),
        EXTENDED("延期获准"),
        NOTICE("通知日期改动");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** A date that was changed once. */
    record Change(
            Kind kind,
            Instant from,
            Instant to,
            Provenance fromProvenance,
            Provenance toProvenance,
            String reason,
            String by,
            Instant at) {}

    /**
     * What an open date becomes.
     *
     * @param to 24:00 of the last day
     * @param source none where no notice names it
     */
    record Next(Instant to, Provenance provenance, @Nullable String source, String clause, boolean estimated) {

        /** Another day on the same word. */
        static Next same(Deadline deadline, Instant to, boolean estimated) {
            return new Next(to, deadline.provenance(), deadline.source(), deadline.clause(), estimated);
        }
    }

    /** Moves one, keeping what it was. */
    void put(Deadline deadline, Next next, Kind kind, String reason, String by) {
        jdbc.sql("update deadline set due_at = ?, provenance = ?, source = ?, clause = ?, estimated = ?"
                        + " where id = ? and state = 'OPEN'")
                .params(
                        Timestamp.from(next.to()),
                        next.provenance().name(),
                        next.source(),
                        next.clause(),
                        next.estimated(),
                        deadline.id())
                .update();
        jdbc.sql("insert into deadline_change (deadline_id, kind, from_due, to_due, from_provenance, to_provenance,"
                        + " reason, changed_by, changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        deadline.id(),
                        kind.name(),
                        Timestamp.from(deadline.dueAt()),
                        Timestamp.from(next.to()),
                        deadline.provenance().name(),
                        next.provenance().name(),
                        reason,
                        by,
                        Timestamp.from(clock.instant()))
                .update();
        // a second earlier, or Tasklist would show 24:00 as the following day
        workflow.moveDue(deadline.taskId(), next.to().minusSeconds(1));
    }

    /** What happened to the date of a task, the earliest first. */
    List<Change> of(long deadlineId) {
        return jdbc.sql("select kind, from_due, to_due, from_provenance, to_provenance, reason, changed_by, changed_at"
                        + " from deadline_change where deadline_id = ? order by id")
                .param(deadlineId)
                .query((row, n) -> new Change(
                        Kind.valueOf(row.getString(1)),
                        row.getTimestamp(2).toInstant(),
                        row.getTimestamp(3).toInstant(),
                        Provenance.valueOf(row.getString(4)),
                        Provenance.valueOf(row.getString(5)),
                        row.getString(6),
                        row.getString(7),
                        row.getTimestamp(8).toInstant()))
                .list();
    }
}
