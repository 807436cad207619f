package org.tuanwei.deadline;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.ProcessTimers;
import org.tuanwei.engine.Workflow;

/** Moves what a case has still before it, when its clock is stopped or started again. */
@Service
public class Postponements {

    private record Pending(long id, Instant leaves) {}

    private final WorkingCalendar calendar;
    private final Deadlines deadlines;
    private final Workflow workflow;
    private final ProcessTimers timers;
    private final JdbcClient jdbc;
    private final Clock clock;

    Postponements(
            WorkingCalendar calendar,
            Deadlines deadlines,
            Workflow workflow,
            ProcessTimers timers,
            JdbcClient jdbc,
            Clock clock) {
        this.calendar = calendar;
        this.deadlines = deadlines;
        this.workflow = workflow;
        this.timers = timers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Moves all that is still to come for the case: open deadlines, reminders, timers. What is overdue already stays
     * overdue.
     *
     * @param workingDays negative to bring back what a longer hold had moved
     */
    @Transactional
    public void postpone(long caseId, int workingDays) {
        if (workingDays == 0) {
            return;
        }
        Instant now = clock.instant();
        UnaryOperator<Instant> move = due ->
                due.isAfter(now) ? calendar.endOf(calendar.plusWorkingDays(calendar.dueDay(due), workingDays)) : due;
        for (Deadline deadline : deadlines.openOfCases(List.of(caseId))) {
            Instant due = move.apply(deadline.dueAt());
            if (!due.equals(deadline.dueAt())) {
                jdbc.sql("update deadline set due_at = ? where id = ?")
                        .params(Timestamp.from(due), deadline.id())
                        .update();
                workflow.moveDue(deadline.taskId(), due.minusSeconds(1));
            }
        }
        moveReminders(caseId, workingDays, calendar.dayOf(now));
        timers.moveOfCase(caseId, move);
    }

    private void moveReminders(long caseId, int workingDays, LocalDate today) {
        List<Pending> pending = jdbc.sql("select r.id, r.due_at from reminder r join deadline d on d.id = r.deadline_id"
                        + " where d.case_id = ? and d.state = 'OPEN' and r.state = 'PENDING' for update of r")
                .param(caseId)
                .query((row, n) ->
                        new Pending(row.getLong(1), row.getTimestamp(2).toInstant()))
                .list();
        for (Pending reminder : pending) {
            LocalDate day = calendar.dayOf(reminder.leaves());
            LocalDate from = workingDays > 0 && day.isBefore(today) ? today : day;
            Timestamp leaves = Timestamp.from(calendar.sendingTimeOn(calendar.plusWorkingDays(from, workingDays)));
            jdbc.sql("update reminder set due_at = ?, next_try_at = ? where id = ?")
                    .params(leaves, leaves, reminder.id())
                    .update();
        }
    }
}
