package org.tuanwei.operation;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** How the whole stands, in a handful of figures that are counted at most every ten seconds however often one asks. */
@Component
class Condition {

    private static final Duration KEPT = Duration.ofSeconds(10);

    /**
     * The figures.
     *
     * @param incidents by type, the engine's own {@code failedJob} among them
     * @param oldestMail how long the oldest mail that should have left by now has waited
     */
    record Figures(
            int openCases,
            int overdueTasks,
            int queuedMails,
            Duration oldestMail,
            int refusedMails,
            int messages,
            int deadJobs,
            Map<String, Integer> incidents) {

        public int incidents(String type) {
            return incidents.getOrDefault(type, 0);
        }

        /** Human work that stands still. */
        public int standstills() {
            return incidents("overdue") + incidents("bounced") + incidents("partnerSilent") + incidents("noResponse");
        }
    }

    private record Kept(Figures figures, long nanos) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private volatile @Nullable Kept kept;

    Condition(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Figures figures() {
        Kept last = kept;
        if (last == null || System.nanoTime() - last.nanos() > KEPT.toNanos()) {
            last = new Kept(count(), System.nanoTime());
            kept = last;
        }
        return last.figures();
    }

    /** Counted now. */
    Figures count() {
        Instant now = clock.instant();
        Map<String, Integer> incidents = new HashMap<>();
        // what a called process hands up to its caller is the same incident
        jdbc.sql("select incident_type_, count(*) from public.act_ru_incident where cause_incident_id_ = id_"
                        + " group by incident_type_")
                .query((row, n) -> incidents.put(row.getString(1), row.getInt(2)))
                .list();
        return jdbc.sql("""
                        select (select count(*) from case_file where state = 'RUNNING'),
                               (select count(*) from deadline where state = 'OPEN' and due_at <= :now),
                               (select count(*) from mail where state = 'QUEUED'),
                               (select min(queued_at) from mail where state = 'QUEUED' and next_attempt_at <= :now),
                               (select count(*) from mail where state in ('REFUSED', 'WITHHELD') and handled_at is null),
                               (select count(*) from message_queue where handled_at is null),
                               (select count(*) from public.act_ru_job where retries_ = 0)""")
                .param("now", Timestamp.from(now))
                .query((row, n) -> {
                    Timestamp oldest = row.getTimestamp(4);
                    return new Figures(
                            row.getInt(1),
                            row.getInt(2),
                            row.getInt(3),
                            oldest == null ? Duration.ZERO : Duration.between(oldest.toInstant(), now),
                            row.getInt(5),
                            row.getInt(6),
                            row.getInt(7),
                            incidents);
                })
                .single();
    }
}
