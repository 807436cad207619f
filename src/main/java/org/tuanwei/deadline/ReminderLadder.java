package org.tuanwei.deadline;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.DueText.Light;
import org.tuanwei.engine.Decisions;

/** Lays down, when a task is entered, which rungs its reminders have; the decision table says which. */
@Component
class ReminderLadder {

    /** Working days around the due day at which a rung may stand. */
    private static final int REACH = 10;

    private final JdbcClient jdbc;
    private final Decisions decisions;
    private final WorkingCalendar calendar;
    /** Decision tables come with the release and stay as long as the node runs. */
    private final Map<String, List<Rung>> ladders = new ConcurrentHashMap<>();

    ReminderLadder(JdbcClient jdbc, Decisions decisions, WorkingCalendar calendar) {
        this.jdbc = jdbc;
        this.decisions = decisions;
        this.calendar = calendar;
    }

    private record Rung(int offset, String name, Addressee addressee, Light light) {}

    void arm(long deadlineId, String taskKey, LocalDate dueDay, Instant now) {
        for (Rung rung : ladders.computeIfAbsent(taskKey, this::decide)) {
            Instant leaves = calendar.sendingTimeOn(calendar.plusWorkingDays(dueDay, rung.offset()));
            // a rung that lay before the task was entered reminds of nothing
            if (leaves.isAfter(now)) {
                insert(deadlineId, rung, leaves);
            }
        }
    }

    private List<Rung> decide(String taskKey) {
        List<Rung> rungs = new ArrayList<>();
        for (int offset = -REACH; offset <= REACH; offset++) {
            for (Map<String, Object> row :
                    decisions.decide("reminder-ladder", Map.of("task", taskKey, "offset", offset))) {
                rungs.add(new Rung(
                        offset,
                        String.valueOf(row.get("rung")),
                        Addressee.valueOf(String.valueOf(row.get("to"))),
                        Light.valueOf(String.valueOf(row.get("light")))));
            }
        }
        return List.copyOf(rungs);
    }

    private void insert(long deadlineId, Rung rung, Instant leaves) {
        jdbc.sql("""
                        insert into reminder (deadline_id, rung, addressee, light, due_at, next_try_at)
                        values (:deadline, :rung, :addressee, :light, :leaves, :leaves)
                        on conflict on constraint reminder_once do nothing
                        """)
                .param("deadline", deadlineId)
                .param("rung", rung.name())
                .param("addressee", rung.addressee().name())
                .param("light", rung.light().name())
                .param("leaves", Timestamp.from(leaves))
                .update();
    }

    void disarm(String taskId, Timestamp now) {
        jdbc.sql("""
                        update reminder set state = 'CANCELLED', settled_at = :now
                        where state = 'PENDING' and deadline_id = (select id from deadline where task_id = :taskId)
                        """).param("now", now).param("taskId", taskId).update();
    }
}
