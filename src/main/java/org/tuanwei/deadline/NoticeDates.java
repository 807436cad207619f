package org.tuanwei.deadline;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.DueChanges.Kind;
import org.tuanwei.deadline.DueMoves.Impact;
import org.tuanwei.deadline.DueMoves.Lower;
import org.tuanwei.deadline.DueMoves.Shift;

/**
 * The dates that notices name for a task, on all levels: named, moved or taken back with everything that rests on them –
 * the tasks open already, and the dates of lower levels, which may be tighter but never looser (A6, A11).
 */
@Service
@Transactional
public class NoticeDates {

    private static final String CENTRE = "CN";

    /** A date that is in force. */
    public record Named(
            long id, String unitCode, String taskKey, LocalDate dueOn, String sourceTitle, String clause, String by) {}

    /**
     * What is to become of a date.
     *
     * @param id of the date that changes; none for a new one
     * @param dueOn the last day, until 24:00; none to take the date back
     */
    public record Wish(
            @Nullable Long id,
            String unitCode,
            String taskKey,
            @Nullable LocalDate dueOn,
            String sourceTitle,
            String clause) {}

    private record Counted(Deadline deadline, LocalDate day, String clause) {}

    private final DueMoves moves;
    private final WorkingCalendar calendar;
    private final JdbcClient jdbc;
    private final Clock clock;

    NoticeDates(DueMoves moves, WorkingCalendar calendar, JdbcClient jdbc, Clock clock) {
        this.moves = moves;
        this.calendar = calendar;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The dates in force, by task and level. */
    @Transactional(readOnly = true)
    public List<Named> inForce() {
        return jdbc.sql("select id, unit_code, task_key, due_on, source_title, clause, recorded_by from local_deadline"
                        + " where withdrawn_at is null order by task_key, unit_code <> 'CN', unit_code, due_on")
                .query((row, n) -> new Named(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getDate(4).toLocalDate(),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7)))
                .list();
    }

    /** What is wrong with the wish, in Chinese, or nothing. */
    @Transactional(readOnly = true)
    public Optional<String> refusal(Wish wish) {
        LocalDate day = wish.dueOn();
        if (day == null) {
            return Optional.empty();
        }
        LocalDate today = calendar.dayOf(clock.instant());
        if (day.isBefore(today)) {
            return Optional.of("日期 " + day + " 已经过去，请填今天以后的日期");
        }
        Optional<Named> centre = of(wish.taskKey()).stream()
                .filter(one -> one.unitCode().equals(CENTRE))
                .min(Comparator.comparing(Named::dueOn));
        if (!wish.unitCode().equals(CENTRE)
                && centre.isPresent()
                && day.isAfter(centre.get().dueOn())) {
            return Optional.of("下级只能加严、不能放宽：《" + centre.get().sourceTitle() + "》要求"
                    + centre.get().dueOn() + "前，不能改为 " + day);
        }
        boolean taken = wish.id() == null
                && of(wish.taskKey()).stream()
                        .anyMatch(one -> one.unitCode().equals(wish.unitCode())
                                && one.sourceTitle().equals(wish.sourceTitle()));
        return taken ? Optional.of("这份通知已经写明了这项待办的日期，请在列表中改日期") : Optional.empty();
    }

    /** What the wish would do now. */
    @Transactional(readOnly = true)
    public Impact preview(Wish wish) {
        List<Named> before = of(wish.taskKey());
        List<Lower> lower = lower(wish, before);
        return moves.impact(shifts(wish, before, after(wish, before, lower)), lower);
    }

    /**
     * Does it, all of it or nothing.
     *
     * @param fingerprint of the impact that was shown
     * @param by display name of who decides
     * @throws StalePreview when the impact is another by now
     */
    public Impact apply(Wish wish, String reason, String by, String fingerprint) throws StalePreview {
        moves.lock();
        Impact now = preview(wish);
        if (!now.fingerprint().equals(fingerprint) || refusal(wish).isPresent()) {
            throw new StalePreview();
        }
        Long id = wish.id();
        if (id == null) {
            jdbc.sql("insert into local_deadline (unit_code, task_key, due_on, source_title, clause, recorded_at,"
                            + " recorded_by) values (?, ?, ?, ?, ?, ?, ?)")
                    .params(
                            wish.unitCode(),
                            wish.taskKey(),
                            day(wish.dueOn()),
                            wish.sourceTitle(),
                            wish.clause(),
                            Timestamp.from(clock.instant()),
                            by)
                    .update();
        } else {
            put(id, wish.dueOn(), reason, by);
        }
        now.lower().forEach(one -> put(one.id(), one.to(), "上级日期改动，随之提前：" + reason, by));
        moves.carryOut(now.shifts(), Kind.NOTICE, reason, by);
        return now;
    }

