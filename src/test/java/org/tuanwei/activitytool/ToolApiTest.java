package org.tuanwei.activitytool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** A school's own tool reports its week with a token, and can do nothing else with it. */
@EngineTest
class ToolApiTest {

    private static final Week WEEK = new Week(LocalDate.of(2012, 11, 12));
    private static final String GOOD = """
            {"posts": [{"date": "2012-11-12", "link": "http://t.qq.com/p/t/%1$s1", "text": "升旗仪式"},
                       {"date": "2012-11-13", "link": "http://t.qq.com/p/t/%1$s1", "text": "同一个链接"}],
             "reposts": 2, "avatar": true}""";

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private TestPeople people;

    @Autowired
    private Counts counts;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private MovableClock clock;

    private Organization school;
    private String owner;
    private String tools;

    @BeforeEach
    void aSchoolWithAnAccount() {
        ActivityStage stage = beans.createBean(ActivityStage.class);
        clock.set(ActivityStage.at(WEEK.sunday(), 20));
        school = stage.school();
        owner = "school-" + school.code();
        tools = "/activity/" + school.code() + "/tools";
    }

    @AfterEach
    void today() {
        clock.back();
    }

    @Test
    void a_token_is_shown_once_kept_as_a_hash_reports_its_own_week_and_is_taken_back() throws Exception {
        String token = token();
        assertThat(text(as(owner, get(tools)))).contains("校团委数据平台").doesNotContain(token);
        assertThat(jdbc.sql("select count(*) from activity_token where encode(token_hash, 'escape') like ?")
                        .param("%" + token.substring(3, 20) + "%")
                        .query(Integer.class)
                        .single())
                .isZero();
        MockHttpServletResponse taken = call(token, WEEK.code(), GOOD.formatted(school.code()));
        assertThat(taken.getStatus()).isEqualTo(200);
        assertThat(text(taken)).contains("\"originals\":1", "DUPLICATE_LINK");
        assertThat(counts.holding(school.id(), WEEK).orElseThrow()).satisfies(count -> {
            assertThat(count.originals()).isEqualTo(1);
            assertThat(count.source().label()).isEqualTo("单位工具");
        });
        assertThat(mvc.perform(get("/activity").header("Authorization", "Bearer " + token))
                        .andReturn()
                        .getResponse()
                        .getStatus())
                .as("it opens no page")
                .isEqualTo(302);
        long id = jdbc.sql("select max(id) from activity_token where organization_id = ?")
                .param(school.id())
                .query(Long.class)
                .single();
        assertThat(as(ActivityStage.STAFF, post(tools + "/" + id + "/revoke").with(csrf()))
                        .getStatus())
                .isEqualTo(403);
        assertThat(as(owner, post(tools + "/" + id + "/revoke").with(csrf())).getStatus())
                .isEqualTo(302);
        assertThat(call(token, WEEK.code(), GOOD.formatted(school.code())).getStatus())
                .isEqualTo(401);
    }

    @Test
    void what_cannot_be_taken_is_said_in_words_and_nothing_is_stored() throws Exception {
        String token = token();
        assertThat(call("tw_" + "x".repeat(43), WEEK.code(), GOOD).getStatus()).isEqualTo(401);
        assertThat(call(token, "2012-W99", GOOD).getStatus()).isEqualTo(400);
        assertThat(text(call(token, WEEK.code(), "{\"posts\": [], \"avatar\": true}")))
                .contains("reposts 应为");
        assertThat(text(call(
                        token, WEEK.code(), "{\"posts\": [{\"text\": \"无链接\"}], \"reposts\": 0, \"avatar\": true}")))
                .contains("第 1 行没有链接");
        assertThat(call(token, "2012-W40", GOOD.formatted(school.code())).getStatus())
                .as("closed long ago")
                .isEqualTo(422);
        assertThat(counts.holding(school.id(), WEEK)).isEmpty();
        assertThat(as("school-4131010277", get(tools)).getStatus()).isEqualTo(404);
        int answered = 0;
        int status = 200;
        while (answered < 70 && status != 429) {
            status = call(token, "2012-W99", GOOD).getStatus();
            answered++;
        }
        assertThat(status).as("after %d calls", answered).isEqualTo(429);
    }

    private String token() throws Exception {
        String page = text(as(owner, post(tools).param("name", "校团委数据平台").with(csrf())));
        Matcher token = Pattern.compile("tw_[A-Za-z0-9_-]{43}").matcher(page);
        assertThat(token.find()).isTrue();
        return token.group();
    }

    private MockHttpServletResponse call(String token, String week, String body) throws Exception {
        return mvc.perform(put("/api/v1/activity/weeks/" + week)
                        .header("Authorization", "Bearer " + token)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andReturn()
                .getResponse();
    }

    private MockHttpServletResponse as(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group)))).andReturn().getResponse();
    }

    private static String text(MockHttpServletResponse answer) throws Exception {
        return answer.getContentAsString(StandardCharsets.UTF_8);
    }
}
