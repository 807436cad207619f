package org.tuanwei;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
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
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestSchools;

/** Five people take a school from no information to an opened account, each in a browser of his own. */
@EngineTest
class MainPathBrowserTest {

    private static final String PASSWORD = "Erst-Passwort-77";

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Autowired
    private TestSchools schools;

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
    void a_school_is_taken_from_no_information_to_an_opened_account() {
        Walk walk = new Walk(browser, port, context);
        Organization school = schools.school();
        String email = "main" + school.code() + "@school.example";

        CaseFile file = walk.register(school, email, "上海市杨浦区测试路 1 号");
        assertThat(walk.mailTo(email, file.receipt())).contains(school.name());

        TasklistDesk province = walk.desk("province-310000-staff");
        province.claim(walk.task(file, "account-opening.Task_Review"))
                .choose("通过")
                .submit();
        walk.settle(file);

        walk.issue(walk.desk("tencent"), file, "71" + school.code().substring(3), PASSWORD);
        walk.settle(file);

        Page contact = walk.visitor(walk.pickupLink(email));
        contact.fill("#phrase", Walk.PHRASE);
        contact.click("[data-testid=pickup]");
        assertThat(contact.innerText("[data-testid=pickup-password]")).contains(PASSWORD);
        walk.settle(file);

        TasklistDesk owner = walk.desk("school-" + school.code());
        owner.claim(walk.task(file, "credential-delivery.Task_ConfirmChanged"))
                .choose("已")
                .submit();
        walk.settle(file);
        walk.finish(owner, province, file, Pictures.good());

        Page centre = walk.desk("centre-staff").page();
        centre.navigate(walk.url("/cases/" + file.id()));
        assertThat(centre.innerText("[data-testid=now]")).contains("账号已开通");
        assertThat(centre.content()).doesNotContain(PASSWORD);
    }
}
