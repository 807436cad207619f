package org.tuanwei.deadline;

import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.tuanwei.engine.Decisions;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.ProcessTimers;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.Outbox;
import org.tuanwei.mail.Outboxes;
import org.tuanwei.organization.Organizations;
import org.tuanwei.testing.DecisionTables;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.ScratchDatabase;

/** The deadlines set up by hand on a real database with the real decision tables, so that tests can be two nodes. */
class DeadlineBench {

    static final String REGISTER = "account-opening.Task_Register";

    final HandClock clock = HandClock.at("2012-03-07T10:00");
    final WorkingCalendar calendar = WorkingCalendar.asReleased();
    final StaticListableBeanFactory beans = new StaticListableBeanFactory();
    final List<Instant> dueDates = new ArrayList<>();
    final JdbcClient jdbc;
    final JdbcTransactionManager transactions;
    final Deadlines deadlines;
    final LocalDeadlines localDeadlines;
    final DeadlineKeeper keeper;
    final ReminderLadder ladder;
    final CalendarYears years;
    final DueChanges changes;
    final Decisions decisions;
    final Workflow workflow = mock(Workflow.class);
    final ProcessTimers timers = mock(ProcessTimers.class);
    final Organizations organizations = mock(Organizations.class);

    private static final class Holder {
        static final DataSource DATABASE = ScratchDatabase.with(
                "V020__deadline.sql",
                "V021__mail.sql",
                "V091__mail_returned.sql",
                "V140__reminder_day_and_calendar.sql",
                "V142__moving_and_extension.sql");
    }

    DeadlineBench() {
        jdbc = JdbcClient.create(Holder.DATABASE);
        for (String table : List.of(
                "reminder_line",
                "reminder",
                "deadline_change",
                "deadline",
                "local_deadline_change",
                "local_deadline",
                "mail",
                "calendar_day",
                "calendar_year")) {
            jdbc.sql("delete from " + table).update();
        }
        transactions = new JdbcTransactionManager(Holder.DATABASE);
        decisions = DecisionTables.real();
        JdbcTemplate batches = new JdbcTemplate(Holder.DATABASE);
        ladder = new ReminderLadder(batches, decisions, calendar);
        deadlines = new Deadlines(jdbc, calendar, ladder, clock);
        localDeadlines = new LocalDeadlines(jdbc, clock);
        years = new CalendarYears(jdbc, calendar, clock);
        changes = new DueChanges(jdbc, workflow, clock);
        when(workflow.task(anyString())).thenAnswer(call -> Optional.of(task(call.getArgument(0), REGISTER)));
        keeper = new DeadlineKeeper(
                jdbc,
                batches,
                new DefaultDeadlines(decisions),
                new CaseClock(calendar, beans.getBeanProvider(ClockHold.class), clock),
                calendar,
                localDeadlines,
                ladder,
                digest(outbox()),
                years,
                beans.getBeanProvider(NamedDates.class),
                clock);
        when(organizations.byCode(anyString())).thenReturn(Optional.empty());
    }

    /** Another node: everything of its own but the database and the time. */
    ReminderSweep node(Outbox outbox) {
        return new ReminderSweep(
                jdbc,
                transactions,
                clock,
                calendar,
                deadlines,
                new ReminderLines(jdbc),
                digest(outbox),
                new Escalation(workflow, organizations),
                beans.getBeanProvider(ReminderAddressees.class));
    }

    DueMoves moves() {
        return new DueMoves(deadlines, changes, ladder, digest(outbox()), calendar, timers, event -> {}, jdbc, clock);
    }

    CalendarUpdate calendarUpdate() {
        return new CalendarUpdate(calendar, years, changes, timers, jdbc, transactions, clock);
    }

    private ReminderDigest digest(Outbox outbox) {
        ReminderLetter letters = new ReminderLetter(
                deadlines,
                calendar,
                organizations,
                new MailLinks(URI.create("https://tuanwei.example")),
                beans.getBeanProvider(ReminderText.class));
        return new ReminderDigest(
                jdbc, transactions, clock, calendar, deadlines, new ReminderLines(jdbc), letters, outbox);
    }

    ReminderSweep node() {
        return node(outbox());
    }

    /** The real outbox, without the rest of its package. */
    Outbox outbox() {
        return Outboxes.on(Holder.DATABASE, clock);
    }

    /** A task of case 7 in Shanghai is entered now. */
    Deadline enter(String taskId, String key) {
        keeper.entered(task(taskId, key), dueDates::add);
        return deadlines.openFor(taskId).orElseThrow();
    }

    void leave(String taskId, String key, boolean completed) {
        keeper.left(task(taskId, key), completed);
    }

    static HumanTask task(String taskId, String key) {
        Map<String, Object> variables = new HashMap<>();
        variables.put("level", "SCHOOL");
        variables.put("organizationCode", "4131010277");
        return new HumanTask(taskId, key, "注册基本信息", "instance", "7", "310000", null, variables);
    }

    /** rung/addressee@day, in the order they are due. */
    List<String> rungs() {
        return jdbc.sql("select rung, addressee, due_at from reminder order by due_at, addressee")
                .query((row, n) -> row.getString(1) + "/" + row.getString(2) + "@"
                        + row.getTimestamp(3)
                                .toInstant()
                                .atZone(HandClock.SHANGHAI)
                                .toLocalDateTime())
                .list();
    }

    List<String> mails() {
        return jdbc.sql("select recipient || ' ' || subject from mail order by id")
                .query(String.class)
                .list();
    }

    String states() {
        return jdbc.sql("select string_agg(rung || '/' || addressee || ' ' || state, ', ' order by due_at, addressee)"
                        + " from reminder")
                .query(String.class)
                .single();
    }
}
