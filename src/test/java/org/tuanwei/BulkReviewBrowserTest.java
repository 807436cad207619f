package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.RuntimeService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.OrganizationChanges.NewSchool;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestPeople;

/** A unit judges fifty registrations: two officers at once, three returned, forty-seven approved, each exactly once. */
@EngineTest
class BulkReviewBrowserTest {

    private static final String UNIT = "630000";
    private static final String STAFF = "province-" + UNIT + "-staff";
    private static final String NAME = "高原并行学院";
    private static final int MANY = 50;

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private OrganizationChanges tree;

    @Autowired
    private Openings openings;

    @Autowired
    private CaseFiles files;

    @Autowired
    private TestPeople people;

    @Autowired
    private RuntimeService runtime;

    @Autowired
    private JdbcClient jdbc;

    private final List<Long> cases = new ArrayList<>();

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

    /** Fifty cases that nobody goes on with would slow every later test. */
    @AfterEach
    void over() {
        for (long id : cases) {
            runtime.createProcessInstanceQuery()
                    .processInstanceBusinessKey(Long.toString(id))
                    .rootProcessInstances()
                    .list()
                    .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test"));
            files.end(id, "已撤回");
        }
    }

    @Test
    void fifty_registrations_are_judged_by_two_officers_at_once() {
        for (int number = 1; number <= MANY; number++) {
            cases.add(registered(number));
        }
        Page one = TasklistDesk.of(browser.person(), port, people.of(STAFF)).page();
        Page two =
                TasklistDesk.of(browser.person(), port, people.colleague(STAFF)).page();
        one.navigate(url("/desk"));
        one.locator("[data-testid=to-reviews] a").first().click();
        assertThat(one.innerText("[data-testid=review-total]")).isEqualTo("共 50 项");
        two.navigate(url("/tasks/reviews/registrations"));

        returnedFromItsPage(one, two);
        returnedFromTheList(two, NAME + "02");
        returnedFromTheList(two, NAME + "03");

        for (Page page : List.of(one, two)) {
            page.navigate(url("/tasks/reviews/registrations"));
            page.click("[data-testid=review-all-clean]");
            assertThat(page.innerText("[data-testid=preview-sound]")).isEqualTo("47");
        }
        // both press while the other's work is under way
        for (Page page : List.of(one, two)) {
            page.evaluate(
                    "() => setTimeout(() => document.querySelector('[data-testid=review-approve]').click(), 100)");
        }
        for (Page page : List.of(one, two)) {
            page.waitForURL("**/results/**");
        }

        int byOne = Integer.parseInt(one.innerText("[data-testid=batch-done]"));
        int byTwo = Integer.parseInt(two.innerText("[data-testid=batch-done]"));
        assertThat(byOne + byTwo).isEqualTo(47);
        assertThat(others(one, "同事" + STAFF))
                .as("the first sees what the second did")
                .isEqualTo(byTwo);
        assertThat(others(two, "测试" + STAFF)).isEqualTo(byOne);
        assertThat(verdicts("APPROVE")).isEqualTo(47);
        assertThat(verdicts("RETURN")).isEqualTo(3);
        assertThat(jdbc.sql("select count(*) from case_event where case_id = any(:cases) and kind = 'opening.approved'")
                        .param("cases", cases.toArray(Long[]::new))
                        .query(Integer.class)
                        .single())
                .as("each is told once")
                .isEqualTo(47);
        one.navigate(url("/tasks/reviews/registrations"));
        assertThat(one.innerText("main")).contains("没有待审核的登记资料");
    }

    /** Opened by the first, seen by the second, returned with its reason. */
    private void returnedFromItsPage(Page one, Page two) {
        row(one, NAME + "01").locator("[data-testid=open]").click();
        one.waitForSelector("[data-testid=decide]");
        assertThat(one.innerText("main")).contains("parallel1@free.example");
        two.reload();
        assertThat(row(two, NAME + "01").locator("[data-testid=looked-at]").innerText())
                .contains("测试" + STAFF + "正在看");
        assertThat(row(two, NAME + "01").locator("input[type=checkbox]").isDisabled())
                .isTrue();
        one.check("#return");
        one.fill("#reason", "请换成学校团委的工作邮箱");
        one.click("[data-testid=decide]");
        assertThat(one.innerText("[data-testid=notice]")).contains(NAME + "01：已退回");
    }

    private static void returnedFromTheList(Page page, String school) {
        Locator row = row(page, school);
        row.locator("summary").click();
        row.locator("textarea").fill("通信地址请写到门牌号");
        row.locator("[data-testid=return]").click();
        page.locator("[data-testid=notice]")
                .filter(new Locator.FilterOptions().setHasText(school))
                .waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.VISIBLE));
    }

    private static Locator row(Page page, String school) {
        return page.locator("[data-testid=reviews] tbody tr").filter(new Locator.FilterOptions().setHasText(school));
    }

    private static int others(Page page, String name) {
        return page.locator("[data-testid=batch-lines] td:nth-child(2)")
                .filter(new Locator.FilterOptions().setHasText("已由" + name))
                .count();
    }

    private int verdicts(String decision) {
        return jdbc.sql("select count(*) from registration_review where case_id = any(:cases) and decision = :decision")
                .param("cases", cases.toArray(Long[]::new))
                .param("decision", decision)
                .query(Integer.class)
                .single();
    }

    private long registered(int number) {
        Organization school = tree.addSchool(
                new NewSchool(
                        "4963000%03d".formatted(number), NAME + "%02d".formatted(number), "普通高校", UNIT, "西宁市", "本科"),
                new Approval("测试需要", "t", "t"));
        openings.register(
                school,
                CaseFile.TENCENT_WEIBO,
                new RegistrationEntry(
                        new ContactDetails(
                                "林溪",
                                "团委书记",
                                "55500001",
                                "198000002%02d".formatted(number),
                                "parallel" + number + "@free.example",
                                "青海省西宁市测试路 1 号团委",
                                "810000"),
                        false,
                        null,
                        null));
        return files.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow().id();
    }

    private String url(String path) {
        return "http://localhost:" + port + path;
    }
}
