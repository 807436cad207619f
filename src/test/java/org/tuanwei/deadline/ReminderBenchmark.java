package org.tuanwei.deadline;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.MovableClock;

/**
 * Prints how long it takes until 3,000 reminders that are due in the same minute, each for a school of its own, lie in the
 * outbox; with real services, on a PostgreSQL that waits for its disk. Run by {@code mvn -Pbenchmark test}.
 */
@EngineTest
class ReminderBenchmark {

    private static final int REMINDERS = 3_000;
    private static final Instant DUE = HandClock.instant("2026-12-01T09:00");
    private static final System.Logger LOG = System.getLogger("benchmark");

    @Autowired
    private ReminderSweep reminders;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    @Test
    void printsTheFigures() {
        clock.set(DUE);
        try {
            for (int round = 1; round <= 3; round++) {
                prepare(round);
                long start = System.nanoTime();
                int mails = reminders.sweep();
                double seconds = (System.nanoTime() - start) / 1e9;
                assertThat(mails).isEqualTo(REMINDERS);
                LOG.log(
                        System.Logger.Level.INFO,
                        "round {0}: {1} reminders in the outbox after {2} s, {3} processors, fsync {4}",
                        round,
                        REMINDERS,
                        "%.1f".formatted(seconds),
                        Runtime.getRuntime().availableProcessors(),
                        jdbc.sql("show fsync").query(String.class).single());
            }
        } finally {
            clock.back();
        }
    }

    /** Schools with a contact each, a task that is due tomorrow, and its reminder that is due now. */
    private void prepare(int round) {
        String head = "4900" + round;
        jdbc.sql("""
                        insert into organization (code, kind, name, school_type, parent_id, unit_code, school_code,
                                                  created_at, changed_at)
                        select :head || lpad(n::text, 5, '0'), 'SCHOOL', '测试大学' || :head || n, '普通高校',
                               (select id from organization where code = '310000'), '310000',
                               :head || lpad(n::text, 5, '0'), now(), now()
                        from generate_series(1, :many) n
                        """).param("head", head).param("many", REMINDERS).update();
        jdbc.sql("""
                        insert into contact (organization_id, version, contact_name, email, address, source, recorded_by,
                                             recorded_at)
                        select id, 1, '林溪', 'bench' || code || '@school.example', '测试路 1 号', 'registration', 't', now()
                        from organization where starts_with(code, :head)
                        """).param("head", head).update();
        jdbc.sql("""
                        insert into deadline (task_id, task_key, task_name, process_instance_id, unit_code,
                                              organization_code, due_at, provenance, clause, party, estimated, entered_at)
                        select 'bench-' || code, 'account-opening.Task_Register', '注册基本信息', 'bench-' || code, '310000',
                               code, :due, 'DEFAULT', 'A4', 'OWNER', false, :entered
                        from organization where starts_with(code, :head)
                        """)
                .param("head", head)
                .param("due", Timestamp.from(HandClock.instant("2026-12-03T00:00")))
                .param("entered", Timestamp.from(HandClock.instant("2026-11-25T10:00")))
                .update();
        jdbc.sql("""
                        insert into reminder (deadline_id, rung, day_offset, addressee, light, due_at, next_try_at)
                        select id, 'T-1', -1, 'OWNER', 'YELLOW', :due, :due from deadline
                        where starts_with(task_id, 'bench-' || :head)
                        """).param("head", head).param("due", Timestamp.from(DUE)).update();
    }
}
