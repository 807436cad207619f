package org.tuanwei.stuck;

import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.engine.Incidents;
import org.tuanwei.web.Formats;

/**
 * Brings the incidents into line with their causes. Each round compares and writes in one short transaction under a
 * lock that the nodes share, so that it may be run by any of them, at any time, as often as one likes.
 */
@Component
public class StuckSweep {

    private static final Logger log = LoggerFactory.getLogger(StuckSweep.class);

    private static final long LOCK = 0x737475636BL;
    /** So many at once: a task that is completed meanwhile waits for a round, not for the sweep. */
    private static final int ROUND = 50;

    /** What a sweep has done. */
    public record Done(int opened, int resolved) {

        private Done plus(Done other) {
            return new Done(opened + other.opened, resolved + other.resolved);
        }

        private boolean nothing() {
            return opened + resolved == 0;
        }
    }

    private static final Done NOTHING = new Done(0, 0);

    private final Standstills standstills;
    private final Incidents incidents;
    private final Formats formats;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    StuckSweep(
            Standstills standstills,
            Incidents incidents,
            Formats formats,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Clock clock) {
        this.standstills = standstills;
        this.incidents = incidents;
        this.formats = formats;
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /** Until nothing differs, or another node is at it. */
    public Done sweep() {
        Set<String> passedOver = new HashSet<>();
        Done all = NOTHING;
        Done done;
        do {
            done = round(passedOver);
            all = all.plus(done);
        } while (!done.nothing());
        return all;
    }

    private Done round(Set<String> passedOver) {
        try {
            return inOneTransaction(passedOver, ROUND, ROUND, null);
        } catch (RuntimeException collided) {
            // somebody completed one of these tasks in this very moment: the others shall not suffer for it
            log.info("a round of standstills is taken one by one: {}", collided.toString());
            return oneByOne(passedOver);
        }
    }

    private Done oneByOne(Set<String> passedOver) {
        Done all = NOTHING;
        for (int taken = 0; taken < ROUND; taken++) {
            Set<String> tried = new HashSet<>();
            try {
                all = all.plus(inOneTransaction(passedOver, 0, 1, tried))
                        .plus(inOneTransaction(passedOver, 1, 0, tried));
            } catch (RuntimeException collided) {
                if (tried.isEmpty()) {
                    throw collided;
                }
                passedOver.addAll(tried);
            }
        }
        return all;
    }

    private Done inOneTransaction(
            Set<String> passedOver, int mostOpened, int mostResolved, @Nullable Set<String> tried) {
        return Objects.requireNonNull(transaction.execute(status -> {
            if (!locked()) {
                return NOTHING;
            }
            Instant now = clock.instant();
            List<Standstills.Shown> over = standstills.over(now, mostResolved);
            incidents.resolve(over.stream().map(Standstills.Shown::incidentId).toList());
            standstills.resolve(over, now);
            List<Cause> missing = standstills.missing(now, passedOver, mostOpened);
            if (tried != null) {
                missing.forEach(cause -> tried.add(cause.mark()));
            }
            List<String> ids = incidents.open(missing.stream()
                    .map(cause -> new Incidents.Opening(
                            cause.kind().incident(), cause.executionId(), cause.taskId(), cause.sentence(formats)))
                    .toList());
            for (int i = 0; i < ids.size(); i++) {
                standstills.add(missing.get(i), ids.get(i), now);
            }
            return new Done(missing.size(), over.size());
        }));
    }

    private boolean locked() {
        jdbc.sql("set local lock_timeout = '2s'").update();
        return jdbc.sql("select pg_try_advisory_xact_lock(?)")
                .param(LOCK)
                .query(Boolean.class)
                .single();
    }
}
