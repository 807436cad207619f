package org.tuanwei.deadline;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.Deadline.State;
import org.tuanwei.deadline.DueChanges.Kind;
import org.tuanwei.engine.ProcessTimers;
import org.tuanwei.engine.ProcessTimers.Timer;
import org.tuanwei.web.Formats;

/**
 * Moves dates: of one task, or of all tasks that a notice's date caps. First it says what would move – tasks, timers of
 * the engine, reminders, dates of lower levels – and which would fall on a day off; then all moves in one transaction, or
 * nothing when the preview is no longer true.
 */
@Service
@Transactional
public class DueMoves {

    /** An open task whose date becomes another. */
    public record Shift(Deadline deadline, LocalDate to, Provenance provenance, String source, String clause) {}

    /**
     * What a change would do now.
     *
     * @param lower dates named by lower levels that would be looser than the new one and move with it
     * @param reminders how many reminders would be taken back and laid down anew
     * @param timers how many timers of the engine would move
     * @param daysOff the tasks among the shifts that would be due on a day off
     */
    public record Impact(
            List<Shift> shifts, List<Lower> lower, int reminders, int timers, List<Shift> daysOff, String fingerprint) {

        public boolean empty() {
            return shifts.isEmpty() && lower.isEmpty();
        }
    }

    /** A date named by a lower level that moves with the higher one. */
    public record Lower(long id, String unitCode, LocalDate from, LocalDate to) {}

    /**
     * One reminder of a task.
     *
     * @param state in words
     */
    public record Rung(String name, Addressee addressee, Instant leaves, String state) {}

    /** One change of a task's date. */
    public record Changed(String kind, LocalDate from, LocalDate to, String reason, String by, Instant at) {}

    private final Deadlines deadlines;
    private final DueChanges changes;
    private final ReminderLadder ladder;
    private final ReminderDigest digest;
    private final WorkingCalendar calendar;
    private final ProcessTimers processTimers;
    private final ApplicationEventPublisher events;
    private final JdbcClient jdbc;
    private final Clock clock;