    private void put(long id, @Nullable LocalDate to, String reason, String by) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql(
                        "insert into local_deadline_change (local_deadline_id, from_day, to_day, reason, changed_by, changed_at)"
                                + " select id, due_on, :to, :reason, :by, :now from local_deadline where id = :id")
                .param("to", day(to), java.sql.Types.DATE)
                .param("reason", reason)
                .param("by", by)
                .param("now", now)
                .param("id", id)
                .update();
        if (to == null) {
            jdbc.sql("update local_deadline set withdrawn_at = ? where id = ?")
                    .params(now, id)
                    .update();
        } else {
            jdbc.sql("update local_deadline set due_on = ? where id = ?")
                    .params(day(to), id)
                    .update();
        }
    }

    private static @Nullable Date day(@Nullable LocalDate day) {
        return day == null ? null : Date.valueOf(day);
    }

    private List<Named> of(String taskKey) {
        return inForce().stream().filter(one -> one.taskKey().equals(taskKey)).toList();
    }

    /** Where the centre's date comes before a unit's, the unit's comes down with it. */
    private static List<Lower> lower(Wish wish, List<Named> before) {
        LocalDate day = wish.dueOn();
        if (day == null || !wish.unitCode().equals(CENTRE)) {
            return List.of();
        }
        return before.stream()
                .filter(one -> !one.unitCode().equals(CENTRE) && one.dueOn().isAfter(day))
                .map(one -> new Lower(one.id(), one.unitCode(), one.dueOn(), day))
                .toList();
    }

    private static List<Named> after(Wish wish, List<Named> before, List<Lower> lower) {
        List<Named> after = new ArrayList<>();
        for (Named one : before) {
            Optional<Lower> moved =
                    lower.stream().filter(low -> low.id() == one.id()).findFirst();
            if (!Long.valueOf(one.id()).equals(wish.id())) {
                after.add(moved.map(low -> withDay(one, low.to())).orElse(one));
            } else if (wish.dueOn() != null) {
                after.add(withDay(one, wish.dueOn()));
            }
        }
        if (wish.id() == null && wish.dueOn() != null) {
            after.add(new Named(
                    Long.MAX_VALUE,
                    wish.unitCode(),
                    wish.taskKey(),
                    wish.dueOn(),
                    wish.sourceTitle(),
                    wish.clause(),
                    ""));
        }
        return after;
    }

    private static Named withDay(Named one, LocalDate day) {
        return new Named(one.id(), one.unitCode(), one.taskKey(), day, one.sourceTitle(), one.clause(), one.by());
    }

    private List<Shift> shifts(Wish wish, List<Named> before, List<Named> after) {
        LocalDate today = calendar.dayOf(clock.instant());
        List<Shift> shifts = new ArrayList<>();
        for (Counted open : open(wish)) {
            Deadline deadline = open.deadline();
            LocalDate entered = calendar.dayOf(deadline.enteredAt());
            LocalDate due = calendar.dueDay(deadline.dueAt());
            Optional<Named> old = strictest(before, deadline.unitCode(), entered);
            boolean rests = deadline.provenance() != Provenance.DEFAULT
                    && old.isPresent()
                    && old.get().dueOn().equals(due)
                    && old.get().sourceTitle().equals(deadline.source());
            if (deadline.provenance() != Provenance.DEFAULT && !rests) {
                continue;
            }
            LocalDate notBefore = entered.isBefore(today) ? today : entered;
            LocalDate counted = rests ? open.day() : due;
            Shift shift = strictest(after, deadline.unitCode(), notBefore)
                    .filter(named -> !named.dueOn().isAfter(counted))
                    .map(named -> new Shift(
                            deadline, named.dueOn(), provenance(named, after), named.sourceTitle(), named.clause()))
                    .orElseGet(() -> new Shift(deadline, counted, Provenance.DEFAULT, "", open.clause()));
            boolean same = shift.to().equals(due) && (shift.provenance() == deadline.provenance() || !rests);
            if (!same) {
                shifts.add(shift);
            }
        }
        return shifts;
    }

    private static Optional<Named> strictest(List<Named> dates, String unitCode, LocalDate notBefore) {
        return dates.stream()
                .filter(one -> one.unitCode().equals(CENTRE) || one.unitCode().equals(unitCode))
                .filter(one -> !one.dueOn().isBefore(notBefore))
                .min(Comparator.comparing(Named::dueOn).thenComparing(Named::id));
    }

    private static Provenance provenance(Named named, List<Named> all) {
        boolean tightened = !named.unitCode().equals(CENTRE)
                && all.stream()
                        .anyMatch(one ->
                                one.unitCode().equals(CENTRE) && one.dueOn().isAfter(named.dueOn()));
        return tightened ? Provenance.LOCAL : Provenance.NOTICE;
    }

    /** The open tasks of this kind that the wish may touch, with what the default alone would give. */
    private List<Counted> open(Wish wish) {
        return jdbc.sql(
                        "select " + Deadlines.COLUMNS + ", coalesce(counted_due_at, due_at) as counted,"
                                + " coalesce(counted_clause, clause) as counted_clause from deadline"
                                + " where state = 'OPEN' and task_key = :task and (:unit = 'CN' or unit_code = :unit) order by id")
                .param("task", wish.taskKey())
                .param("unit", wish.unitCode())
                .query((row, n) -> {
                    Instant counted = row.getTimestamp("counted").toInstant();
                    return new Counted(
                            Deadlines.map(row, n), calendar.dueDay(counted), row.getString("counted_clause"));
                })
                .list();
    }
}
