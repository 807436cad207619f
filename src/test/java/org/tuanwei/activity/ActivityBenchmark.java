package org.tuanwei.activity;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.sql.Date;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.testing.EngineTest;

/**
 * Prints how long the decision for one week of 650,000 class branches takes, and how much heap at its peak; it judges
 * nothing.
 */
@EngineTest
class ActivityBenchmark {

    private static final System.Logger LOG = System.getLogger("benchmark");
    private static final int ACCOUNTS = 650_000;

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private Decider decider;

    @Autowired
    private Checks checks;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void printsTheFigures() {
        Week week = new Week(LocalDate.of(2014, 3, 3));
        String school = beans.createBean(ActivityStage.class).school().code();
        BranchAccounts.add(jdbc, school, ACCOUNTS);
        jdbc.sql("""
                        insert into activity_count (organization_id, week, version, source, originals, reposts, avatar,
                            recorded_by, recorded_at)
                        select o.id, :week, 1, 'TENCENT', (random() * random() * 40)::integer, (random() * 4)::integer,
                               random() > 0.1, 't', now()
                        from organization o where o.code like :codes and random() > 0.05""")
                .param("week", Date.valueOf(week.monday()))
                .param("codes", school + "-9%")
                .update();
        jdbc.sql("analyze").update();
        long checkId = checks.add(ActivityStage.UNIT, week, week.ends(), week.sunday(), 1)
                .orElseThrow();
        Check check = checks.get(checkId);
        // everything but what is measured leaves the heap first
        System.gc();
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        long start = System.nanoTime();
        int decided = transactions.execute(status -> decider.decide(check, 1));
        double seconds = (System.nanoTime() - start) / 1e9;
        long peak = heap().mapToLong(pool -> peak(pool.getPeakUsage())).sum();
        LOG.log(
                System.Logger.Level.INFO,
                String.format(
                        "decided %,d accounts in %.1f s: %,.0f accounts/s; heap at its peak %,d MB of %,d MB",
                        decided,
                        seconds,
                        decided / seconds,
                        peak / 1_048_576,
                        Runtime.getRuntime().maxMemory() / 1_048_576));
    }

    private static java.util.stream.Stream<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP);
    }

    private static long peak(MemoryUsage usage) {
        return usage == null ? 0 : usage.getUsed();
    }
}
