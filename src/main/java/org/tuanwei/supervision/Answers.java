package org.tuanwei.supervision;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores what the unit answered, round by round, and its requests for more time. */
@Repository
class Answers {

    private final JdbcClient jdbc;
    private final Clock clock;

    Answers(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What was done: the first time of a round a new row, later the same. */
    void handled(long supervisionId, String handling, String by) {
        int round = ofRounds(supervisionId).stream()
                .filter(answer -> answer.accepted() == null)
                .map(Answer::round)
                .findFirst()
                .orElseGet(() -> ofRounds(supervisionId).size() + 1);
        jdbc.sql("""
                        insert into supervision_answer (supervision_id, round, handling, handled_by, handled_at)
                        values (?, ?, ?, ?, ?)
                        on conflict on constraint supervision_answer_once do update
                            set handling = excluded.handling, handled_by = excluded.handled_by,
                                handled_at = excluded.handled_at""").params(supervisionId, round, handling, by, now()).update();
    }

    void feedback(long supervisionId, String feedback, String by) {
        jdbc.sql("update supervision_answer set feedback = ?, feedback_by = ?, feedback_at = ?"
                        + " where supervision_id = ? and accepted is null")
                .params(feedback, by, now(), supervisionId)
                .update();
    }

    void verified(long supervisionId, boolean accepted, String verdict, String by) {
        jdbc.sql("update supervision_answer set accepted = ?, verdict = ?, verified_by = ?, verified_at = ?"
                        + " where supervision_id = ? and accepted is null")
                .params(accepted, verdict, by, now(), supervisionId)
                .update();
    }

    /** The latest round first. */
    List<Answer> ofRounds(long supervisionId) {
        return jdbc.sql("""
                        select round, handling, handled_by, handled_at, feedback, feedback_by, feedback_at, accepted,
                               verdict, verified_by, verified_at
                        from supervision_answer where supervision_id = ? order by round desc""")
                .param(supervisionId)
                .query((row, n) -> new Answer(
                        row.getInt("round"),
                        row.getString("handling"),
                        row.getString("handled_by"),
                        row.getTimestamp("handled_at").toInstant(),
                        row.getString("feedback"),
                        row.getString("feedback_by"),
                        Supervisions.instant(row, "feedback_at"),
                        row.getObject("accepted", Boolean.class),
                        row.getString("verdict"),
                        row.getString("verified_by"),
                        Supervisions.instant(row, "verified_at")))
                .list();
    }

    /** The answer of the round that is under way, or the last one. */
    Optional<Answer> current(long supervisionId) {
        return ofRounds(supervisionId).stream().findFirst();
    }

    void askForTime(long supervisionId, int days, String reason, String by) {
        jdbc.sql("insert into supervision_extension (supervision_id, days, reason, asked_by, asked_at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(supervisionId, days, reason, by, now())
                .update();
    }

    void decideTime(long extensionId, boolean granted, String answer, String by) {
        jdbc.sql(
                        "update supervision_extension set granted = ?, answer = ?, decided_by = ?, decided_at = ? where id = ?")
                .params(granted, answer, by, now(), extensionId)
                .update();
    }

    /** The latest first. */
    List<Extension> extensions(long supervisionId) {
        return jdbc.sql("""
                        select id, days, reason, asked_by, asked_at, granted, answer, decided_by, decided_at
                        from supervision_extension where supervision_id = ? order by id desc""")
                .param(supervisionId)
                .query((row, n) -> new Extension(
                        row.getLong("id"),
                        row.getInt("days"),
                        row.getString("reason"),
                        row.getString("asked_by"),
                        row.getTimestamp("asked_at").toInstant(),
                        row.getObject("granted", Boolean.class),
                        row.getString("answer"),
                        row.getString("decided_by"),
                        Supervisions.instant(row, "decided_at")))
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
