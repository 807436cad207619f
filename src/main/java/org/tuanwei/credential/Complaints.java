package org.tuanwei.credential;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.contact.PlainWords;

/** What the owner says is wrong with a number it has picked up, in its own words, one for each task (E3). */
@Repository
class Complaints {

    /** @param by id of the user who said so */
    record Complaint(String text, String by) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Complaints(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Kept without mail addresses and long numbers: Tencent and the levels above read it. */
    void raise(long caseId, String taskId, Complaint complaint) {
        jdbc.sql("""
                        insert into credential_complaint (case_id, task_id, text, entered_by, entered_at)
                        values (:caseId, :taskId, :text, :by, :now)
                        """)
                .param("caseId", caseId)
                .param("taskId", taskId)
                .param("text", PlainWords.masked(complaint.text()))
                .param("by", complaint.by())
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** The last one of the case. */
    Optional<Complaint> latest(long caseId) {
        return jdbc.sql("select text, entered_by from credential_complaint where case_id = ? order by id desc limit 1")
                .param(caseId)
                .query((row, n) -> new Complaint(row.getString(1), row.getString(2)))
                .optional();
    }
}
