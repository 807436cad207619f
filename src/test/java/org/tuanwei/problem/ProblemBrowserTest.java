package org.tuanwei.problem;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.PickupPhrases;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.MailDelivery;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** Tencent refuses the data in a browser, the school mends them in Tasklist, and the case goes on to the number. */
@EngineTest
class ProblemBrowserTest {

    private static final String PHRASE = "春风化雨2026";
    private static final String ADDRESS = "上海市杨浦区测试路 1 号行政楼 201 室";

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private TestPeople people;

    @Autowired
    private TestSchools schools;

    @Autowired
    private Openings openings;

    @Autowired
    private PickupPhrases phrases;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Jobs jobs;

    @Autowired
    private MailDelivery delivery;

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

    @Test
    void data_that_tencent_refuses_are_mended_by_the_school_and_the_number_arrives() {
        Organization school = schools.school();
        CaseFile file = atTencent(school);
        TasklistDesk tencent = TasklistDesk.of(browser.person(), port, people.of("tencent"));
        tencent.claim(task(file, ProblemProcess.ISSUE)).follow("打开");
        Page objection = tencent.page();
        objection.check("#kind-DATA_INCOMPLETE");
        objection.fill("#text", "通信地址缺少门牌号和房间号");
        objection.click("[data-testid=object-data]");
        objection.waitForURL(address -> !address.contains("/credentials"));
        settle(file);

        TasklistDesk owner = TasklistDesk.of(browser.person(), port, people.of("school-" + school.code()));
        owner.claim(task(file, ProblemProcess.CORRECT));
        assertThat(owner.page().locator(".fjs-form").innerText()).contains("通信地址缺少门牌号和房间号");
        assertThat(owner.page().locator("[data-testid=raise-problem]").isVisible())
                .as("whatever task is open, a problem can be raised from Tasklist")
                .isTrue();
        owner.fill("通信地址", ADDRESS).submit();
        settle(file);

        Page thread = owner.page();
        long problem = onlyProblem(file);
        thread.navigate("http://localhost:" + port + "/problems/" + problem);
        assertThat(thread.innerText("[data-testid=corrections]")).contains("通信地址", ADDRESS);
        assertThat(thread.innerText("[data-testid=problem-state]")).contains("待确认");

        tencent.claim(task(file, ProblemProcess.ISSUE)).follow("打开");
        Page issue = tencent.page();
        Map.of(
                        "qqNumber",
                        "73" + school.code().substring(3),
                        "password",
                        "Erst-Passwort-77",
                        "passwordAgain",
                        "Erst-Passwort-77")
                .forEach((field, text) -> issue.fill("#" + field, text));
        issue.click("[data-testid=issue-credentials]");
        issue.waitForURL(address -> !address.contains("/credentials"));
        settle(file);

        assertThat(workflow.openTasks(file.id()))
                .extracting(open -> open.key())
                .containsExactly(ProblemProcess.AWAIT_PICK_UP);
        thread.navigate("http://localhost:" + port + "/cases/" + file.id());
        assertThat(thread.innerText("[data-testid=mails]")).contains("请领取官方微博号码");
        assertThat(thread.innerText("[data-testid=problems]")).contains("已在别处了结");
    }

    private CaseFile atTencent(Organization school) {
        openings.register(
                school,
                CaseFile.TENCENT_WEIBO,
                new RegistrationEntry(
                        new ContactDetails(
                                "林溪",
                                "团委书记",
                                null,
                                "19900007702",
                                "refused" + school.code() + "@school.example",
                                "上海市杨浦区测试路 1 号",
                                "200000"),
                        false,
                        null,
                        null));
        phrases.set(school.id(), PHRASE);
        CaseFile file = cases.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
        settle(file);
        String review = task(file, "account-opening.Task_Review");
        people.run("province-310000-staff", () -> workflow.complete(review, Map.of("decision", "approve")));
        settle(file);
        return file;
    }

    private long onlyProblem(CaseFile file) {
        return workflow.openTasks(file.id()).stream()
                .filter(open -> open.key().equals(ProblemProcess.CONFIRM))
                .map(ProblemProcess::problemId)
                .findFirst()
                .orElseThrow();
    }

    private void settle(CaseFile file) {
        jobs.runDue(file.id());
        delivery.sweep();
    }

    private String task(CaseFile file, String key) {
        return workflow.openTasks(file.id()).stream()
                .filter(open -> open.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not open"))
                .taskId();
    }
}
