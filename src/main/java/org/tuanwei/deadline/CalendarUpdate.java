package org.tuanwei.deadline;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.Deadline.State;
import org.tuanwei.engine.ProcessTimers;
import org.tuanwei.engine.ProcessTimers.Timer;
import org.tuanwei.web.Formats;

/**
 * Takes in the State Council's arrangement of a year and moves with it, in one transaction, every open date that was
 * counted in working days, the reminders of all open tasks and the timers. A day that somebody named stays that day.
 */
@Service
public class CalendarUpdate {

    /** An open date that becomes another. */
    public record Shift(Deadline deadline, Instant to) {}

    /**
     * What an arrangement would do now.
     *
     * @param replaces source of the arrangement that is in force for the year, empty when there is none
     * @param onDaysOff named dates that would fall on a day off; they stay
     * @param fingerprint of all of it
     */
    public record Impact(
            String replaces,
            List<Shift> shifts,
            List<Deadline> onDaysOff,
            int reminders,
            int timers,
            String fingerprint) {}

    private record Plan(
            List<Shift> shifts, List<Deadline> onDaysOff, Map<Long, Instant> reminders, Map<String, Instant> timers) {

        String fingerprint() {
            List<String> facts = new ArrayList<>();
            shifts.forEach(shift -> facts.add("d" + shift.deadline().id() + shift.to()));
            onDaysOff.forEach(deadline -> facts.add("o" + deadline.id()));
            reminders.forEach((id, to) -> facts.add("r" + id + to));
            timers.forEach((id, to) -> facts.add("t" + id + to));
            return Fingerprint.of(facts.stream().sorted().toList());
        }
    }