    DueMoves(
            Deadlines deadlines,
            DueChanges changes,
            ReminderLadder ladder,
            ReminderDigest digest,
            WorkingCalendar calendar,
            ProcessTimers processTimers,
            ApplicationEventPublisher events,
            JdbcClient jdbc,
            Clock clock) {
        this.deadlines = deadlines;
        this.changes = changes;
        this.ladder = ladder;
        this.digest = digest;
        this.calendar = calendar;
        this.processTimers = processTimers;
        this.events = events;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What moving this open date would do. */
    @Transactional(readOnly = true)
    public Impact preview(Deadline deadline, LocalDate to) {
        return impact(List.of(shift(deadline, to)), List.of());
    }

    /**
     * Moves the date of one task, its reminders and its timers.
     *
     * @param fingerprint of the impact that was shown
     * @param by display name of who decides
     * @throws StalePreview when the impact is another by now; nothing has moved then
     */
    public void move(Deadline deadline, LocalDate to, String reason, String by, String fingerprint)
            throws StalePreview {
        lock();
        Impact now = preview(deadlines.byId(deadline.id()), to);
        if (!now.fingerprint().equals(fingerprint)
                || deadlines.byId(deadline.id()).state() != State.OPEN) {
            throw new StalePreview();
        }
        carryOut(now.shifts(), Kind.MOVED, reason, by);
    }

    /** The same where it was asked for and granted: whoever grants it has just seen the task. */
    public void extend(Deadline deadline, LocalDate to, String reason, String by) {
        lock();
        carryOut(List.of(shift(deadlines.byId(deadline.id()), to)), Kind.EXTENDED, reason, by);
    }

    /** Later is an extension, earlier a tightening; whoever named the date first is named still. */
    private Shift shift(Deadline deadline, LocalDate to) {
        boolean later = calendar.endOf(to).isAfter(deadline.dueAt());
        String source = deadline.source() == null ? "" : deadline.source();
        return new Shift(deadline, to, later ? Provenance.EXTENDED : Provenance.LOCAL, source, deadline.clause());
    }

    /** Two that move dates at once queue here, so that a preview is held against what is true. */
    void lock() {
        jdbc.sql("select pg_advisory_xact_lock(hashtextextended('due-moves', 0))")
                .query((row, n) -> true)
                .single();
    }

    Impact impact(List<Shift> shifts, List<Lower> lower) {
        int reminders = 0;
        int timers = 0;
        List<String> facts = new ArrayList<>();
        for (Shift shift : shifts) {
            List<Long> pending = pending(shift.deadline().id());
            Map<String, Instant> moved = timers(shift);
            reminders += pending.size();
            timers += moved.size();
            facts.add("d" + shift.deadline().id() + shift.deadline().dueAt() + shift.to() + shift.provenance() + pending
                    + new java.util.TreeMap<>(moved));
        }
        lower.forEach(one -> facts.add("l" + one.id() + one.from() + one.to()));
        List<Shift> daysOff = shifts.stream()
                .filter(shift -> !calendar.isWorkingDay(shift.to()))
                .toList();
        return new Impact(shifts, lower, reminders, timers, daysOff, Fingerprint.of(facts));
    }

    void carryOut(List<Shift> shifts, Kind kind, String reason, String by) {
        Instant now = clock.instant();
        for (Shift shift : shifts) {
            Deadline deadline = shift.deadline();
            Map<String, Instant> timers = timers(shift);
            Instant to = calendar.endOf(shift.to());
            String source = shift.source().isEmpty() ? null : shift.source();
            changes.put(
                    deadline,
                    new DueChanges.Next(to, shift.provenance(), source, shift.clause(), !calendar.covers(shift.to())),
                    kind,
                    reason,
                    by);
            rearm(deadline, shift.to(), now);
            timers.forEach(processTimers::move);
            events.publishEvent(new DeadlineMoved(deadline, shift.to()));
        }
    }

    /** The ladder begins anew around the new day; what had not left yet is taken back. */
    private void rearm(Deadline deadline, LocalDate dueDay, Instant now) {
        jdbc.sql("update reminder set state = 'CANCELLED', settled_at = ?, claimed_until = null"
                        + " where deadline_id = ? and state = 'PENDING'")
                .params(Timestamp.from(now), deadline.id())
                .update();
        digest.withdraw(deadline.id());
        int round = jdbc.sql("update deadline set round = round + 1 where id = ? returning round")
                .param(deadline.id())
                .query(Integer.class)
                .single();
        ladder.arm(
                List.of(new ReminderLadder.Arming(deadline.id(), round, deadline.taskKey(), deadline.level(), dueDay)),
                now);
    }

    private List<Long> pending(long deadlineId) {
        return jdbc.sql("select id from reminder where deadline_id = ? and state = 'PENDING' order by id")
                .param(deadlineId)
                .query(Long.class)
                .list();
    }

    /** The timers that stand at the date of the task: at its end, or on the morning after. */
    private Map<String, Instant> timers(Shift shift) {
        LocalDate before = calendar.dueDay(shift.deadline().dueAt());
        Map<String, Instant> moved = new HashMap<>();
        for (Timer timer : processTimers.of(shift.deadline().processInstanceId())) {
            boolean midnight = LocalTime.ofInstant(timer.due(), Formats.ZONE).equals(LocalTime.MIDNIGHT);
            LocalDate day = midnight ? calendar.dueDay(timer.due()) : calendar.dayOf(timer.due());
            LocalDate morningAfter = calendar.plusWorkingDays(before, 1);
            LocalDate to = day.equals(before)
                    ? shift.to()
                    : !midnight && day.equals(morningAfter) ? calendar.plusWorkingDays(shift.to(), 1) : day;
            if (!to.equals(day)) {
                moved.put(timer.id(), timer.due().plus(Duration.ofDays(to.toEpochDay() - day.toEpochDay())));
            }
        }
        return moved;
    }

    /** What happened to the date of a task, the earliest first. */
    @Transactional(readOnly = true)
    public List<Changed> history(long deadlineId) {
        return changes.of(deadlineId).stream()
                .map(change -> new Changed(
                        change.kind().label(),
                        calendar.dueDay(change.from()),
                        calendar.dueDay(change.to()),
                        change.reason(),
                        change.by(),
                        change.at()))
                .toList();
    }

    /** The reminders of a task around its present date. */
    @Transactional(readOnly = true)
    public List<Rung> rungs(long deadlineId) {
        Instant now = clock.instant();
        return jdbc.sql("select r.rung, r.addressee, r.due_at, r.state, r.escalate from reminder r"
                        + " join deadline d on d.id = r.deadline_id and d.round = r.round"
                        + " where d.id = ? order by r.due_at, r.addressee")
                .param(deadlineId)
                .query((row, n) -> new Rung(
                        row.getString(1),
                        Addressee.valueOf(row.getString(2)),
                        row.getTimestamp(3).toInstant(),
                        inWords(
                                        row.getString(4),
                                        row.getTimestamp(3).toInstant().isAfter(now))
                                + (row.getString(5) == null ? "" : "，同时转督办")))
                .list();
    }

    private static String inWords(String state, boolean early) {
        return switch (state) {
            // at night and on days off nothing leaves
            case "PENDING" -> early ? "未到时间" : "等到工作时间发出";
            case "ADDRESSED", "SENT" -> "已提醒";
            case "LISTED" -> "只在清单上标出";
            case "SKIPPED" -> "与后一次合并";
            case "CANCELLED" -> "已撤下";
            case "UNADDRESSED" -> "没有可用的邮箱";
            default -> "多次发送失败";
        };
    }
}
