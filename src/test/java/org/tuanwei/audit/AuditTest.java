package org.tuanwei.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.audit.AuditChain.Verdict;
import org.tuanwei.security.Audit;
import org.tuanwei.testing.Client;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.ScratchDatabase;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.web.Formats;

/** Security row 38: the audit is only added to, and nothing in it can be changed, taken out or slipped in unseen. */
@EngineTest
class AuditTest {

    @Autowired
    private Audit audit;

    @Autowired
    private AuditChain chain;

    @Autowired
    private AuditWatch watch;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private TestPeople people;

    @Autowired
    private MovableClock clock;

    @LocalServerPort
    private int port;

    @Test
    void manyAtOnceMakeOneChainWithoutAGap() throws Exception {
        List<Callable<Void>> writers = IntStream.range(0, 200)
                .<Callable<Void>>mapToObj(n -> () -> {
                    audit.record("figures.list", "figures:chain-" + n, "第 " + n + " 份，共 200 份");
                    return null;
                })
                .toList();
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (Future<Void> written : pool.invokeAll(writers)) {
                written.get();
            }
        } finally {
            pool.shutdownNow();
        }

        assertThat(jdbc.sql("select count(*) from audit_entry where object like 'figures:chain-%' and no is not null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(200);
        Verdict verdict = watch.watch();
        assertThat(verdict.broken()).isNull();
        assertThat(verdict.entries()).isGreaterThanOrEqualTo(200);
    }

    @Test
    void whatWasRolledBackLeavesNoPlaceEmpty() {
        DataSource scratch = scratch(2);
        TransactionTemplate transaction = new TransactionTemplate(new DataSourceTransactionManager(scratch));
        transaction.executeWithoutResult(status -> {
            add(scratch, 3);
            status.setRollbackOnly();
        });
        transaction.executeWithoutResult(status -> {
            add(scratch, 4);
            add(scratch, 5);
        });

        assertThat(new JdbcTemplate(scratch)
                        .queryForList("select no || ':' || object from audit_entry order by no", String.class))
                .containsExactly("1:case:1", "2:case:2", "3:case:4", "4:case:5");
        assertThat(check(scratch).broken()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update audit_entry set detail = 'x'",
                "delete from audit_entry",
                "truncate audit_entry",
                "update audit_head set no = 0",
                "insert into audit_head (no, seal) values (1, '')",
                "insert into audit_entry (at, user_id, action, object, detail, no, seal)"
                        + " values (now(), '', 'figures.list', 'figures:x', '', 1, '')"
            })
    void theApplicationCanNeitherChangeNorChooseThePlaceOfAnEntry(String statement) {
        audit.record("figures.list", "figures:kept", "");
        assertThatThrownBy(() -> jdbc.sql(statement).update()).isInstanceOf(DataAccessException.class);
        assertThat(chain.check().broken()).isNull();
    }

    /** As somebody who rules the database and switches its guards off. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    update audit_entry set detail = '改' where no = 3 | 2 | 第 3 条的内容与它的封存值不符
                    update audit_entry set object = 'case:3x', detail = '' where no = 3 | 2 | 第 3 条的内容与它的封存值不符
                    update audit_entry set at = at + interval '1 microsecond' where no = 1 | 0 | 第 1 条的内容与它的封存值不符
                    delete from audit_entry where no = 2 | 1 | 第 2 条不见了
                    delete from audit_entry where no = 5 | 4 | 最后 1 条不见了，或末端的封存值被改动
                    insert into audit_entry (at, user_id, action, object, detail) values (now(), '', 'a', 'b', '') | 5 | 有记录没有编入链中
                    update audit_head set seal = sha256('') | 5 | 最后 0 条不见了，或末端的封存值被改动
                    """)
    void whatWasTamperedWithIsNamed(String statement, long good, String broken) {
        DataSource scratch = scratch(5);
        assertThat(check(scratch).broken()).isNull();
        new JdbcTemplate(scratch).execute("set session_replication_role = replica; " + statement);

        Verdict verdict = check(scratch);
        assertThat(verdict.broken()).isEqualTo(broken);
        assertThat(verdict.entries()).isEqualTo(good);
    }

    /** The seal that was noted before does not come up again. */
    @Test
    void aChainWrittenAnewEndsInAnotherSeal() {
        Verdict noted = check(scratch(5));
        DataSource forged = scratch(4);
        add(forged, 6);
        assertThat(check(forged).broken()).isNull();
        assertThat(check(forged).entries()).isEqualTo(noted.entries());
        assertThat(check(forged).seal()).isNotEqualTo(noted.seal());
        assertThat(check(scratch(5)).seal()).isEqualTo(noted.seal());
    }

    @Test
    void whatHasNoNameIsNotWritten() {
        assertThatThrownBy(() -> audit.record("nobody.knows", "case:1", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> audit.record("figures.list", "thing:1", ""))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> audit.record("figures.list", "figures", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** What nobody wrote in a test would be refused in the middle of somebody's work. */
    @Test
    void everyActionInTheSourcesHasAName() throws IOException {
        Pattern action = Pattern.compile("\"([a-z-]+\\.[a-zA-Z-]+)\"");
        List<String> unknown = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                String text = Files.readString(source);
                for (int at = text.indexOf("audit.record("); at >= 0; at = text.indexOf("audit.record(", at + 1)) {
                    Matcher found = action.matcher(text.substring(at, text.indexOf(';', at)));
                    while (found.find()) {
                        if (!audit.actions().containsKey(found.group(1))) {
                            unknown.add(found.group(1));
                        }
                    }
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void theCentresLeadReadsSearchesAndChecks() {
        audit.record("organization.changed", "organization:audit-test", "更名 <b>新名</b>");
        Client lead = signedIn("centre-lead");

        assertThat(lead.get("/audit?q=audit-test").body())
                .contains("单位变更生效", "单位 audit-test", "更名 &lt;b&gt;新名&lt;/b&gt;", "共 1 条", "未登录或系统");
        assertThat(lead.get("/audit?q=audit-test&action=figures.list").body()).contains("没有符合这些条件的记录");
        String today = LocalDate.ofInstant(clock.instant(), Formats.ZONE).toString();
        assertThat(lead.get("/audit?q=audit-test&from=" + today + "&until=" + today)
                        .body())
                .contains("共 1 条");
        assertThat(lead.get("/audit?q=audit-test&until=2001-01-01").body()).contains("没有符合这些条件的记录");
        assertThat(lead.get("/audit?from=gestern&page=-3").statusCode()).isEqualTo(200);
        assertThat(lead.get("/audit/check").body()).contains("完好", chain.check().seal());
        assertThat(lead.get("/desk").body()).contains("/audit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "centre-staff",
                "province-310000-staff",
                "province-310000-lead",
                "supervisor-CN",
                "university-office",
                "tencent"
            })
    void nobodyElseHasADoor(String group) {
        Client client = signedIn(group);
        assertThat(client.get("/audit").statusCode()).isEqualTo(404);
        assertThat(client.get("/audit/check").statusCode()).isEqualTo(404);
        assertThat(client.get("/desk").body()).doesNotContain("\"/audit\"");
    }

    private Client signedIn(String group) {
        return new Client(port).signIn(people.of(group), TestPeople.PASSWORD);
    }

    private static DataSource scratch(int entries) {
        DataSource scratch = ScratchDatabase.with("V002__security.sql", "V164__audit_chain.sql");
        LongStream.rangeClosed(1, entries).forEach(n -> add(scratch, n));
        return scratch;
    }

    private static void add(DataSource scratch, long n) {
        new JdbcTemplate(scratch)
                .update(
                        "insert into audit_entry (at, user_id, action, object, detail)"
                                + " values (timestamptz '2026-11-22 09:00+08' + ? * interval '1.234567 s', 'u', 'figures.list', ?, '说明')",
                        n,
                        "case:" + n);
    }

    private static Verdict check(DataSource scratch) {
        return new AuditChain(new JdbcTemplate(scratch)).check();
    }
}
