package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.microsoft.playwright.Page;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.MailDelivery;
import org.tuanwei.organization.Organization;
import org.tuanwei.picture.Pictures;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** Five people take a school from no information to an opened account, each in a browser of his own. */
@EngineTest
class MainPathBrowserTest {

    private static final String PHRASE = "春风化雨2026";
    private static final String PASSWORD = "Erst-Passwort-77";

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
    private GreenMail mailbox;

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
    void a_school_is_taken_from_no_information_to_an_opened_account(@TempDir Path folder) throws Exception {
        Organization school = schools.school();
        String email = "main" + school.code() + "@school.example";

        registerAtThePublicDoor(school, email);
        CaseFile file = cases.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
        settle(file);
        assertThat(mailTo(email, file.receipt())).contains(school.name());

        TasklistDesk province = TasklistDesk.of(browser.person(), port, people.of("province-310000-staff"));
        province.claim(task(file, "account-opening.Task_Review")).choose("通过").submit();
        settle(file);

        TasklistDesk tencent = TasklistDesk.of(browser.person(), port, people.of("tencent"));
        tencent.claim(task(file, "credential-delivery.Task_IssueCredentials")).follow("打开");
        Page issue = tencent.page();
        issue.fill("#qqNumber", "71" + school.code().substring(3));
        issue.fill("#password", PASSWORD);
        issue.fill("#passwordAgain", PASSWORD);
        issue.click("[data-testid=issue-credentials]");
        issue.waitForURL(address -> !address.contains("/credentials"));
        settle(file);

        Page contact = browser.person();
        contact.navigate("http://localhost:" + port + pickupLink(email));
        contact.fill("#phrase", PHRASE);
        contact.click("[data-testid=pickup]");
        assertThat(contact.innerText("[data-testid=pickup-password]")).contains(PASSWORD);
        settle(file);

        TasklistDesk owner = TasklistDesk.of(browser.person(), port, people.of("school-" + school.code()));
        owner.claim(task(file, "credential-delivery.Task_ConfirmChanged"))
                .choose("已")
                .submit();
        settle(file);
        uploadAvatar(owner, file, folder);
        settle(file);
        province.claim(task(file, "avatar-setup.Task_ReviewAvatar"))
                .choose("通过")
                .submit();
        settle(file);
        owner.claim(task(file, "avatar-setup.Task_Publish"))
                .fill("地址", "http://t.qq.com/tw" + school.code())
                .submit();
        settle(file);
        owner.claim(task(file, "account-opening.Task_FilePlan"))
                .fill("负责人", "苏明远")
                .fill("替补", "叶知秋")
                .fill("时间", "工作日 8:30—17:30")
                .fill("安排", "每周不少于五条原创，专人每天查看三次私信和邮箱")
                .submit();
        settle(file);

        Page centre = TasklistDesk.of(browser.person(), port, people.of("centre-staff"))
                .page();
        centre.navigate("http://localhost:" + port + "/cases/" + file.id());
        assertThat(centre.innerText("[data-testid=now]")).contains("账号已开通");
        assertThat(centre.content()).doesNotContain(PASSWORD);
        assertThat(cases.get(file.id()).state()).isEqualTo(CaseFile.State.OPEN);
    }

    private void registerAtThePublicDoor(Organization school, String email) {
        Page page = browser.person();
        page.navigate("http://localhost:" + port + "/register");
        page.fill("[data-testid=school-search]", school.name());
        page.locator("[data-testid=school-hit]").first().click();
        Map.of(
                        "contactName", "林溪",
                        "mobile", "19900007701",
                        "email", email,
                        "address", "上海市杨浦区测试路 1 号",
                        "postcode", "200000",
                        "phrase", PHRASE,
                        "phraseAgain", PHRASE)
                .forEach((field, text) -> page.fill("#" + field, text));
        page.check("#consent");
        page.click("[data-testid=register]");
        page.waitForURL("**/register/done");
    }

    private void uploadAvatar(TasklistDesk owner, CaseFile file, Path folder) throws IOException {
        owner.claim(task(file, "avatar-setup.Task_Upload")).follow("打开");
        Page page = owner.page();
        Path picture = Files.write(folder.resolve("tuanhui.png"), Pictures.good());
        page.setInputFiles("[data-testid=avatar-file]", picture);
        page.click("[data-testid=avatar-upload]");
        page.click("[data-testid=avatar-confirm]");
        page.waitForURL(address -> !address.contains("/avatar"));
    }

    /** Lets the background do its part: jobs of the case, then the mails. */
    private void settle(CaseFile file) {
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

    private String pickupLink(String email) {
        Matcher link = Pattern.compile("/pickup/[A-Za-z0-9_-]+").matcher(mailTo(email, "/pickup/"));
        assertThat(link.find()).isTrue();
        return link.group();
    }

    private String mailTo(String email, String part) {
        return Arrays.stream(mailbox.getReceivedMessages())
                .filter(mail -> GreenMailUtil.getAddressList(recipients(mail)).contains(email))
                .map(MainPathBrowserTest::text)
                .filter(text -> text.contains(part))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no mail to " + email));
    }

    private static jakarta.mail.Address[] recipients(MimeMessage mail) {
        try {
            return mail.getAllRecipients();
        } catch (jakarta.mail.MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String text(MimeMessage mail) {
        try {
            return mail.getSubject() + "\n" + mail.getContent();
        } catch (jakarta.mail.MessagingException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
