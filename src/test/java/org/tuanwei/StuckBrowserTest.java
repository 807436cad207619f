package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseRouting;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.stuck.StuckSweep;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestSchools;

/** A supervisor finds a stuck case in Cockpit, urges it; the school sees who urged, does its task; the red is gone. */
@EngineTest
class StuckBrowserTest {

    private static final String COCKPIT = "/camunda/app/cockpit/default/";

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private TestSchools schools;

    @Autowired
    private CaseFiles files;

    @Autowired
    private CaseRouting routing;

    @Autowired
    private Contacts contacts;

    @Autowired
    private Workflow workflow;

    @Autowired
    private StuckSweep sweep;

    @Autowired
    private MovableClock clock;

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

    @AfterEach
    void now() {
        clock.back();
    }

    @Test
    void aStuckCaseIsFoundUrgedDoneAndNoLongerStuck() {
        Walk walk = new Walk(browser, port, context);
        CaseFile file = aProblemTheSchoolLetsLie(schools.school());
        sweep.sweep();

        TasklistDesk supervisor = walk.desk("supervisor-310000");
        Page cockpit = supervisor.page();
        cockpit.navigate(walk.url(COCKPIT + "#/stuck"));
        cockpit.fill("[data-testid=stuck-search]", file.receipt());
        cockpit.click("[data-testid=stuck-filter]");
        cockpit.waitForURL("**/#/stuck?q=*");
        cockpit.waitForSelector("[data-testid=stuck-total]");
        assertThat(cockpit.innerText("[data-testid=stuck-list]"))
                .contains(file.organizationName(), "高校", "学校更正资料", "逾期");
        cockpit.locator("[data-testid=stuck-instance]").first().click();

        cockpit.waitForSelector("[data-testid=case-tab]");
        assertThat(cockpit.innerText("[data-testid=case-stuck]")).contains("正等高校办理");
        assertThat(cockpit.innerText("[data-testid=case-waits]")).contains("学校更正资料", "逾期");
        assertThat(cockpit.innerText("[data-testid=case-days]")).contains("高校");
        cockpit.waitForSelector("[data-container-id=Task_SchoolCorrect] .instance-incidents");
        cockpit.fill("[data-testid=urge-text]", "请本周内更正地址");
        cockpit.click("[data-testid=urge]");
        cockpit.waitForSelector("[data-testid=urged]");
        assertThat(cockpit.innerText("[data-testid=case-urges]")).contains("请本周内更正地址");
        walk.settle(file);

        TasklistDesk school = walk.desk("school-" + file.organizationCode());
        school.claim(walk.task(file, "partner-problem.Task_SchoolCorrect"));
        school.page().waitForSelector("[data-testid=beside-form]");
        assertThat(school.page().innerText("[data-testid=beside-form]")).contains("逾期", "系统默认", "请本周内更正地址");
        school.fill("联系人", "林溪")
                .fill("手机", "19900007702")
                .fill("电子邮箱", "stuck" + file.organizationCode() + "@school.example")
                .fill("通信地址", "上海市杨浦区测试路 9 号团委办公室")
                .submit();
        walk.settle(file);

        cockpit.navigate(walk.url(COCKPIT + "#/stuck?q=" + file.receipt() + "&party=SCHOOL"));
        cockpit.waitForSelector("[data-testid=stuck-empty]");
        assertThat(cockpit.innerText("[data-testid=stuck-empty]")).contains("没有符合这些条件的滞留案件");
    }

    private CaseFile aProblemTheSchoolLetsLie(Organization school) {
        clock.runAhead(Duration.ofDays(-30));
        contacts.record(
                school.id(),
                new ContactDetails(
                        "林溪",
                        null,
                        null,
                        "19900007702",
                        "stuck" + school.code() + "@school.example",
                        "上海市测试路 9 号",
                        null),
                "registration");
        CaseFile file = files.open(school, CaseFile.TENCENT_WEIBO).caseFile();
        Map<String, Object> facts = routing.of(file);
        facts.put("initiatorGroup", "tencent");
        facts.put("problemKind", "ADDRESS_INVALID");
        facts.put("problemText", "通信地址缺少门牌号");
        workflow.startByMessage("partner-problem.opened", file.id(), file.unitCode(), facts);
        clock.back();
        // the main case is in time: only the problem lies
        Map<String, Object> opening = routing.of(file);
        opening.put("registered", false);
        workflow.start("account-opening", file.id(), file.unitCode(), opening);
        return file;
    }
}
