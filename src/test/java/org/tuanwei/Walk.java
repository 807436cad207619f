package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.mail.MailProperties;
import org.springframework.context.ApplicationContext;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.MailDelivery;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.ScriptedSmtp;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestPeople;

/** What the walks through a case in the browser have in common: the people, their pages, the mails they get. */
final class Walk {

    static final String PHRASE = "春风化雨2026";

    private final Browser browser;
    private final int port;
    private final TestPeople people;
    private final CaseFiles cases;
    private final Workflow workflow;
    private final Jobs jobs;
    private final MailDelivery delivery;
    private final MailProperties mailServer;
    private final GreenMail mailbox;

    Walk(Browser browser, int port, ApplicationContext context) {
        this.browser = browser;
        this.port = port;
        people = context.getBean(TestPeople.class);
        cases = context.getBean(CaseFiles.class);
        workflow = context.getBean(Workflow.class);
        jobs = context.getBean(Jobs.class);
        delivery = context.getBean(MailDelivery.class);
        mailServer = context.getBean(MailProperties.class);
        mailbox = context.getBean(GreenMail.class);
    }

    /** Somebody of this group, signed in, in a browser of his own. */
    TasklistDesk desk(String group) {
        return TasklistDesk.of(browser.person(), port, people.of(group));
    }

    /** A page without signing in. */
    Page visitor(String path) {
        Page page = browser.person();
        page.navigate(url(path));
        return page;
    }

    String url(String path) {
        return "http://localhost:" + port + path;
    }

    /** Registers at the public door; returns the case that has come into being. */
    CaseFile register(Organization school, String email, String address) {
        Page page = visitor("/register");
        page.fill("[data-testid=school-search]", school.name());
        page.locator("[data-testid=school-hit]").first().click();
        Map.of(
                        "contactName", "林溪",
                        "mobile", "19900007701",
                        "email", email,
                        "address", address,
                        "postcode", "200000",
                        "phrase", PHRASE,
                        "phraseAgain", PHRASE)
                .forEach((field, text) -> page.fill("#" + field, text));
        page.check("#consent");
        page.click("[data-testid=register]");
        page.waitForURL("**/register/done");
        CaseFile file =
                cases.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow(() -> new AssertionError("no case"));
        settle(file);
        return file;
    }

    /** Tencent's page: number and initial password. */
    void issue(TasklistDesk tencent, CaseFile file, String qqNumber, String password) {
        tencent.claim(task(file, "credential-delivery.Task_IssueCredentials")).follow("打开");
        Page page = tencent.page();
        page.fill("#qqNumber", qqNumber);
        page.fill("#password", password);
        page.fill("#passwordAgain", password);
        page.click("[data-testid=issue-credentials]");
        page.waitForURL(address -> !address.contains("/credentials"));
    }

    /** Opens the upload page of the avatar from its task and has the picture judged. */
    Page judgeAvatar(TasklistDesk owner, CaseFile file, byte[] picture) {
        owner.claim(task(file, "avatar-setup.Task_Upload")).follow("打开");
        Page page = owner.page();
        page.setInputFiles("[data-testid=avatar-file]", new FilePayload("tuanhui.jpg", "image/jpeg", picture));
        page.click("[data-testid=avatar-upload]");
        page.waitForSelector("[data-testid=avatar-verdict]");
        return page;
    }

    /** From the good picture to the account in operation. */
    void finish(TasklistDesk owner, TasklistDesk province, CaseFile file, byte[] goodPicture) {
        Page page = judgeAvatar(owner, file, goodPicture);
        page.click("[data-testid=avatar-confirm]");
        page.waitForURL(address -> !address.contains("/avatar"));
        settle(file);
        province.claim(task(file, "avatar-setup.Task_ReviewAvatar"))
                .choose("通过")
                .submit();
        settle(file);
        owner.claim(task(file, "avatar-setup.Task_Publish"))
                .fill("地址", "http://t.qq.com/tw" + file.organizationCode())
                .submit();
        settle(file);
        owner.claim(task(file, "account-opening.Task_FilePlan"))
                .fill("负责人", "苏明远")
                .fill("替补", "叶知秋")
                .fill("时间", "工作日 8:30—17:30")
                .fill("安排", "每周不少于五条原创，专人每天查看三次私信和邮箱")
                .submit();
        settle(file);
        assertThat(cases.get(file.id()).state()).isEqualTo(CaseFile.State.OPEN);
    }

    /** Lets the background do its part: jobs of the case, then the mails. */
    void settle(CaseFile file) {
        jobs.runDue(file.id());
        delivery.sweep();
        jobs.runDue(file.id());
    }

    /** As {@link #settle}, but the next mail is refused for good by the mail server of its recipient. */
    void settleWithRefusal(CaseFile file) {
        int usual = mailServer.getPort();
        try (ScriptedSmtp server = new ScriptedSmtp()) {
            server.answer(ScriptedSmtp.Stage.RCPT, "550 5.1.1 User unknown");
            mailServer.setPort(server.port());
            settle(file);
        } finally {
            mailServer.setPort(usual);
        }
    }

    String task(CaseFile file, String key) {
        return workflow.openTasks(file.id()).stream()
                .filter(task -> task.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new AssertionError(key + " is not open, but " + workflow.openTasks(file.id())))
                .taskId();
    }

    /** The newest pick-up link that was mailed to this address, as a path. */
    String pickupLink(String email) {
        Matcher link = Pattern.compile("/pickup/[A-Za-z0-9_-]+").matcher(mailTo(email, "/pickup/"));
        assertThat(link.find()).isTrue();
        return link.group();
    }

    /** The newest mail to this address that holds the text. */
    String mailTo(String email, String part) {
        List<String> mails = Arrays.stream(mailbox.getReceivedMessages())
                .filter(mail -> recipients(mail).contains(email))
                .map(Walk::text)
                .filter(text -> text.contains(part))
                .toList();
        assertThat(mails).as("mails to %s with %s", email, part).isNotEmpty();
        return mails.get(mails.size() - 1);
    }

    private static String recipients(MimeMessage mail) {
        try {
            return GreenMailUtil.getAddressList(mail.getAllRecipients());
        } catch (MessagingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static String text(MimeMessage mail) {
        try {
            return mail.getSubject() + "\n" + mail.getContent();
        } catch (MessagingException | IOException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
