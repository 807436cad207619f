package org.tuanwei.existing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestPeople;

/** A school finds the account of Tencent's list in Tasklist and confirms that it is its own. */
@EngineTest
class ExistingAccountBrowserTest {

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private TestPeople people;

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
    void a_school_confirms_its_account_and_is_asked_for_no_number() throws Exception {
        ExistingStory story = beans.createBean(ExistingStory.class);
        Organization school = story.school();
        story.listed(ExistingStory.line(school));
        CaseFile file = story.file(school);

        TasklistDesk desk = TasklistDesk.of(browser.person(), port, people.of("school-" + school.code()));
        desk.claim(story.task(file, ExistingStory.REGISTER).taskId());
        Locator form = desk.page().locator(".fjs-form");
        assertThat(form.innerText())
                .contains("腾讯名单显示本单位已有账号：QQ 号 " + ExistingStory.number(school), "这个账号是不是本单位的")
                .doesNotContain("本单位是否已有腾讯微博账号", "为什么不是");
        desk.choose("不是我校的");
        form.getByText("为什么不是").waitFor();
        assertThat(form.innerText()).contains("本单位是否已有腾讯微博账号", "要不要请腾讯公司核对这个账号");
        desk.choose("是我校的")
                .fill("联系人", "林溪")
                .fill("手机", "19900007721")
                .fill("电子邮箱", "browser" + school.code() + "@school.example")
                .fill("通信地址", "上海市杨浦区测试路399号行政楼201室");
        assertThat(form.innerText()).doesNotContain("本单位是否已有腾讯微博账号", "为什么不是");
        desk.submit();

        assertThat(story.story(file)).contains("existing.confirmed");
        Page province = TasklistDesk.of(browser.person(), port, people.of(ExistingStory.PROVINCE))
                .page();
        province.navigate("http://localhost:" + port + "/collections/accounts/answers?q=" + school.code());
        assertThat(province.innerText("[data-testid=answers]")).contains(school.name(), "已确认");
        province.click("[data-testid=answers] tbody a");
        assertThat(province.innerText("[data-testid=listed-account]")).contains(ExistingStory.number(school), "已确认");
    }
}
