package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.mailbox.MailboxReader;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Postbox;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestSchools;

/** A wrong address in the browser: the link comes back through the real mailbox, the school mends it, picks up. */
@EngineTest
class BounceBrowserTest {

    private static final String PASSWORD = "Erst-Passwort-78";

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private TestSchools schools;

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

    @BeforeEach
    @AfterEach
    void emptyPostbox() {
        postbox.empty();
    }

    @Test
    void a_school_that_registered_a_wrong_address_mends_it_and_picks_its_account_up() {
        Walk walk = new Walk(browser, port, context);
        Organization school = schools.school();
        String wrong = "wrong" + school.code() + "@school.example";
        String right = "right" + school.code() + "@school.example";
        CaseFile file = walk.register(school, wrong, "上海市杨浦区测试路 3 号");
        walk.desk("province-310000-staff")
                .claim(walk.task(file, "account-opening.Task_Review"))
                .choose("通过")
                .submit();
        walk.settle(file);
        walk.issue(walk.desk("tencent"), file, "73" + school.code().substring(3), PASSWORD);
        walk.settle(file);

        // the provider takes the mail and sends it back later
        String link = postbox.newestTo(wrong, messageIdOf(file, "pickup-link"));
        postbox.put(Postbox.report(link, wrong, "failed", "5.0.0", "550 Mailbox not found"));
        assertThat(reader.round()).isEqualTo(1);
        walk.settle(file);
        walk.settle(file);
        int written = postbox.sentTo(wrong).size();

        TasklistDesk owner = walk.desk("school-" + school.code());
        Page page = owner.page();
        page.navigate(walk.url("/cases/" + file.id()));
        assertThat(page.innerText("[data-testid=now]")).contains("更正邮箱");
        assertThat(page.innerText("[data-testid=mails]")).contains("已退信：邮箱不存在");
        assertThat(page.innerText("[data-testid=bounces]")).contains("邮箱不存在", "wr***@school.example");
        owner.claim(walk.task(file, "credential-delivery.Task_CorrectAddress"))
                .fill("正确的电子邮箱", right)
                .fill("更正原因", "登记时写错了邮箱")
                .submit();
        walk.settle(file);

        Page proof = walk.visitor(linkIn(walk.mailTo(right, "/activate/")));
        proof.click("[data-testid=prove-mail]");
        assertThat(proof.innerText("[data-testid=mail-proved]")).contains("已确认");
        Page contact = walk.visitor(walk.pickupLink(right));
        contact.fill("#phrase", Walk.PHRASE);
        contact.click("[data-testid=pickup]");
        assertThat(contact.innerText("[data-testid=pickup-password]")).contains(PASSWORD);
        walk.settle(file);
        assertThat(walk.task(file, "credential-delivery.Task_ConfirmChanged")).isNotEmpty();
        assertThat(postbox.sentTo(wrong))
                .as("nothing more was written to the address that came back")
                .hasSize(written);
    }

    @Test
    void what_nobody_can_match_is_brought_to_its_case_by_people() {
        Walk walk = new Walk(browser, port, context);
        Organization school = schools.school();
        String email = "queue" + school.code() + "@school.example";
        CaseFile file = walk.register(school, email, "上海市杨浦区测试路 4 号");
        postbox.put(Postbox.report("no number of ours", email, "failed", "5.1.1", "550 5.1.1 User unknown"));
        assertThat(reader.round()).isEqualTo(1);

        Page centre = walk.desk("centre-staff").page();
        centre.navigate(walk.url("/bounces?state=OPEN&q=" + school.name()));
        centre.locator("[data-testid=bounce-list] a")
                .filter(new Locator.FilterOptions().setHasText("qu***@school.example"))
                .first()
                .click();
        assertThat(centre.innerText("[data-testid=bounce-facts]")).contains("无法归属", school.name());
        assertThat(centre.inputValue("#receipt"))
                .as("the guess is offered, not taken")
                .isEqualTo(file.receipt());
        centre.fill("#reason", "收件人和主题与该校的登记回执一致");
        centre.click("[data-testid=assign-submit]");
        assertThat(centre.innerText("[data-testid=notice]")).contains("已归到案件");
        walk.settle(file);
        walk.settle(file);
        assertThat(walk.task(file, "account-opening.Task_VerifyAddress")).isNotEmpty();
    }

    private String messageIdOf(CaseFile file, String kind) {
        return jdbc.sql("select message_id from mail where case_id = ? and kind = ? order by id desc limit 1")
                .params(file.id(), kind)
                .query(String.class)
                .single();
    }

    private static String linkIn(String text) {
        Matcher link = Pattern.compile("/activate/[A-Za-z0-9_-]+").matcher(text);
        assertThat(link.find()).isTrue();
        return link.group();
    }
}
