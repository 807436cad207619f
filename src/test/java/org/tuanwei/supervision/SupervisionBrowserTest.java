package org.tuanwei.supervision;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.tuanwei.supervision.Supervision.State;
import org.tuanwei.testing.Browser;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TasklistDesk;
import org.tuanwei.testing.TestPeople;

/** A province's lead answers the centre's supervision in Tasklist, and the supervisor strikes it off there. */
@EngineTest
class SupervisionBrowserTest {

    private static Browser browser;

    @LocalServerPort
    private int port;

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private Supervisions supervisions;

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
    void a_province_lead_answers_and_the_supervisor_strikes_it_off() {
        SupervisionStage stage = beans.createBean(SupervisionStage.class);
        Supervision supervision = stage.issued(stage.unit("650000"));

        TasklistDesk lead = TasklistDesk.of(browser.person(), port, people.of("province-650000-lead"));
        Page page = lead.page();
        page.navigate(address("/supervisions?state=OPEN"));
        page.click("[data-testid=supervision-list] a:has-text('" + supervision.title() + "')");
        assertThat(page.innerText("[data-testid=state]")).isEqualTo("待签收");
        lead.claim(stage.task(supervision).taskId()).submit();
        lead.claim(stage.task(supervision).taskId())
                .choose("已办理，写明措施")
                .fill("采取的措施", "已召开会议，逐校落实专人")
                .submit();
        lead.claim(stage.task(supervision).taskId()).fill("办理结果", "全部学校已登记").submit();
        assertThat(supervisions.get(supervision.id()).state()).isEqualTo(State.VERIFYING);

        TasklistDesk supervisor = TasklistDesk.of(browser.person(), port, people.of("supervisor-CN"));
        supervisor
                .claim(stage.task(supervision).taskId())
                .choose("认可，办结销号")
                .fill("复核意见", "情况属实，同意销号")
                .submit();
        stage.issueDue(supervision);
        page.navigate(address("/supervisions/" + supervision.id()));
        assertThat(page.innerText("[data-testid=state]")).isEqualTo("已办结销号");
        assertThat(page.innerText("[data-testid=answers]")).contains("全部学校已登记", "情况属实，同意销号");
        assertThat(stage.endOf(supervision)).isEqualTo("EndEvent_Closed");
    }

    private String address(String path) {
        return "http://localhost:" + port + path;
    }
}
