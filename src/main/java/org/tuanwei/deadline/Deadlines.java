package org.tuanwei.deadline;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline.Party;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.Deadline.State;
import org.tuanwei.deadline.DueText.Light;

/** Reads deadlines and says in words how they stand; whoever asks has checked that the cases may be seen. */
@Component
public class Deadlines {

    static final String COLUMNS = """
            id, case_id, task_id, task_key, task_name, process_instance_id, unit_code, organization_code, due_at, \
            provenance, clause, source, party, estimated, state, entered_at, left_at""";

    private final JdbcClient jdbc;
    private final WorkingCalendar calendar;
    private final ReminderLadder ladder;
    private final Clock clock;

    Deadlines(JdbcClient jdbc, WorkingCalendar calendar, ReminderLadder ladder, Clock clock) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.ladder = ladder;
        this.clock = clock;
    }

    /** The deadline of a task that is open; none when nobody set one or the task is left. */
    public Optional<Deadline> openFor(String taskId) {
        return jdbc.sql("select " + COLUMNS + " from deadline where task_id = :taskId and state = 'OPEN'")
                .param("taskId", taskId)
                .query(Deadlines::map)
                .optional();
    }

    /** All deadlines of a case, also those that are over, the earliest entered first. */
    public List<Deadline> ofCase(long caseId) {
        return jdbc.sql("select " + COLUMNS + " from deadline where case_id = :caseId order by entered_at, id")
                .param("caseId", caseId)
                .query(Deadlines::map)
                .list();
    }

    /** The open deadlines of these cases, the most urgent first. */
    public List<Deadline> openOfCases(Collection<Long> caseIds) {
        return jdbc.sql("select " + COLUMNS + " from deadline"
                        + " where case_id = any(:caseIds) and state = 'OPEN' order by due_at, id")
                .param("caseIds", caseIds.toArray(Long[]::new))
                .query(Deadlines::map)
                .list();
    }

    /** Those of these ids that exist, in their order. */
    public List<Deadline> all(List<Long> ids) {
        Map<Long, Deadline> found = new HashMap<>();
        jdbc.sql("select " + COLUMNS + " from deadline where id = any(:ids)")
                .param("ids", ids.toArray(Long[]::new))
                .query(Deadlines::map)
                .list()
                .forEach(deadline -> found.put(deadline.id(), deadline));
        return ids.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    /** The open deadlines of these tasks, by the engine's id of the task. */
    public Map<String, Deadline> openOfTasks(Collection<String> taskIds) {
        Map<String, Deadline> open = new HashMap<>();
        jdbc.sql("select " + COLUMNS + " from deadline where task_id = any(:tasks) and state = 'OPEN'")
                .param("tasks", taskIds.toArray(String[]::new))
                .query(Deadlines::map)
                .list()
                .forEach(deadline -> open.put(deadline.taskId(), deadline));
        return open;
    }

    /** Any deadline, also one that is over. */
    public Optional<Deadline> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from deadline where id = :id")
                .param("id", id)
                .query(Deadlines::map)
                .optional();
    }

    /** The same; throws where there is none. */
    public Deadline required(long id) {
        return byId(id);
    }

    Deadline byId(long id) {
        return jdbc.sql("select " + COLUMNS + " from deadline where id = :id")
                .param("id", id)
                .query(Deadlines::map)
                .single();
    }

    /** How the deadline stands now. */
    public DueText dueText(Deadline deadline) {
        return dueText(deadline, clock.instant());
    }

    /** How the deadline stands at this moment, in working days. */
    public DueText dueText(Deadline deadline, Instant now) {
        if (deadline.state() != State.OPEN) {
            Light light = deadline.state() == State.LATE ? Light.RED : Light.GREEN;
            return new DueText(deadline.state().label(), light, false, deadline.estimated());
        }
        LocalDate today = calendar.dayOf(now);
        LocalDate dueDay = calendar.dueDay(deadline.dueAt());
        boolean estimated = deadline.estimated();
        if (deadline.overdue(now)) {
            int late = calendar.workingDaysBetween(dueDay, today);
            return new DueText(late == 0 ? "已逾期" : "逾期 " + late + " 个工作日", Light.RED, true, estimated);
        }
        if (today.equals(dueDay)) {
            return new DueText("今天到期", Light.YELLOW, false, estimated);
        }
        int left = calendar.workingDaysBetween(today, dueDay);
        if (left == 0) {
            // only days off lie between, when a notice names a day off
            return new DueText("休息日到期", Light.YELLOW, false, estimated);
        }
        return new DueText("还剩 " + left + " 个工作日", notRed(deadline, -left), false, estimated);
    }

    /** Red is for what is late, whatever the table says. */
    private Light notRed(Deadline deadline, int offset) {
        Light light = ladder.light(deadline.taskKey(), deadline.level(), offset);
        return light == Light.RED ? Light.YELLOW : light;
    }

    /** The deadline for {@code /api/v1/deadlines}. */
    public DeadlineView view(Deadline deadline) {
        DueText text = dueText(deadline);
        return new DeadlineView(
                deadline.caseId(),
                deadline.organizationCode(),
                deadline.unitCode(),
                deadline.taskKey(),
                deadline.taskName(),
                deadline.party().name(),
                deadline.dueAt(),
                calendar.dueDay(deadline.dueAt()),
                deadline.provenance().name(),
                deadline.origin(),
                deadline.clause(),
                deadline.state().name(),
                text.words(),
                text.light().name(),
                text.overdue(),
                text.estimated());
    }

    static Deadline map(ResultSet row, int n) throws SQLException {
        Timestamp leftAt = row.getTimestamp("left_at");
        return new Deadline(
                row.getLong("id"),
                row.getObject("case_id", Long.class),
                row.getString("task_id"),
                row.getString("task_key"),
                row.getString("task_name"),
                row.getString("process_instance_id"),
                row.getString("unit_code"),
                row.getString("organization_code"),
                row.getTimestamp("due_at").toInstant(),
                Provenance.valueOf(row.getString("provenance")),
                row.getString("clause"),
                row.getString("source"),
                Party.valueOf(row.getString("party")),
                row.getBoolean("estimated"),
                State.valueOf(row.getString("state")),
                row.getTimestamp("entered_at").toInstant(),
                leftAt == null ? null : leftAt.toInstant());
    }
}
