package org.tuanwei.deadline;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anySet;
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
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.tuanwei.engine.Decisions;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
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
    final Organizations organizations = mock(Organizations.class);

    private static final class Holder {
        static final DataSource DATABASE = ScratchDatabase.with("V020__deadline.sql", "V021__mail.sql");
    }

    DeadlineBench() {
        jdbc = JdbcClient.create(Holder.DATABASE);
        for (String table : List.of("reminder", "deadline", "local_deadline", "mail")) {
            jdbc.sql("delete from " + table).update();
        }
        transactions = new JdbcTransactionManager(Holder.DATABASE);
        deadlines = new Deadlines(jdbc, calendar, clock);
        localDeadlines = new LocalDeadlines(jdbc, clock);
        Decisions decisions = DecisionTables.real();
        keeper = new DeadlineKeeper(
                jdbc,
                new DefaultDeadlines(decisions),
                new CaseClock(calendar, beans.getBeanProvider(ClockHold.class), clock),
                calendar,
                localDeadlines,
                new ReminderLadder(jdbc, decisions, calendar),
                beans.getBeanProvider(NamedDates.class),
                clock);
        when(organizations.byCode(anyString())).thenReturn(Optional.empty());
    }

    /** Another node: everything of its own but the database and the time. */
    ReminderSweep node(Outbox outbox) {
        ReminderLetter letters = new ReminderLetter(
                deadlines,
                calendar,
                organizations,
                new MailLinks(URI.create("https://tuanwei.example")),
                beans.getBeanProvider(ReminderText.class));
        return new ReminderSweep(
                jdbc,
                transactions,
                clock,
                calendar,
                deadlines,
                letters,
                outbox,
                beans.getBeanProvider(ReminderAddressees.class));
    }

    ReminderSweep node() {
        return node(outbox());
    }

    /** The outbox's table and its key, without the rest of it. */
    Outbox outbox() {
        Outbox outbox = mock(Outbox.class);
        org.mockito.Mockito.doAnswer(call -> {
                    insert(call.getArgument(0));
                    return null;
                })
                .when(outbox)
                .enqueue(any(MailRequest.class), anySet());
        return outbox;
    }

    private void insert(MailRequest mail) {
        jdbc.sql("""
                        insert into mail (unique_key, message_id, case_id, kind, recipient, subject, body,
                                          next_attempt_at, queued_at)
                        values (:key, :key, :caseId, :kind, :recipient, :subject, :body, now(), now())
                        on conflict (unique_key) do nothing
                        """)
                .param("key", mail.uniqueKey())
                .param("caseId", mail.caseId())
                .param("kind", mail.kind())
                .param("recipient", mail.recipient())
                .param("subject", mail.subject())
                .param("body", mail.body())
                .update();
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
