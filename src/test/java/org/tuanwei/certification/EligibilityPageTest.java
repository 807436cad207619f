package org.tuanwei.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** What a school reads on its page about certification, over the weeks, and who else reads it. */
@EngineTest
class EligibilityPageTest {

    private static final Week FIRST = new Week(LocalDate.of(2011, 11, 7));

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private MovableClock clock;

    private ActivityStage stage;
    private Organization school;
    private long caseId;

    @BeforeEach
    void aSchoolWithAnAccount() {
        stage = beans.createBean(ActivityStage.class);
        clock.set(ActivityStage.at(LocalDate.of(2011, 11, 1), 9));
        school = stage.school(ActivityStage.at(LocalDate.of(2011, 10, 10), 9));
        caseId = jdbc.sql("select id from case_file where organization_id = ?")
                .param(school.id())
                .query(Long.class)
                .single();
    }

    @AfterEach
    void today() {
        clock.back();
    }

    private String card(String group) throws Exception {
        return card(group, "/registry/" + school.code());
    }

    private String card(String group, String path) throws Exception {
        String page = mvc.perform(get(path).with(user(people.of(group))))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        int from = page.indexOf("data-testid=\"certification\"");
        return from < 0 ? "" : page.substring(from, page.indexOf("</section>", from));
    }

    private String own() throws Exception {
        return card("school-" + school.code());
    }

    private void week(int number, int originals) {
        Week week = FIRST.plus(number);
        stage.tencentSays(school, week, originals, true);
        stage.whole(week);
    }

    @Test
    void what_is_missing_is_said_in_words_with_the_way_to_mend_it_until_nothing_is_and_again_after_a_relapse()
            throws Exception {
        problem();
        assertThat(own())
                .contains(
                        "还缺 4 项",
                        "头像还没有审核生效",
                        "联系人的邮箱还没有验证",
                        "与腾讯衔接的问题还有 1 件没有了结",
                        "须连续 4 周达标，现在连续达标 0 周",
                        "通知要求",
                        "系统默认",
                        "2012-1 版",
                        "/cases/" + caseId,
                        "/contacts/" + school.code(),
                        "/activity/" + school.code());
        avatar();
        jdbc.sql("update contact set proved_at = now() where organization_id = ?")
                .param(school.id())
                .update();
        jdbc.sql("update problem set state = 'CLOSED', closed_at = now(), closed_how = 'CONFIRMED' where case_id = ?")
                .param(caseId)
                .update();
        for (int number = 0; number < 3; number++) {
            week(number, 6);
        }
        assertThat(own()).contains("还缺 1 项", "现在连续达标 3 周").doesNotContain("头像还没有");
        week(3, 6);
        assertThat(own()).contains("具备申请认证的条件", "连续 4 周达标").doesNotContain("还缺");
        week(4, 1);
        assertThat(own()).contains("还缺 1 项", "现在连续达标 0 周");
    }

    @Test
    void those_of_the_access_table_read_it_and_links_lead_only_where_they_may_go() throws Exception {
        for (String group : new String[] {"province-640000-staff", "province-640000-lead", "centre-staff"}) {
            assertThat(card(group)).as(group).contains("联系人的邮箱还没有验证", "/activity/" + school.code());
        }
        assertThat(card("supervisor-640000")).contains("邮箱还没有验证").doesNotContain("/contacts/");
        for (String group : new String[] {
            "tencent",
            "university-office",
            "operations",
            "province-320000-staff",
            "school-" + stage.school().code()
        }) {
            assertThat(card(group)).as(group).isEmpty();
        }
    }

    @Test
    void the_page_of_an_open_case_says_the_same_and_that_of_a_running_one_nothing() throws Exception {
        String path = "/cases/" + caseId;
        assertThat(card("school-" + school.code(), path))
                .contains("还缺 3 项", "头像还没有审核生效", "现在连续达标 0 周", "/contacts/" + school.code());
        assertThat(card("tencent", path)).isEmpty();
        jdbc.sql("update case_file set state = 'RUNNING', phase = 'AVATAR', closed_at = null where id = ?")
                .param(caseId)
                .update();
        assertThat(card("school-" + school.code(), path)).isEmpty();
    }

    private void problem() {
        jdbc.sql(
                        "insert into problem (case_id, organization_id, unit_code, level, kind, state, handler, text, initiator_group, opened_by, opened_by_name,"
                                + " opened_by_party, opened_at, handling_since)"
                                + " values (?, ?, '640000', 'SCHOOL', 'OTHER', 'OPEN', 'TENCENT', '页面打不开', ?, 't', '测试', 'SCHOOL', now(), now())")
                .params(caseId, school.id(), "school-" + school.code())
                .update();
    }

    private void avatar() {
        jdbc.sql(
                        "insert into avatar (case_id, version, state, content_type, bytes, preview, sha256, side, width, height,"
                                + " crop_side, sharpness, contrast, likeness, verdict, task_id, uploaded_by, uploaded_at)"
                                + " values (?, 1, 'LIVE', 'image/png', '', '', ?, 180, 180, 180, 180, 2, 40, 0, 'ACCEPTABLE',"
                                + " 'none', 't', ?)")
                .params(caseId, "certification-" + caseId, Timestamp.from(clock.instant()))
                .update();
    }
}
