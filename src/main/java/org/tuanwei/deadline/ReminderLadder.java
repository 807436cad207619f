package org.tuanwei.deadline;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.DueText.Light;
import org.tuanwei.engine.Decisions;

/**
 * Lays down, when a task is entered or its date is moved, which rungs its reminders have, and which light a task shows;
 * the decision table {@code reminder-ladder} says both.
 */
@Component
class ReminderLadder {

    /** Working days around the due day at which a rung may stand. */
    private static final int REACH = 10;

    private final JdbcTemplate batches;
    private final Decisions decisions;
    private final WorkingCalendar calendar;
    /** Decision tables come with the release and stay as long as the node runs. */
    private final Map<String, List<Rung>> ladders = new ConcurrentHashMap<>();

    ReminderLadder(JdbcTemplate batches, Decisions decisions, WorkingCalendar calendar) {
        this.batches = batches;
        this.decisions = decisions;
        this.calendar = calendar;
    }

    /**
     * A row of the table for one task.
     *
     * @param offset working days from the due day
     * @param way MAIL, or LIST where nobody is written to
     * @param escalate SUPERVISION, or nothing
     */
    record Rung(
            int offset,
            String name,
            Addressee addressee,
            Light light,
            String way,
            @Nullable String escalate) {}

    /** A deadline whose reminders are laid down. @param round how often the date was moved: each time it begins anew */
    record Arming(long deadlineId, int round, String taskKey, String level, LocalDate dueDay) {}

    void arm(List<Arming> deadlines, Instant now) {
        List<Object[]> rows = new ArrayList<>();
        for (Arming deadline : deadlines) {
            for (Rung rung : rungs(deadline.taskKey(), deadline.level())) {
                Instant leaves = leaves(deadline.dueDay(), rung.offset());
                // a rung that lay before the task was entered reminds of nothing
                if (leaves.isAfter(now)) {
                    rows.add(row(deadline, rung, Timestamp.from(leaves)));
                }
            }
        }
        batches.batchUpdate("""
                insert into reminder (deadline_id, round, rung, day_offset, addressee, light, way, escalate,
                                      due_at, next_try_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict on constraint reminder_once do nothing""", rows);
    }

    /** When the reminder so many working days from this due day leaves. */
    Instant leaves(LocalDate dueDay, int offset) {
        return calendar.sendingTimeOn(calendar.plusWorkingDays(dueDay, offset));
    }

    /** The light so many working days from the due day: that of the highest rung reached, green below the first. */
    Light light(String taskKey, String level, int offset) {
        return rungs(taskKey, level).stream()
                .filter(rung -> rung.offset() <= offset)
                .map(Rung::light)
                .max(Light::compareTo)
                .orElse(Light.GREEN);
    }

    private List<Rung> rungs(String taskKey, String level) {
        return ladders.computeIfAbsent(taskKey + "|" + level, key -> decide(taskKey, level));
    }

    private List<Rung> decide(String taskKey, String level) {
        List<Rung> rungs = new ArrayList<>();
        for (int offset = -REACH; offset <= REACH; offset++) {
            for (Map<String, Object> row :
                    decisions.decide("reminder-ladder", Map.of("task", taskKey, "level", level, "offset", offset))) {
                String escalate = String.valueOf(row.get("escalate"));
                rungs.add(new Rung(
                        offset,
                        String.valueOf(row.get("rung")),
                        Addressee.valueOf(String.valueOf(row.get("to"))),
                        Light.valueOf(String.valueOf(row.get("light"))),
                        String.valueOf(row.get("way")),
                        escalate.equals("NONE") ? null : escalate));
            }
        }
        return List.copyOf(rungs);
    }

    private static @Nullable Object[] row(Arming deadline, Rung rung, Timestamp leaves) {
        return new @Nullable Object[] {
            deadline.deadlineId(),
            deadline.round(),
            rung.name(),
            rung.offset(),
            rung.addressee().name(),
            rung.light().name(),
            rung.way(),
            rung.escalate(),
            leaves,
            leaves
        };
    }
}
