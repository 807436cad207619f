package org.tuanwei.deadline;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.Deadline.Provenance;

/**
 * Dates that notices name for a task, the central one's and those of the units: A4 capped by A6. A unit may tighten,
 * never loosen (A11).
 */
@Component
public class LocalDeadlines {

    private static final String CENTRE = "CN";

    private final JdbcClient jdbc;
    private final Clock clock;

    LocalDeadlines(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * A date that a notice names.
     *
     * @param tightened a unit names it, earlier than the centre
     */
    record Named(LocalDate dueOn, String sourceTitle, String clause, boolean tightened) {

        Provenance provenance() {
            return tightened ? Provenance.LOCAL : Provenance.NOTICE;
        }
    }

    /**
     * Records that a notice of this unit ({@code CN} for the centre) wants the task done by this day, until 24:00. It
     * holds for tasks entered from now on.
     *
     * @throws LooserDeadline when the centre named an earlier day
     */
    @Transactional
    public void name(String unitCode, String taskKey, LocalDate dueOn, String sourceTitle, String clause) {
        Optional<Named> central = strictest(CENTRE, taskKey, LocalDate.EPOCH);
        if (central.isPresent() && dueOn.isAfter(central.get().dueOn())) {
            throw new LooserDeadline("下级通知只能加严、不能放宽期限：《" + central.get().sourceTitle() + "》要求"
                    + central.get().dueOn() + "前，不能改为 " + dueOn);
        }
        jdbc.sql("""
                        insert into local_deadline (unit_code, task_key, due_on, source_title, clause, recorded_at)
                        values (:unit, :task, :dueOn, :title, :clause, :now)
                        on conflict do nothing
                        """)
                .param("unit", unitCode)
                .param("task", taskKey)
                .param("dueOn", Date.valueOf(dueOn))
                .param("title", sourceTitle)
                .param("clause", clause)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /**
     * The earliest day that a notice of the unit or of the centre names for the task and that is not over yet: a task
     * entered after a notice's day is not late before it began.
     */
    Optional<Named> strictest(String unitCode, String taskKey, LocalDate notBefore) {
        return jdbc.sql("""
                        select due_on, source_title, clause, unit_code <> 'CN' and exists (
                            select from local_deadline above where above.unit_code = 'CN' and above.task_key = :task
                              and above.withdrawn_at is null
                              and above.due_on > local_deadline.due_on)
                        from local_deadline
                        where unit_code in ('CN', :unit) and task_key = :task and due_on >= :notBefore
                          and withdrawn_at is null
                        order by due_on, id
                        limit 1
                        """)
                .param("unit", unitCode)
                .param("task", taskKey)
                .param("notBefore", Date.valueOf(notBefore))
                .query((row, n) -> new Named(
                        row.getDate("due_on").toLocalDate(),
                        row.getString("source_title"),
                        row.getString("clause"),
                        row.getBoolean(4)))
                .optional();
    }

    /** A lower level tried to give more time than the level above. */
    public static class LooserDeadline extends IllegalArgumentException {

        LooserDeadline(String message) {
            super(message);
        }
    }
}
