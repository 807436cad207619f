package org.tuanwei.deadline;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.engine.Due;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.HumanTaskListener;

/** Gives every human task its deadline when it is entered and closes it when it is left. */
@Component
@Order(100)
class DeadlineKeeper implements HumanTaskListener {

    private static final Logger log = LoggerFactory.getLogger(DeadlineKeeper.class);

    private static final String CENTRAL_NOTICE = "关于进一步推进高校团组织微博体系建设有关事宜的通知";

    private final JdbcClient jdbc;
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
            Provenance provenance,
            String clause,
            String source,
            String party,
            LocalDate countedDay,
            String countedClause) {}

    @Override
    public void entered(HumanTask task, Due due) {
        years.refresh();
        Instant now = clock.instant();
        Optional<Term> decided = term(task, now);
        if (decided.isEmpty()) {
            log.warn("no deadline is decided for {}", task.key());
            return;
        }
        Term term = decided.get();
        Instant dueAt = calendar.endOf(term.dueDay());
        // a second earlier, or Tasklist would show 24:00 as the following day
        due.set(dueAt.minusSeconds(1));
        long id = insert(task, term, dueAt, now);
        Object organization = task.variables().get("organizationCode");
        String level = Deadline.levelOf(organization == null ? null : organization.toString());
        ladder.arm(id, 0, task.key(), level, term.dueDay(), now);
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

    private Optional<Term> term(HumanTask task, Instant now) {
        Optional<DefaultDeadlines.Row> row = defaults.of(task);
        if (row.isEmpty()) {
            return Optional.empty();
        }
        LocalDate start = task.ofCase() ? caseClock.startDay(task.caseId()) : calendar.dayOf(now);
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
                    date.provenance(),
                    date.clause(),
                    date.source(),
                    party,
                    dueDay,
                    row.get().clause()));
        }
        Optional<LocalDeadlines.Named> named = localDeadlines.strictest(task.tenantId(), task.key(), start);
        if (named.isPresent() && !named.get().dueOn().isAfter(dueDay)) {
            LocalDeadlines.Named notice = named.get();
            return Optional.of(new Term(
                    notice.dueOn(),
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
                provenance,
                row.get().clause(),
                source,
                party,
                dueDay,
                row.get().clause()));
    }

    private long insert(HumanTask task, Term term, Instant dueAt, Instant now) {
        LocalDate today = calendar.dayOf(now);
        return jdbc.sql("""
                        insert into deadline (case_id, task_id, task_key, task_name, process_instance_id, unit_code,
                                              organization_code, due_at, provenance, clause, source, party, estimated,
                                              entered_at, counted_due_at, counted_clause)
                        values (:caseId, :taskId, :taskKey, :taskName, :instance, :unit, :organization, :dueAt,
                                :provenance, :clause, nullif(:source, ''), :party, :estimated, :now, :counted,
                                :countedClause)
                        returning id
                        """)
                .param("caseId", task.ofCase() ? task.caseId() : null)
                .param("taskId", task.taskId())
                .param("taskKey", task.key())
                .param("taskName", task.name())
                .param("instance", task.processInstanceId())
                .param("unit", task.tenantId())
                .param("organization", task.variables().get("organizationCode"))
                .param("dueAt", Timestamp.from(dueAt))
                .param("provenance", term.provenance().name())
                .param("clause", term.clause())
                .param("counted", Timestamp.from(calendar.endOf(term.countedDay())))
                .param("countedClause", term.countedClause())
                .param("source", term.source())
                .param("party", term.party())
                .param("estimated", !calendar.covers(today) || !calendar.covers(term.dueDay()))
                .param("now", Timestamp.from(now))
                .query(Long.class)
                .single();
    }
}
