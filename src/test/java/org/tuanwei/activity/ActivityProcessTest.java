package org.tuanwei.activity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.util.DigestUtils;
import org.tuanwei.activity.Check.State;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Walks the weeks of the notice's spring to each end event, over the make-up weekend and the days off after it. */
@EngineTest
class ActivityProcessTest {

    private static final Week MARCH_12 = new Week(LocalDate.of(2012, 3, 12));

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private Checks checks;

    @Autowired
    private CheckService service;

    @Autowired
    private CheckOpening opening;

    @Autowired
    private DisputeService disputes;

    @Autowired
    private Disputes kept;

    @Autowired
    private Results results;

    @Autowired
    private Samples samples;

    @Autowired
    private Streaks streaks;

    @Autowired
    private ActivityRecord record;

    @Autowired
    private ActivityConsequences consequences;

    @Autowired
    private ActivityStory story;

    @Autowired
    private Counts counts;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Deadlines deadlines;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    private ActivityStage stage;
    private Organization school;

    @BeforeEach
    void aSchoolWithAnAccount() {
        stage = beans.createBean(ActivityStage.class);
        clock.set(ActivityStage.at(LocalDate.of(2012, 2, 1), 9));
        school = stage.school();
    }

    @AfterEach
    void today() {
        clock.back();
    }

    private Result result(Organization organization, Week week) {
        return results.published(organization.id(), week).orElseThrow();
    }

    private HumanTask report(Organization organization, Week week) {
        return workflow.openTasks(key(organization, week)).get(0);
    }

    private static String key(Organization organization, Week week) {
        return "report-" + organization.id() + "-" + week.monday().toString().replace("-", "");
    }

    private List<String> mails(String kind, Organization organization) {
        return jdbc.sql("select body from mail where kind = ? and body like ? order by id")
                .params(kind, "%" + organization.name() + "%")
                .query(String.class)
                .list();
    }

