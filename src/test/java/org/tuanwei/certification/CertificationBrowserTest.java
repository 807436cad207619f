package org.tuanwei.certification;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.activity.Check;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestPeople;

/** From the opened account over the weeks, one of them missed, to the certified one: four people, each in his browser. */
@EngineTest
class CertificationBrowserTest {

    private static final Week FIRST = new Week(LocalDate.of(2008, 3, 10));

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private Certifications certifications;

    @Autowired
    private Workflow workflow;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private MovableClock clock;

    private ActivityStage weeks;
    private CertificationStage stage;
    private Organization school;

    @BeforeAll
    static void start() {
        browser = Browser.start();
    }

    @AfterAll
    static void stop() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void aSchoolWithAnOpenedAccount() {
        weeks = beans.createBean(ActivityStage.class);
        stage = beans.createBean(CertificationStage.class);
        clock.set(ActivityStage.at(FIRST.monday().minusDays(5), 9));
        school = weeks.school(ActivityStage.at(FIRST.monday().minusDays(20), 9));
    }

    @AfterEach
    void today() {
        clock.back();
    }

    @Test
    void a_school_keeps_up_for_four_weeks_after_a_relapse_and_is_certified() {
        long caseId = stage.account(school).id();

        TasklistDesk owner = desk("school-" + school.code());
        Page page = owner.page();
        page.navigate(url("/cases/" + caseId));
        assertThat(card(page)).contains("还缺 3 项", "头像还没有审核生效", "联系人的邮箱还没有验证", "现在连续达标 0 周");
        stage.avatar(caseId);
        stage.proved(school.id());

        weeks.published(reported(owner, FIRST));
        assertThat(own(page)).contains("还缺 1 项", "现在连续达标 1 周").doesNotContain("头像还没有", "重新计");

        Week missed = FIRST.plus(1);
        week(missed, 2);
        assertThat(own(page)).contains("现在连续达标 0 周", missed.label() + "不活跃：原创 2 条，还差 3 条。连续周数从下一周重新计");
        page.click("[data-testid=certification] a:has-text('看各周结果')");
        assertThat(page.innerText("[data-testid=strip]")).contains("达标", "不活跃", "原创 2");

        for (int number = 2; number <= 5; number++) {
            week(FIRST.plus(number), 4 + number);
            String shown = own(page);
            assertThat(shown).contains(number < 5 ? "现在连续达标 " + (number - 1) + " 周" : "具备申请认证的条件");
            assertThat(page.locator("[data-testid=certification-apply]").count())
                    .as("applying is offered to whom it is open")
                    .isEqualTo(number < 5 ? 0 : 1);
        }

        page.fill("#certification-statement", "每周发布原创团学活动微博，与同学互动活跃，专人值守私信");
        page.click("[data-testid=certification-apply] button");
        page.waitForSelector("[data-testid=certification]:has-text('等待省级推荐')");
        assertThat(card(page)).contains("申请：已提出", "专人值守私信", "还剩 5 个工作日", "还没有签收");

        decide(ActivityStage.STAFF, CertificationProcess.RECOMMEND, "推荐");
        assertThat(own(page)).contains("等待中央复核", "省级推荐：推荐");
        decide("centre-staff", CertificationProcess.REVIEW, "同意，交腾讯认证");
        assertThat(own(page)).contains("等待腾讯认证", "中央复核：同意");
        decide("tencent", CertificationProcess.CERTIFY, "已认证");
        jobs.runDue(CertificationProcess.key(id()));

        assertThat(own(page)).contains("已认证", "腾讯认证：已认证");
        page.navigate(url("/cases/" + caseId));
        assertThat(page.content()).contains("列入公开的认证推荐名单");
        Page anybody = browser.person();
        anybody.navigate(url("/certified?q=" + school.code()));
        assertThat(anybody.innerText("main")).contains(school.name());
    }

    /** Nobody has said anything of the week until Monday: the school fills in its form before noon. */
    private Check reported(TasklistDesk owner, Week week) {
        Check check = weeks.begun(week);
        String code = school.code();
        String key = "report-" + school.id() + "-" + week.monday().toString().replace("-", "");
        TasklistDesk form = owner.claim(workflow.openTasks(key).get(0).taskId())
                .fill("本周原创微博", """
                        3月10日 http://t.qq.com/p/t/%1$s1 我校举行升旗仪式
                        3月11日 http://t.qq.com/p/t/%1$s2 青年志愿者招募
                        3月12日 http://t.qq.com/p/t/%1$s3 团支部风采展示
                        3月13日 http://t.qq.com/p/t/%1$s4 植树节活动
                        3月14日 http://t.qq.com/p/t/%1$s5 读书会预告
                        """.formatted(code))
                .fill("本周转发条数", "3");
        choose(form, "有").submit();
        return weeks.decided(check);
    }

    private void week(Week week, int originals) {
        weeks.tencentSays(school, week, originals, true);
        weeks.whole(week);
    }

    private void decide(String group, String key, String verdict) {
        choose(desk(group).claim(stage.task(id(), key).taskId()), verdict).submit();
    }

    /** The whole text of the option: the question holds it too. */
    private static TasklistDesk choose(TasklistDesk form, String option) {
        form.page()
                .locator(".fjs-form")
                .getByText(option, new Locator.GetByTextOptions().setExact(true))
                .click();
        return form;
    }

    private long id() {
        return certifications.living(school.id()).orElseThrow().id();
    }

    private String own(Page page) {
        page.navigate(url("/registry/" + school.code()));
        return card(page);
    }

    private static String card(Page page) {
        return page.innerText("[data-testid=certification]");
    }

    private TasklistDesk desk(String group) {
        return TasklistDesk.of(browser.person(), port, people.of(group));
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
