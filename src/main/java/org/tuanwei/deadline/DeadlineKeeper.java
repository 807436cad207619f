package org.tuanwei.deadline;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.engine.Due;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.HumanTaskListener;
import org.tuanwei.web.Formats;

/** Gives every human task its deadline when it is entered and closes it when it is left. */
@Component
@Order(100)
class DeadlineKeeper implements HumanTaskListener {

    private static final Logger log = LoggerFactory.getLogger(DeadlineKeeper.class);

    private static final String CENTRAL_NOTICE = "关于进一步推进高校团组织微博体系建设有关事宜的通知";

    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final DefaultDeadlines defaults;
    private final CaseClock caseClock;
    private final WorkingCalendar calendar;
    private final LocalDeadlines localDeadlines;
    private final ReminderLadder ladder;
    private final ReminderDigest digest;
    private final CalendarYears years;
    private final ObjectProvider<NamedDates> namedDates;
    private final Clock clock;

    DeadlineKeeper(
            JdbcClient jdbc,
            JdbcTemplate batches,
            DefaultDeadlines defaults,
            CaseClock caseClock,
            WorkingCalendar calendar,
            LocalDeadlines localDeadlines,
            ReminderLadder ladder,
            ReminderDigest digest,
            CalendarYears years,
            ObjectProvider<NamedDates> namedDates,
            Clock clock) {
        this.jdbc = jdbc;
        this.batches = batches;
        this.defaults = defaults;
        this.caseClock = caseClock;
        this.calendar = calendar;
        this.localDeadlines = localDeadlines;
        this.ladder = ladder;
        this.digest = digest;
        this.years = years;
        this.namedDates = namedDates;
        this.clock = clock;
    }

    /** What was decided about a task. */
    private record Term(
            LocalDate dueDay,
            @Nullable LocalTime until,
            Provenance provenance,
            String clause,
            String source,
            String party,
            LocalDate countedDay,
            String countedClause) {}

    /** A task and what was decided about it. */
    private record Decided(HumanTask task, Term term, Instant dueAt) {}

    @Override
    public void entered(HumanTask task, Due due) {
        entered(List.of(new Entry(task, due)));
    }

    @Override
    public void entered(List<Entry> entries) {
        years.refresh();
        Instant now = clock.instant();
        Map<Long, LocalDate> startDays = caseClock.startDays(entries.stream()
                .map(Entry::task)
                .filter(HumanTask::ofCase)
                .map(HumanTask::caseId)
                .collect(Collectors.toSet()));
        Notices notices = new Notices();
        List<Decided> decided = new ArrayList<>();
        for (Entry entry : entries) {
            HumanTask task = entry.task();
            LocalDate start =
                    task.ofCase() ? Objects.requireNonNull(startDays.get(task.caseId())) : calendar.dayOf(now);
            Optional<Term> term = term(task, start, notices);
            if (term.isEmpty()) {
                log.warn("no deadline is decided for {}", task.key());
                continue;
            }
            Instant dueAt = dueAt(term.get());
            // a second earlier, or Tasklist would show 24:00 as the following day
            entry.due().set(dueAt.minusSeconds(1));
            decided.add(new Decided(task, term.get(), dueAt));
        }
        insert(decided, now);
        Map<String, Long> ids = openIds(decided);
        ladder.arm(
                decided.stream()
                        .map(one -> new ReminderLadder.Arming(
                                Objects.requireNonNull(ids.get(one.task().taskId())),
                                0,
                                one.task().key(),
                                levelOf(one.task()),
                                one.term().dueDay()))
                        .toList(),
                now);
    }

    private Instant dueAt(Term term) {
        return term.until() == null
                ? calendar.endOf(term.dueDay())
                : term.dueDay().atTime(term.until()).atZone(Formats.ZONE).toInstant();
    }

    private static String levelOf(HumanTask task) {
        Object organization = task.variables().get("organizationCode");
        return Deadline.levelOf(organization == null ? null : organization.toString());
    }

    /** What notices name, asked once for all tasks of a unit that are entered together. */
    private final class Notices {

        private record Question(String unit, String task, LocalDate start) {}

        private final Map<Question, Optional<LocalDeadlines.Named>> known = new HashMap<>();

