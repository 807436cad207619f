package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.MailDelivery;
import org.tuanwei.mailbox.MailboxReader;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.Postbox;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** A wrong address in the browser: the link comes back through the real mailbox, the school mends it, picks up. */
@EngineTest
class BounceBrowserTest {

    private static final String PHRASE = "秋水长天2026";
    private static final String PASSWORD = "Erst-Passwort-78";

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private TestPeople people;

    @Autowired
    private TestSchools schools;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Workflow workflow;

    @Autowired
    private Jobs jobs;

    @Autowired
    private MailDelivery delivery;

    @Autowired
    private MailboxReader reader;

    @Autowired
    private Postbox postbox;

    @Autowired
    private JdbcClient jdbc;

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
    void emptyPostbox() {
        postbox.empty();
    }

    @Test
    void a_school_that_registered_a_wrong_address_mends_it_and_picks_its_account_up() {
        postbox.empty();
        Organization school = schools.school();
        String wrong = "wrong" + school.code() + "@school.example";
        String right = "right" + school.code() + "@school.example";
        registerAtThePublicDoor(school, wrong);
        CaseFile file = cases.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
        settle(file);
        TasklistDesk province = TasklistDesk.of(browser.person(), port, people.of("province-310000-staff"));
        province.claim(task(file, "account-opening.Task_Review")).choose("通过").submit();
        settle(file);
        issue(file, school);

        // the provider takes the mail and sends it back later
        String link = postbox.newestTo(wrong, messageIdOf(file, "pickup-link"));
        postbox.put(Postbox.report(link, wrong, "failed", "5.0.0", "550 Mailbox not found"));
        assertThat(reader.round()).isEqualTo(1);
        settle(file);
        int written = postbox.sentTo(wrong).size();

        TasklistDesk owner = TasklistDesk.of(browser.person(), port, people.of("school-" + school.code()));
        Page page = owner.page();
        page.navigate("http://localhost:" + port + "/cases/" + file.id());
        assertThat(page.innerText("[data-testid=now]")).contains("更正邮箱");
        assertThat(page.innerText("[data-testid=mails]")).contains("已退信：邮箱不存在");
        assertThat(page.innerText("[data-testid=bounces]")).contains("邮箱不存在", "wr***@school.example");
        owner.claim(task(file, "credential-delivery.Task_CorrectAddress"))
                .fill("邮箱", right)
                .fill("原因", "登记时写错了邮箱")
                .submit();
        settle(file);

        prove(right);
        Page contact = browser.person();
        contact.navigate("http://localhost:" + port + linkIn(postbox.textTo(right, "/pickup/"), "/pickup/"));
        contact.fill("#phrase", PHRASE);
        contact.click("[data-testid=pickup]");
        assertThat(contact.innerText("[data-testid=pickup-password]")).contains(PASSWORD);
        settle(file);
        assertThat(workflow.openTasks(file.id()))
                .anyMatch(one -> one.key().equals("credential-delivery.Task_ConfirmChanged"));

        assertThat(postbox.sentTo(wrong))
                .as("nothing more was written to the address that came back")
                .hasSize(written);
    }

    @Test
    void what_nobody_can_match_is_brought_to_its_case_by_people() {
        postbox.empty();
        Organization school = schools.school();
        String email = "queue" + school.code() + "@school.example";
        registerAtThePublicDoor(school, email);
        CaseFile file = cases.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
        settle(file);
        postbox.put(Postbox.report("没有我们编号的邮件", email, "failed", "5.1.1", "550 5.1.1 User unknown"));
        assertThat(reader.round()).isEqualTo(1);

        Page centre = TasklistDesk.of(browser.person(), port, people.of("centre-staff"))
                .page();
        centre.navigate("http://localhost:" + port + "/bounces?state=OPEN");
        centre.locator("[data-testid=bounce-list] a")
                .filter(new com.microsoft.playwright.Locator.FilterOptions().setHasText("qu***@school.example"))
                .first()
                .click();
        assertThat(centre.innerText("[data-testid=bounce-facts]")).contains("无法归属", school.name());
        assertThat(centre.inputValue("#receipt"))
                .as("the guess is offered, not taken")
                .isEqualTo(file.receipt());
        centre.fill("#reason", "收件人和主题与该校的登记回执一致");
        centre.click("[data-testid=assign-submit]");
        assertThat(centre.innerText("[data-testid=notice]")).contains("已归到案件");
        settle(file);
        assertThat(workflow.openTasks(file.id()))
                .anyMatch(one -> one.key().equals("account-opening.Task_VerifyAddress"));
    }

    private void registerAtThePublicDoor(Organization school, String email) {
        Page page = browser.person();
        page.navigate("http://localhost:" + port + "/register");
        page.fill("[data-testid=school-search]", school.name());
        page.locator("[data-testid=school-hit]").first().click();
        Map.of(
                        "contactName", "叶知秋",
                        "mobile", "19900007703",
                        "email", email,
                        "address", "上海市杨浦区测试路 3 号",
                        "postcode", "200000",
                        "phrase", PHRASE,
                        "phraseAgain", PHRASE)
                .forEach((field, text) -> page.fill("#" + field, text));
        page.check("#consent");
        page.click("[data-testid=register]");
        page.waitForURL("**/register/done");
    }

    private void issue(CaseFile file, Organization school) {
        TasklistDesk tencent = TasklistDesk.of(browser.person(), port, people.of("tencent"));
        tencent.claim(task(file, "credential-delivery.Task_IssueCredentials")).follow("打开");
        Page issue = tencent.page();
        issue.fill("#qqNumber", "72" + school.code().substring(3));
        issue.fill("#password", PASSWORD);
        issue.fill("#passwordAgain", PASSWORD);
        issue.click("[data-testid=issue-credentials]");
        issue.waitForURL(address -> !address.contains("/credentials"));
        settle(file);
    }

    /** The holder of the new address follows the test mail. */
    private void prove(String email) {
        Page page = browser.person();
        page.navigate("http://localhost:" + port + linkIn(postbox.textTo(email, "/activate/"), "/activate/"));
        page.click("[data-testid=prove-mail]");
        assertThat(page.innerText("[data-testid=mail-proved]")).contains("已确认");
    }

    private String messageIdOf(CaseFile file, String kind) {
        return jdbc.sql("select message_id from mail where case_id = ? and kind = ? order by id desc limit 1")
                .params(file.id(), kind)
                .query(String.class)
                .single();
    }

    private void settle(CaseFile file) {
        delivery.sweep();
        jobs.runDue(file.id());
        delivery.sweep();
    }

    private String task(CaseFile file, String key) {
        return workflow.openTasks(file.id()).stream()
                .filter(task -> task.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not open"))
                .taskId();
    }

    private static String linkIn(String text, String path) {
        Matcher link = Pattern.compile(path + "[A-Za-z0-9_-]+").matcher(text);
        assertThat(link.find()).isTrue();
        return link.group();
    }
}