    private final WorkingCalendar calendar;
    private final CalendarYears years;
    private final DueChanges changes;
    private final ProcessTimers processTimers;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    CalendarUpdate(
            WorkingCalendar calendar,
            CalendarYears years,
            DueChanges changes,
            ProcessTimers processTimers,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.calendar = calendar;
        this.years = years;
        this.changes = changes;
        this.processTimers = processTimers;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** What the arrangement would do now. */
    @Transactional(readOnly = true)
    public Impact preview(YearArrangement year) {
        return impact(year, plan(calendar.with(year)));
    }

    /**
     * Takes it in and moves everything.
     *
     * @param fingerprint of the impact that was shown
     * @param by display name of who confirms
     * @throws StalePreview when the impact is another by now; nothing has changed then
     */
    public Impact apply(YearArrangement year, String fingerprint, String by) throws StalePreview {
        Impact impact = transaction.execute(status -> {
            jdbc.sql("select pg_advisory_xact_lock(hashtextextended('calendar', 0))")
                    .query((row, n) -> true)
                    .single();
            WorkingCalendar next = calendar.with(year);
            Plan plan = plan(next);
            Impact now = impact(year, plan);
            if (now.fingerprint().equals(fingerprint)) {
                carryOut(plan, next, year, by);
                return now;
            }
            return null;
        });
        if (impact == null) {
            throw new StalePreview();
        }
        years.refresh();
        return impact;
    }

    private Impact impact(YearArrangement year, Plan plan) {
        return new Impact(
                calendar.arrangement(year.year()).map(YearArrangement::source).orElse(""),
                plan.shifts(),
                plan.onDaysOff(),
                plan.reminders().size(),
                plan.timers().size(),
                plan.fingerprint());
    }

    private void carryOut(Plan plan, WorkingCalendar next, YearArrangement year, String by) {
        String reason = year.year() + "年放假安排（" + year.source() + "）";
        for (Shift shift : plan.shifts()) {
            Deadline deadline = shift.deadline();
            boolean estimated = !next.covers(next.dueDay(shift.to()));
            changes.put(
                    deadline,
                    DueChanges.Next.same(deadline, shift.to(), estimated),
                    DueChanges.Kind.CALENDAR,
                    reason,
                    by);
        }
        plan.reminders().forEach((id, to) -> jdbc.sql(
                        "update reminder set due_at = ?, next_try_at = ? where id = ? and state = 'PENDING'")
                .params(Timestamp.from(to), Timestamp.from(to), id)
                .update());
        plan.timers().forEach(processTimers::move);
        jdbc.sql("update deadline set estimated = false where state = 'OPEN' and estimated and due_at > ?"
                        + " and due_at <= ?")
                .params(
                        Timestamp.from(next.endOf(LocalDate.of(year.year() - 1, 12, 31))),
                        Timestamp.from(next.endOf(LocalDate.of(year.year(), 12, 31))))
                .update();
        years.add(year, by, plan.shifts().size(), plan.timers().size());
    }

    private Plan plan(WorkingCalendar next) {
        Instant now = clock.instant();
        LocalDate today = calendar.dayOf(now);
        List<Shift> shifts = new ArrayList<>();
        List<Deadline> onDaysOff = new ArrayList<>();
        Map<Long, LocalDate> dueDays = new HashMap<>();
        Set<String> named = new HashSet<>();
        for (Deadline deadline : openAfter(now)) {
            LocalDate dueDay = calendar.dueDay(deadline.dueAt());
            if (deadline.provenance() == Provenance.DEFAULT) {
                LocalDate moved = shifted(dueDay, today, next);
                dueDays.put(deadline.id(), moved);
                if (!moved.equals(dueDay)) {
                    shifts.add(new Shift(deadline, next.endOf(moved)));
                }
            } else {
                named.add(deadline.processInstanceId());
                dueDays.put(deadline.id(), dueDay);
                if (!next.isWorkingDay(dueDay)) {
                    onDaysOff.add(deadline);
                }
            }
        }
        return new Plan(shifts, onDaysOff, reminders(dueDays, next), timers(now, today, named, next));
    }

    /** As many working days from today as before, counted with the other calendar. */
    private LocalDate shifted(LocalDate day, LocalDate today, WorkingCalendar next) {
        int left = calendar.workingDaysBetween(today, day);
        return left <= 0 ? day : next.plusWorkingDays(today, left);
    }

    private Map<Long, Instant> reminders(Map<Long, LocalDate> dueDays, WorkingCalendar next) {
        Map<Long, Instant> moved = new HashMap<>();
        jdbc.sql("select r.id, r.deadline_id, r.day_offset, r.due_at from reminder r"
                        + " join deadline d on d.id = r.deadline_id and d.state = 'OPEN'"
                        + " where r.state = 'PENDING' and r.due_at > ?")
                .param(Timestamp.from(clock.instant()))
                .query((row, n) -> {
                    LocalDate dueDay = dueDays.get(row.getLong(2));
                    if (dueDay != null) {
                        Instant leaves = next.sendingTimeOn(next.plusWorkingDays(dueDay, row.getInt(3)));
                        if (!leaves.equals(row.getTimestamp(4).toInstant())) {
                            moved.put(row.getLong(1), leaves);
                        }
                    }
                    return true;
                })
                .list();
        return moved;
    }

    /** What waits for a named day waits for it still, unless it would disturb people on a day off. */
    private Map<String, Instant> timers(Instant now, LocalDate today, Set<String> named, WorkingCalendar next) {
        Map<String, Instant> moved = new HashMap<>();
        for (Timer timer : processTimers.after(now)) {
            boolean midnight = LocalTime.ofInstant(timer.due(), Formats.ZONE).equals(LocalTime.MIDNIGHT);
            LocalDate day = midnight ? calendar.dueDay(timer.due()) : calendar.dayOf(timer.due());
            LocalDate to = day;
            if (!named.contains(timer.processInstanceId())) {
                to = shifted(day, today, next);
            } else if (!midnight && !next.isWorkingDay(day)) {
                to = next.plusWorkingDays(day, 1);
            }
            if (!to.equals(day)) {
                moved.put(timer.id(), timer.due().plus(Duration.ofDays(to.toEpochDay() - day.toEpochDay())));
            }
        }
        return moved;
    }

    private List<Deadline> openAfter(Instant now) {
        return jdbc.sql("select " + Deadlines.COLUMNS
                        + " from deadline where state = :open and due_at > :now order by id")
                .param("open", State.OPEN.name())
                .param("now", Timestamp.from(now))
                .query(Deadlines::map)
                .list();
    }
}
