package org.tuanwei.demo;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import org.camunda.bpm.engine.ManagementService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.ReminderSweep;
import org.tuanwei.figures.Snapshots;
import org.tuanwei.mail.MailDelivery;

/** Runs what has become due until nothing is left: jobs, reminders, mails. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoSweeps {

    private static final Logger log = LoggerFactory.getLogger(DemoSweeps.class);
    private static final Duration LONGEST = Duration.ofSeconds(90);

    private final ManagementService managementService;
    private final ReminderSweep reminders;
    private final MailDelivery mails;
    private final Snapshots snapshots;
    private final JdbcClient jdbc;
    private final Clock clock;

    DemoSweeps(
            ManagementService managementService,
            ReminderSweep reminders,
            MailDelivery mails,
            Snapshots snapshots,
            JdbcClient jdbc,
            Clock clock) {
        this.managementService = managementService;
        this.reminders = reminders;
        this.mails = mails;
        this.snapshots = snapshots;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Returns when two looks in a row find nothing due, or after a minute and a half. */
    void untilQuiet() {
        snapshots.catchUp();
        long end = System.nanoTime() + LONGEST.toNanos();
        int quiet = 0;
        while (quiet < 2) {
            reminders.sweep();
            mails.sweep();
            quiet = dueJobs() + dueMails() == 0 ? quiet + 1 : 0;
            if (System.nanoTime() > end) {
                log.warn("The clock was set ahead, but {} jobs and {} mails are still due", dueJobs(), dueMails());
                return;
            }
            try {
                Thread.sleep(200);
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private long dueJobs() {
        return managementService
                .createJobQuery()
                .executable()
                .withRetriesLeft()
                .active()
                .count();
    }

    private long dueMails() {
        return jdbc.sql("select count(*) from mail where state = 'QUEUED' and next_attempt_at <= ?")
                .param(Timestamp.from(clock.instant()))
                .query(Long.class)
                .single();
    }
}
