package org.tuanwei.opening;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.TaskService;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Stopwatch;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/**
 * Prints how many tasks a second two people of a unit claim and complete, 审核登记资料 through the form gate with all
 * that follows in the same transaction; it judges nothing.
 */
@EngineTest
class CompletionBenchmark {

    private static final System.Logger LOG = System.getLogger("benchmark");
    private static final int CASES = 300;
    private static final int HANDS = 2;
    private static final String STAFF = "province-310000-staff";

    @Autowired
    private Openings openings;

    @Autowired
    private Workflow workflow;

    @Autowired
    private TaskService taskService;

    @Autowired
    private TestSchools schools;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void printsTheFigures() {
        for (int round = 1; round <= 3; round++) {
            ConcurrentLinkedQueue<String> tasks = new ConcurrentLinkedQueue<>(registered(round));
            String user = people.of(STAFF);
            Stopwatch watch = Stopwatch.start();
            CompletableFuture.allOf(IntStream.range(0, HANDS)
                            .mapToObj(hand -> CompletableFuture.runAsync(() -> work(tasks, user)))
                            .toArray(CompletableFuture[]::new))
                    .join();
            LOG.log(
                    System.Logger.Level.INFO,
                    "round {0}: claim + complete {1} a second; {2} tasks, {3}",
                    round,
                    Math.round(CASES / watch.seconds()),
                    CASES,
                    watch);
        }
    }

    private void work(ConcurrentLinkedQueue<String> tasks, String user) {
        for (String task = tasks.poll(); task != null; task = tasks.poll()) {
            String mine = task;
            people.run(STAFF, () -> {
                taskService.claim(mine, user);
                workflow.complete(mine, Map.of("decision", "approve"));
            });
        }
    }

    private List<String> registered(int round) {
        return IntStream.range(0, CASES)
                .mapToObj(i -> {
                    Organization school = schools.school();
                    openings.register(
                            school,
                            CaseFile.TENCENT_WEIBO,
                            Case.entry("completion" + round + "-" + i + "@school.example"));
                    return jdbc.sql("select task_id from deadline where organization_code = ? and state = 'OPEN'")
                            .param(school.code())
                            .query(String.class)
                            .single();
                })
                .toList();
    }
}
