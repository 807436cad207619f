package org.tuanwei.activity;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Date;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.engine.Decisions;
import org.tuanwei.testing.EngineTest;

/** What is decided for a whole unit at once is, account by account, what the decision table says (C3–C5). */
@EngineTest
class DecidedSetwiseTest {

    private static final int ACCOUNTS = 160;
    private static final List<String> LEVELS = List.of("UNIT", "SCHOOL", "BRANCH");
    private static final List<Source> SOURCES = List.of(Source.values());

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private Decider decider;

    @Autowired
    private Checks checks;

    @Autowired
    private Decisions decisions;

    @Autowired
    private TransactionOperations transactions;

    @Autowired
    private JdbcClient jdbc;

    private final Map<String, String> answers = new HashMap<>();

    private record Said(Source source, int version, int originals, int reposts, boolean avatar) {

        int weight() {
            return switch (source) {
                case CORRECTION -> 3;
                case TENCENT, CONNECTOR -> 2;
                case API, SELF -> 1;
            };
        }
    }

    private record Account(long id, String level, List<Said> said) {

        Optional<Said> holding() {
            return said.stream().max(Comparator.comparingInt(Said::weight).thenComparingInt(Said::version));
        }
    }

    @Test
    void every_random_account_gets_what_the_table_says_of_its_strongest_count() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ActivityStage stage = beans.createBean(ActivityStage.class);
        String school = stage.school().code();
        BranchAccounts.add(jdbc, school, ACCOUNTS);
        Week week = new Week(LocalDate.of(2013, 3, 4));
        List<Account> accounts = Objects.requireNonNull(transactions.execute(status -> accounts(school, week, random)));
        long checkId = checks.add(ActivityStage.UNIT, week, week.ends(), week.sunday(), seed)
                .orElseThrow();
        transactions.executeWithoutResult(status -> decider.decide(checks.get(checkId), 1));
        // so many accounts would be in the way of other tests of this unit
        jdbc.sql("update case_file set state = 'ENDED', ended_how = 'test', level = 'BRANCH' where receipt like ?")
                .param("TB-" + school + "-9%")
                .update();

        Map<Long, String> decided = new HashMap<>();
        jdbc.sql("select organization_id, state, coalesce(needed, 0), reason from activity_result where check_id = ?")
                .param(checkId)
                .query((row, n) ->
                        decided.put(row.getLong(1), row.getString(2) + " " + row.getInt(3) + " " + row.getString(4)))
                .list();
        for (Account account : accounts) {
            assertThat(decided.get(account.id()))
                    .as("seed %d, %s", seed, account)
                    .isEqualTo(account.holding()
                            .map(said -> table(account.level(), said))
                            .orElse("UNREPORTED 0 没有报送，也没有其他来源的数据"));
        }
        assertThat(decided.values().stream().map(line -> line.split(" ")[0]).distinct())
                .as("seed %d: the draw is wide enough to meet every verdict", seed)
                .contains("MET", "INACTIVE", "SILENT", "NO_AVATAR", "UNREPORTED");
    }

    /** The table is slow to read: the same situation is asked about once. */
    private String table(String level, Said said) {
        return answers.computeIfAbsent(
                level + said.avatar() + said.originals() + (said.reposts() > 0), key -> ask(level, said));
    }

    private String ask(String level, Said said) {
        Map<String, Object> row = decisions
                .decideOne(
                        "activity-standard",
                        Map.of(
                                "level",
                                level,
                                "avatar",
                                said.avatar(),
                                "originals",
                                said.originals(),
                                "reposted",
                                said.reposts() > 0))
                .orElseThrow();
        return row.get("state") + " " + row.get("needed") + " " + row.get("reason");
    }

    private List<Account> accounts(String school, Week week, Random random) {
        List<Account> accounts = new ArrayList<>();
        for (long id : jdbc.sql("select id from organization where code like ? order by id")
                .param(school + "-9%")
                .query(Long.class)
                .list()) {
            Account account = new Account(id, LEVELS.get(random.nextInt(3)), new ArrayList<>());
            jdbc.sql("update case_file set level = ? where organization_id = ?")
                    .params(account.level(), id)
                    .update();
            int words = random.nextInt(4);
            for (int version = 1; version <= words; version++) {
                Said said = new Said(
                        SOURCES.get(random.nextInt(SOURCES.size())),
                        version,
                        // mostly around the threshold
                        random.nextInt(20) == 0 ? random.nextInt(10_000) : random.nextInt(8),
                        random.nextInt(3),
                        random.nextInt(4) > 0);
                account.said().add(said);
                jdbc.sql(
                                "insert into activity_count (organization_id, week, version, source, originals, reposts, avatar,"
                                        + " note, recorded_by, recorded_at) values (?, ?, ?, ?, ?, ?, ?, '测试', 't', now())")
                        .params(
                                id,
                                Date.valueOf(week.monday()),
                                version,
                                said.source().name(),
                                said.originals(),
                                said.reposts(),
                                said.avatar())
                        .update();
            }
            accounts.add(account);
        }
        return accounts;
    }
}