    @Test
    void a_week_is_reported_sampled_struck_decided_again_and_published_to_EndEvent_Closed() {
        Organization lazy = stage.school();
        Organization silent = stage.school();
        stage.tencentSays(lazy, MARCH_12, 2, false);
        Check check = stage.begun(MARCH_12);
        assertThat(check.countsUntil()).isEqualTo(ActivityStage.at(LocalDate.of(2012, 3, 19), 12));
        assertThat(workflow.openTasks(key(lazy, MARCH_12)))
                .as("Tencent has said it")
                .isEmpty();
        HumanTask task = report(school, MARCH_12);
        assertThat(deadlines.openFor(task.taskId()).orElseThrow().dueAt())
                .isEqualTo(ActivityStage.at(LocalDate.of(2012, 3, 19), 12));
        String group = "school-" + school.code();
        String tag = school.code();
        people.run(
                group,
                () -> workflow.complete(
                        task.taskId(), Map.of("posts", """
                        2012-03-12 http://t.qq.com/p/t/%1$s1 第一条
                        3月13日 http://t.qq.com/p/t/%1$s2 第二条
                        3-14 http://t.qq.com/p/t/%1$s3 第三条
                        3月15日｜http://t.qq.com/p/t/%1$s4｜第四条
                        3月16日 http://t.qq.com/p/t/%1$s5 第五条
                        3月17日 http://t.qq.com/p/t/%1$s6 第六条""".formatted(tag), "reposts", "1", "avatar", "yes")));
        assertThat(stage.ends(key(school, MARCH_12))).containsExactly("EndEvent_Reported");

        check = stage.decided(check);
        assertThat(check.state()).isEqualTo(State.CHECKING);
        assertThat(stage.ends(key(silent, MARCH_12))).containsExactly("EndEvent_Closed");
        assertThat(results.published(school.id(), MARCH_12))
                .as("not public yet")
                .isEmpty();
        HumanTask sample = stage.task(check, ActivityProcess.CHECK);
        assertThat(deadlines.openFor(sample.taskId()).orElseThrow().dueAt())
                .isEqualTo(ActivityStage.at(LocalDate.of(2012, 3, 20), 12));
        List<Samples.Item> drawn = samples.of(check.id(), check.version());
        assertThat(drawn).extracting(Samples.Item::organizationId).containsOnly(school.id());
        long seed = check.seed();
        assertThat(drawn)
                .as("the same seed and list always give the same links in the same order")
                .extracting(Samples.Item::link)
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 6)
                        .mapToObj(n -> "t.qq.com/p/t/" + tag + n)
                        .sorted(Comparator.comparing(link -> DigestUtils.md5DigestAsHex(
                                (seed + ":" + link + ":" + tag).getBytes(StandardCharsets.UTF_8))))
                        .map(link -> "http://" + link)
                        .toList());

        Check first = check;
        assertThatThrownBy(() -> stage.complete(
                        first,
                        ActivityProcess.CHECK,
                        Map.of("decision", "return", "notGenuine", "7", "reason", "链接打不开")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("应为 1 至 6");
        stage.complete(
                check,
                ActivityProcess.CHECK,
                Map.of("decision", "return", "notGenuine", "2、5", "reason", "两条链接打开是别人的微博"));
        check = checks.get(check.id());
        assertThat(check.version()).isEqualTo(2);
        assertThat(counts.holding(school.id(), MARCH_12).orElseThrow())
                .satisfies(count -> assertThat(count.source()).isEqualTo(Source.CORRECTION))
                .satisfies(count -> assertThat(count.originals()).isEqualTo(4));

        check = stage.published(check);
        assertThat(check.state()).isEqualTo(State.PUBLISHED);
        assertThat(check.disputesUntil()).isEqualTo(ActivityStage.at(LocalDate.of(2012, 3, 26), 0));
        assertThat(result(school, MARCH_12)).satisfies(one -> {
            assertThat(one.verdict()).isEqualTo(Verdict.INACTIVE);
            assertThat(one.version()).isEqualTo(2);
            assertThat(one.missing()).isEqualTo("原创 4 条，还差 1 条");
            assertThat(one.standard()).isEqualTo("2012-1");
            assertThat(one.notice()).startsWith("关于进一步推进高校团组织微博体系建设");
        });
        assertThat(result(lazy, MARCH_12).verdict()).isEqualTo(Verdict.NO_AVATAR);
        assertThat(result(silent, MARCH_12).verdict()).isEqualTo(Verdict.UNREPORTED);
        assertThat(stage.running(check.key())).isTrue();
        clock.set(ActivityStage.at(LocalDate.of(2012, 3, 26), 1));
        jobs.runDue(check.key());
        assertThat(stage.ends(check.key())).containsExactly("EndEvent_Closed");
        assertThat(story.of(check.id()))
                .extracting(ActivityStory.Line::text)
                .anyMatch(line -> line.startsWith("抽查发现 2 个链接不属实，扣除后重新核定"))
                .anyMatch(line -> line.startsWith("公布本周结果：") && line.contains("未报"));
        long id = check.id();
        assertThatThrownBy(() -> jdbc.sql("update activity_result set state = 'MET' where check_id = ?")
                        .param(id)
                        .update())
                .as("a result is never written over")
                .isInstanceOf(org.springframework.dao.DataAccessException.class);
    }

    @Test
    void the_noons_move_over_days_off_and_a_vacation_week_ends_at_EndEvent_Holiday() {
        Week beforeDaysOff = new Week(LocalDate.of(2012, 3, 26));
        people.run(ActivityStage.STAFF, () -> assertThat(
                        service.declareHoliday(ActivityStage.UNIT, beforeDaysOff, beforeDaysOff, "全区高校统一放春假，学生离校"))
                .isEqualTo(1));
        Check check = stage.begun(beforeDaysOff);
        // Monday 2 April to Wednesday 4 April 2012 are off
        assertThat(check.countsUntil()).isEqualTo(ActivityStage.at(LocalDate.of(2012, 4, 5), 12));
        assertThat(check.publishOn()).isEqualTo(LocalDate.of(2012, 4, 6));
        assertThat(workflow.openTasks(key(school, beforeDaysOff)))
                .as("nobody is asked in a vacation week")
                .isEmpty();
        check = stage.decided(check);
        assertThat(stage.ends(check.key())).containsExactly("EndEvent_Holiday");
        assertThat(result(school, beforeDaysOff)).satisfies(one -> {
            assertThat(one.verdict()).isEqualTo(Verdict.HOLIDAY);
            assertThat(one.reason()).isEqualTo("全区高校统一放春假，学生离校");
        });
        assertThatThrownBy(() -> people.run(
                        ActivityStage.STAFF, () -> service.withdrawHoliday(ActivityStage.UNIT, beforeDaysOff)))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("已经核定");
    }

    @Test
    void disputes_run_beside_each_other_to_EndEvent_Corrected_and_EndEvent_Upheld_and_old_versions_stay() {
        Week week = new Week(LocalDate.of(2012, 4, 9));
        Organization other = stage.school();
        stage.tencentSays(school, week, 3, true);
        stage.tencentSays(other, week, 0, true);
        Check check = stage.published(stage.decided(stage.begun(week)));
        Instant before = clock.instant();
        people.run("school-" + school.code(), () -> disputes.raise(school, week, "6", true, "周三三条没有统计进去，链接已发省里"));
        people.run("school-" + other.code(), () -> disputes.raise(other, week, "9", true, "我们发了九条，请核对"));
        assertThatThrownBy(() ->
                        people.run("school-" + school.code(), () -> disputes.raise(school, week, "7", true, "再提一次看看")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("正在复核");
        List<HumanTask> rechecks = workflow.openTasks(check.key()).stream()
                .filter(task -> task.key().equals(ActivityProcess.RECHECK))
                .toList();
        assertThat(rechecks).hasSize(2);
        for (HumanTask task : rechecks) {
            boolean right = kept.get(Long.parseLong(task.text("disputeId"))).organizationId() == school.id();
            people.run(
                    ActivityStage.STAFF,
                    () -> workflow.complete(
                            task.taskId(),
                            Map.of(
                                    "decision", right ? "approve" : "return",
                                    "verdict", right ? "已逐条核对，属实" : "账号主页上没有这些微博")));
        }
        clock.set(clock.instant().plusSeconds(60));
        jobs.runDue(check.key());
        assertThat(result(school, week)).satisfies(one -> {
            assertThat(one.verdict()).isEqualTo(Verdict.MET);
            assertThat(one.version()).isEqualTo(2);
        });
        assertThat(results.versions(school.id(), week))
                .extracting(Result::verdict)
                .containsExactly(Verdict.MET, Verdict.INACTIVE);
        assertThat(results.published(
                        "r.organization_id = :id and r.week = :week",
                        Map.of("id", school.id(), "week", java.sql.Date.valueOf(week.monday())),
                        before.plusSeconds(1),
                        1))
                .as("what was public before the correction")
                .extracting(Result::verdict)
                .containsExactly(Verdict.INACTIVE);
        assertThat(result(other, week).verdict()).isEqualTo(Verdict.SILENT);
        assertThat(mails("activity-corrected", school))
                .singleElement()
                .asString()
                .contains("已更正为“达标”");
        assertThat(mails("activity-upheld", other)).singleElement().asString().contains("账号主页上没有这些微博");
        clock.set(ActivityStage.at(LocalDate.of(2012, 4, 23), 1));
        if (stage.openTask(check, ActivityProcess.FOLLOW_UP)) {
            stage.complete(check, ActivityProcess.FOLLOW_UP, Map.of("followUp", "已电话联系，下周补上"));
        }
        jobs.runDue(check.key());
        assertThat(stage.ends(check.key()))
                .containsExactlyInAnyOrder("EndEvent_Corrected", "EndEvent_Upheld", "EndEvent_Closed");
        assertThatThrownBy(() ->
                        people.run("school-" + school.code(), () -> disputes.raise(school, week, "6", true, "又想起来一条")))
                .isInstanceOf(FormRefused.class)
                .hasMessageContaining("异议期已过");
    }

    @Test
    void misses_in_a_row_lead_from_a_letter_over_the_province_to_the_centre_and_a_good_week_mends_it() {
        Week start = new Week(LocalDate.of(2012, 5, 7));
        Organization quiet = stage.school();
        Organization good = stage.school();
        int[] originals = {3, 0, -1, 2, 1, 6};
        Check last = null;
        for (int n = 0; n < originals.length; n++) {
            Week week = start.plus(n);
            stage.tencentSays(good, week, 5, true);
            if (originals[n] >= 0) {
                stage.tencentSays(school, week, originals[n], true);
            }
            last = stage.whole(week);
            if (n == 0) {
                assertThat(mails("activity-missed", school))
                        .singleElement()
                        .asString()
                        .contains("“不活跃”：原创 3 条，还差 2 条", "标准版本 2012-1", "/activity/" + school.code());
            }
            if (n == 1) {
                assertThat(listed(last)).contains("school 连续 2 周未达标，本周无更新：没有原创，应有 5 条", "quiet 连续 2 周未报");
                assertThat(last.followUp()).isNull();
                assertThat(checks.get(last.id()).followUp()).isEqualTo("已电话联系，下周补上");
            }
            if (n == 2) {
                assertThat(streaks.of(school.id(), week))
                        .as("未报 is no miss and wipes none out")
                        .satisfies(streak -> assertThat(streak.missed()).isEqualTo(2));
            }
            if (n == 4) {
                assertThat(supervisions(school)).containsExactly("CN/INACTIVE/open");
            }
        }
        assertThat(mails("activity-missed", school))
                .as("one letter, at the first")
                .hasSize(1);
        assertThat(supervisions(school)).as("a good week mends it").containsExactly("CN/INACTIVE/mended");
        assertThat(supervisions(good)).isEmpty();
        assertThat(record.weeksMet(good.id())).isEqualTo(6);
        assertThat(record.weeksMet(school.id())).isEqualTo(1);
        assertThat(record.weeksMissed(school.id())).isZero();
        assertThat(record.weeksUnreported(quiet.id())).isEqualTo(6);
    }

    private List<String> listed(Check check) {
        return consequences.listed(check.id()).stream()
                .map(one -> (one.result().organizationId() == school.id() ? "school " : "quiet ") + one.text())
                .toList();
    }

    private List<String> supervisions(Organization organization) {
        return jdbc.sql("select s.supervised_by || '/' || l.kind || '/'"
                        + " || case when l.mended_at is null then 'open' else 'mended' end"
                        + " from supervision s join supervision_lapse l on l.supervision_id = s.id"
                        + " where s.organization_id = ?")
                .param(organization.id())
                .query(String.class)
                .list();
    }

    @Test
    void the_rule_starts_with_the_first_full_week_and_a_week_is_begun_once() {
        Week week = new Week(LocalDate.of(2012, 8, 6));
        Organization onMonday = stage.school(ActivityStage.at(week.monday(), 9));
        Organization onSunday = stage.school(ActivityStage.at(week.monday().minusDays(1), 9));
        Check check = stage.begun(week);
        assertThat(opening.open(ActivityStage.UNIT, week)).isEmpty();
        check = stage.published(stage.decided(check));
        assertThat(results.published(onMonday.id(), week)).isEmpty();
        assertThat(result(onSunday, week).verdict()).isEqualTo(Verdict.UNREPORTED);
        // three days late: everybody has until the noon of the next working day
        clock.set(ActivityStage.at(LocalDate.of(2012, 8, 23), 15));
        long late = opening.open(ActivityStage.UNIT, week.plus(1)).orElseThrow();
        assertThat(checks.get(late).countsUntil()).isEqualTo(ActivityStage.at(LocalDate.of(2012, 8, 24), 12));
    }

    @Test
    void the_sweep_begins_a_week_when_it_is_over_once_and_catches_up_with_what_no_node_began() {
        Week over = new Week(LocalDate.of(2014, 5, 26));
        Week longAgo = new Week(LocalDate.of(2014, 3, 1).minusDays(5));
        try {
            clock.set(ActivityStage.at(over.sunday(), 23));
            opening.openDue();
            assertThat(checks.of(ActivityStage.UNIT, over)).as("not over yet").isEmpty();
            clock.set(over.ends().plusSeconds(300));
            assertThat(opening.openDue()).isPositive();
            assertThat(checks.of(ActivityStage.UNIT, over).orElseThrow()).satisfies(check -> {
                assertThat(check.countsUntil())
                        .isEqualTo(ActivityStage.at(over.plus(1).monday(), 12));
                assertThat(stage.running(check.key())).isTrue();
            });
            assertThat(opening.openDue())
                    .as("five minutes later, or on the other node")
                    .isZero();

            // no node ran for three weeks
            clock.set(ActivityStage.at(over.plus(4).monday().plusDays(1), 9));
            opening.openDue();
            for (int n = 1; n <= 3; n++) {
                assertThat(checks.of(ActivityStage.UNIT, over.plus(n))
                                .orElseThrow()
                                .countsUntil())
                        .as("everybody has until the noon of the next working day")
                        .isEqualTo(ActivityStage.at(over.plus(4).monday().plusDays(2), 12));
            }
            assertThat(checks.of(ActivityStage.UNIT, over.plus(4))).isEmpty();

            // no node ran for half a year: what is older than eight weeks is over
            clock.set(ActivityStage.at(over.plus(27).monday(), 9));
            opening.openDue();
            assertThat(checks.of(ActivityStage.UNIT, over.plus(19))).isPresent();
            assertThat(checks.of(ActivityStage.UNIT, over.plus(18))).isEmpty();
        } finally {
            stage.takeBack(longAgo, over.plus(27));
        }
    }
}
