package org.tuanwei.stuck;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseRouting;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestSchools;

/**
 * Prints how long 3,000 cases that become late in the same minute take until all of them are red, what a sweep costs
 * that finds nothing to do, and how long it takes to clear them. Run it with
 * {@code mvn -Pbenchmark test -Dtest=StuckBenchmark}.
 */
@EngineTest
class StuckBenchmark {

    private static final int CASES = 3_000;
    private static final int BATCH = 50;
    private static final System.Logger LOG = System.getLogger("benchmark");

    @Autowired
    private StuckSweep sweep;

    @Autowired
    private CaseFiles files;

    @Autowired
    private CaseRouting routing;

    @Autowired
    private Workflow workflow;

    @Autowired
    private TestSchools schools;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    @AfterEach
    void now() {
        clock.back();
    }

    @Test
    void printsTheFigures() {
        Organization school = schools.school();
        clock.runAhead(Duration.ofDays(-40));
        List<Long> cases = new ArrayList<>();
        timed("starts of 3,000 cases", () -> {
            for (int batch = 0; batch < CASES / BATCH; batch++) {
                int from = batch * BATCH;
                transaction.executeWithoutResult(status -> {
                    for (int i = from; i < from + BATCH; i++) {
                        CaseFile file = files.open(school, "BENCH-" + i).caseFile();
                        Map<String, Object> facts = routing.of(file);
                        facts.put("registered", false);
                        workflow.start("account-opening", file.id(), file.unitCode(), facts);
                        cases.add(file.id());
                    }
                });
            }
            return CASES;
        });
        clock.back();
        StuckSweep.Done opened = timed("3,000 late cases turn red", sweep::sweep);
        assertThat(opened.opened()).isGreaterThanOrEqualTo(CASES);
        timed("a sweep that finds nothing to do", sweep::sweep);
        timed("all dates moved ahead", () -> jdbc.sql(
                        "update deadline set due_at = now() + interval '9 days' where case_id = any(?)")
                .param(cases.toArray(Long[]::new))
                .update());
        assertThat(timed("3,000 marks are taken away", sweep::sweep).resolved()).isGreaterThanOrEqualTo(CASES);
    }

    private static <T> T timed(String what, Supplier<T> work) {
        long start = System.nanoTime();
        T result = work.get();
        LOG.log(System.Logger.Level.INFO, "{0}: {1} ms, {2}", what, (System.nanoTime() - start) / 1_000_000, result);
        return result;
    }
}