        Optional<LocalDeadlines.Named> of(HumanTask task, LocalDate start) {
            return known.computeIfAbsent(
                    new Question(task.tenantId(), task.key(), start),
                    asked -> localDeadlines.strictest(asked.unit(), asked.task(), asked.start()));
        }
    }

    @Override
    public void left(HumanTask task, boolean completed) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        update deadline set left_at = :now,
                               state = case when not :completed then 'CANCELLED'
                                            when due_at > :now then 'MET' else 'LATE' end
                        where task_id = :taskId and state = 'OPEN'
                        returning id
                        """)
                .param("now", now)
                .param("completed", completed)
                .param("taskId", task.taskId())
                .query(Long.class)
                .optional()
                .ifPresent(id -> {
                    jdbc.sql("update reminder set state = 'CANCELLED', settled_at = ?"
                                    + " where state = 'PENDING' and deadline_id = ?")
                            .params(now, id)
                            .update();
                    digest.withdraw(id);
                });
    }

    private Optional<Term> term(HumanTask task, LocalDate start, Notices notices) {
        Optional<DefaultDeadlines.Row> row = defaults.of(task);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        LocalDate dueDay = calendar.plusWorkingDays(start, row.get().workingDays());
        String party = row.get().party().name();
        Optional<NamedDates.NamedDate> own = namedDates
                .orderedStream()
                .flatMap(dates -> dates.of(task).stream())
                .filter(date -> !date.dueOn().isBefore(start))
                .findFirst();
        if (own.isPresent()) {
            NamedDates.NamedDate date = own.get();
            return Optional.of(new Term(
                    date.dueOn(),
                    date.until(),
                    date.provenance(),
                    date.clause(),
                    date.source(),
                    party,
                    dueDay,
                    row.get().clause()));
        }
        Optional<LocalDeadlines.Named> named = notices.of(task, start);
        if (named.isPresent() && !named.get().dueOn().isAfter(dueDay)) {
            LocalDeadlines.Named notice = named.get();
            return Optional.of(new Term(
                    notice.dueOn(),
                    null,
                    notice.provenance(),
                    notice.clause(),
                    notice.sourceTitle(),
                    party,
                    dueDay,
                    row.get().clause()));
        }
        Provenance provenance = row.get().provenance();
        String source = provenance == Provenance.NOTICE ? CENTRAL_NOTICE : "";
        return Optional.of(new Term(
                dueDay,
                null,
                provenance,
                row.get().clause(),
                source,
                party,
                dueDay,
                row.get().clause()));
    }

    private void insert(List<Decided> decided, Instant now) {
        LocalDate today = calendar.dayOf(now);
        batches.batchUpdate(
                """
                insert into deadline (case_id, task_id, task_key, task_name, process_instance_id, unit_code,
                                      organization_code, due_at, provenance, clause, source, party, estimated,
                                      entered_at, counted_due_at, counted_clause)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
                decided.stream()
                        .map(one -> row(one.task(), one.term(), one.dueAt(), today, now))
                        .toList());
    }

    private @Nullable Object[] row(HumanTask task, Term term, Instant dueAt, LocalDate today, Instant now) {
        return new @Nullable Object[] {
            task.ofCase() ? task.caseId() : null,
            task.taskId(),
            task.key(),
            task.name(),
            task.processInstanceId(),
            task.tenantId(),
            task.variables().get("organizationCode"),
            Timestamp.from(dueAt),
            term.provenance().name(),
            term.clause(),
            term.source().isEmpty() ? null : term.source(),
            term.party(),
            !calendar.covers(today) || !calendar.covers(term.dueDay()),
            Timestamp.from(now),
            Timestamp.from(calendar.endOf(term.countedDay())),
            term.countedClause()
        };
    }

    private Map<String, Long> openIds(List<Decided> decided) {
        Map<String, Long> ids = new HashMap<>();
        jdbc.sql("select id, task_id from deadline where task_id = any(?)")
                .param(decided.stream().map(one -> one.task().taskId()).toArray(String[]::new))
                .query((row, n) -> ids.put(row.getString(2), row.getLong(1)))
                .list();
        return ids;
    }
}
