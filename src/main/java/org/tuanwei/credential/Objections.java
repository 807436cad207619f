package org.tuanwei.credential;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What Tencent says against the data of a registration, one for each task (C8, C9). */
@Repository
class Objections {

    /** @param by id of the user who entered it */
    record Objection(ProblemKind kind, String text, String by) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Objections(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void raise(long caseId, String taskId, Objection objection) {
        jdbc.sql("""
                        insert into credential_objection (case_id, task_id, kind, text, entered_by, entered_at)
                        values (:caseId, :taskId, :kind, :text, :by, :now)
                        """)
                .param("caseId", caseId)
                .param("taskId", taskId)
                .param("kind", objection.kind().name())
                .param("text", objection.text())
                .param("by", objection.by())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    Optional<Objection> of(String taskId) {
        return jdbc.sql("select kind, text, entered_by from credential_objection where task_id = :taskId")
                .param("taskId", taskId)
                .query((row, n) ->
                        new Objection(ProblemKind.valueOf(row.getString(1)), row.getString(2), row.getString(3)))
                .optional();
    }

    /** The last one of the case. */
    Optional<Objection> latest(long caseId) {
        return jdbc.sql(
                        "select kind, text, entered_by from credential_objection where case_id = :caseId order by id desc limit 1")
                .param("caseId", caseId)
                .query((row, n) ->
                        new Objection(ProblemKind.valueOf(row.getString(1)), row.getString(2), row.getString(3)))
                .optional();
    }
}
