package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.organization.Organization;
import org.tuanwei.picture.Pictures;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestSchools;

/** Everything goes wrong that the notice complains of (C4, C7, C8, C11), and the account is opened all the same. */
@EngineTest
class WorstPathBrowserTest {

    private static final String PASSWORD = "Zweit-Passwort-78";

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private TestSchools schools;

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
    void today() {
        clock.back();
    }

    @Test
    void wrong_data_a_wrong_mail_an_expired_link_and_a_blurred_avatar_are_all_mended() {
        Walk walk = new Walk(browser, port, context);
        Organization school = schools.school();
        String owners = "school-" + school.code();
        String wrong = "gone" + school.code() + "@school.example";
        String right = "right" + school.code() + "@school.example";

        CaseFile file = walk.register(school, wrong, "上海市杨浦区旧测试路 9 号");
        returnedAndCorrected(walk, file, wrong);
        TasklistDesk province = walk.desk("province-310000-staff");
        province.claim(walk.task(file, "account-opening.Task_Review"))
                .choose("通过")
                .submit();
        walk.settle(file);

        walk.issue(walk.desk("tencent"), file, "72" + school.code().substring(3), PASSWORD);
        walk.settleWithRefusal(file);
        mailCorrected(walk, file, owners, right);

        clock.runAhead(Duration.ofDays(15));
        walk.settle(file);
        fetchedThroughAFreshLink(walk, file, right);

        TasklistDesk owner = walk.desk(owners);
        owner.claim(walk.task(file, "credential-delivery.Task_ConfirmChanged"))
                .choose("已")
                .submit();
        walk.settle(file);
        province = walk.desk("province-310000-staff");
        blurredAndSentBack(walk, file, owner, province);
        walk.finish(owner, province, file, Pictures.good());

        Page own = owner.page();
        own.navigate(walk.url("/cases/" + file.id()));
        assertThat(own.innerText("[data-testid=now]")).contains("账号已开通");
        assertThat(own.innerText("main"))
                .as("the story tells every detour in words")
                .contains("是旧校区的", "User unknown", "看不清团徽")
                .doesNotContain(PASSWORD);
    }

    private static void returnedAndCorrected(Walk walk, CaseFile file, String email) {
        walk.desk("province-310000-staff")
                .claim(walk.task(file, "account-opening.Task_Review"))
                .choose("退回")
                .fill("退回原因", "通信地址是旧校区的，请写行政楼")
                .submit();
        walk.settle(file);
        assertThat(walk.mailTo(email, "是旧校区的")).contains(file.receipt());

        Page school = walk.visitor("/receipts");
        school.fill("[name=receipt]", file.receipt());
        school.fill("[name=phrase]", Walk.PHRASE);
        school.click("[data-testid=look-up]");
        assertThat(school.innerText("[data-testid=return-reason]")).contains("通信地址是旧校区的，请写行政楼");
        school.fill("#address", "上海市杨浦区测试路 399 号行政楼 201 室");
        school.click("[data-testid=correct]");
        school.waitForURL("**/receipts/done");
        walk.settle(file);
    }

    private static void mailCorrected(Walk walk, CaseFile file, String owners, String right) {
        TasklistDesk owner = walk.desk(owners);
        owner.claim(walk.task(file, "credential-delivery.Task_CorrectAddress"));
        assertThat(owner.page().innerText(".fjs-form")).contains("没有送到");
        owner.fill("正确的电子邮箱", right).fill("更正原因", "原邮箱已停用").submit();
        walk.settle(file);
    }

    private static void fetchedThroughAFreshLink(Walk walk, CaseFile file, String email) {
        Page contact = walk.visitor(walk.pickupLink(email));
        assertThat(contact.innerText("main")).contains("链接已过期");
        contact.click("[data-testid=pickup-resend]");
        contact.waitForSelector("[data-testid=pickup-resent]");
        walk.settle(file);
        contact.navigate(walk.url(walk.pickupLink(email)));
        contact.fill("#phrase", "记错的口令2025");
        contact.click("[data-testid=pickup]");
        assertThat(contact.innerText("[data-testid=pickup-wrong]")).contains("还可以再试 4 次");
        contact.fill("#phrase", Walk.PHRASE);
        contact.click("[data-testid=pickup]");
        assertThat(contact.innerText("[data-testid=pickup-password]")).contains(PASSWORD);
        walk.settle(file);
    }

    private static void blurredAndSentBack(Walk walk, CaseFile file, TasklistDesk owner, TasklistDesk province) {
        Page page = walk.judgeAvatar(owner, file, Pictures.bad());
        assertThat(page.innerText("[data-testid=avatar-verdict]")).isEqualTo("不合格");
        page.click("summary");
        page.fill("#appeal", "这是本校校徽，画面本来就柔和");
        page.click("[data-testid=avatar-appeal]");
        page.waitForURL(address -> !address.contains("/avatar"));
        walk.settle(file);
        province.claim(walk.task(file, "avatar-setup.Task_ReviewAvatar"))
                .choose("退回")
                .fill("退回原因", "图片太模糊，看不清团徽")
                .submit();
        walk.settle(file);
    }
}
