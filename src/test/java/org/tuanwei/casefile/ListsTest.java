package org.tuanwei.casefile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.opening.Openings;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** The lists find a school however it is named, are sorted by their headings, and show each role what is his. */
@EngineTest
class ListsTest {

    private static final String STAFF = "province-540000-staff";
    private static final String FIRST = "4954099901";
    private static final String SECOND = "4954099902";

    @Autowired
    private RegistryImport registry;

    @Autowired
    private Organizations organizations;

    @Autowired
    private Openings openings;

    @Autowired
    private Outbox outbox;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    private CaseFile first;
    private CaseFile second;

    @BeforeEach
    void twoSchools() {
        registry.load(
                new StringReader(
                        "moe_code,name,province,city,level,department,note,school_type,league_unit,former_names\n"
                                + FIRST
                                + ",阿里列表大学,西藏自治区,噶尔县,本科,西藏自治区,,普通高校,西藏自治区,噶尔旧名学院\n" + SECOND
                                + ",卓玛列表大学,西藏自治区,拉萨市,本科,西藏自治区,,普通高校,西藏自治区,\n"),
                "test");
        first = openings.open(organizations.require(FIRST), CaseFile.TENCENT_WEIBO, false);
        second = openings.open(organizations.require(SECOND), CaseFile.TENCENT_WEIBO, false);
        jdbc.sql("update case_file set qq_number = '2899" + first.id() + "' where id = ?")
                .param(first.id())
                .update();
        for (CaseFile file : List.of(first, second)) {
            outbox.enqueue(new MailRequest(
                    "lists-test:" + file.id(), file.id(), "test", "lisi@lists.example", "列表测试之信", "正文"));
        }
    }

    @Test
    void one_box_finds_a_school_by_name_former_name_initials_code_receipt_and_number() throws Exception {
        List<String> ways = List.of(
                "阿里列表",
                "噶尔旧名",
                "allbdx",
                FIRST,
                first.receipt(),
                first.receipt().toLowerCase(),
                "2899" + first.id());
        for (String list : List.of("/cases", "/deadlines", "/mails", "/registry")) {
            for (String typed : ways) {
                String page = page(STAFF, list + "?q=" + typed);
                assertThat(page).as(list + " " + typed).contains("阿里列表大学").doesNotContain("卓玛列表大学");
            }
            assertThat(page(STAFF, list + "?q=没有这所学校")).doesNotContain("阿里列表大学");
        }
    }

    @Test
    void a_heading_sorts_the_list_and_the_order_stays_in_the_address() throws Exception {
        for (String list : List.of("/cases", "/deadlines", "/mails", "/registry", "/urgings")) {
            String column = list.equals("/registry") ? "name" : "organization";
            String all = list + "?q=列表大学" + (list.equals("/urgings") ? "&late=ANY" : "");
            String up = page(STAFF, all + "&sort=" + column);
            assertThat(up.indexOf("阿里列表大学")).as(list).isPositive().isLessThan(up.indexOf("卓玛列表大学"));
            assertThat(up).contains("aria-sort=\"ascending\"", "sort=-" + column);
            String down = page(STAFF, all + "&sort=-" + column);
            assertThat(down.indexOf("卓玛列表大学")).as(list).isPositive().isLessThan(down.indexOf("阿里列表大学"));
            // a column that is none is no reason to fail
            assertThat(page(STAFF, all + "&sort=password")).contains("阿里列表大学");
        }
    }

    @Test
    void mails_are_seen_by_those_whose_cases_they_are_about_and_recipients_are_masked() throws Exception {
        String all = page(STAFF, "/mails?q=列表测试之信&standing=WAITING");
        assertThat(all).contains("阿里列表大学", "卓玛列表大学", "li***@lists.example").doesNotContain("lisi@lists.example");
        assertThat(page(STAFF, "/mails?q=列表测试之信&standing=LOST")).contains("没有符合这些条件的邮件");
        assertThat(page("school-" + FIRST, "/mails")).contains("列表测试之信").doesNotContain("卓玛列表大学");
        assertThat(page("province-630000-staff", "/mails?q=列表测试之信")).doesNotContain("列表大学");
        assertThat(page("operations", "/mails?q=列表测试之信")).contains("阿里列表大学");
        assertThat(status("tencent", "/mails")).isEqualTo(403);
        assertThat(status("university-office", "/mails")).isEqualTo(403);
        assertThat(page(STAFF, "/api/v1/mails?q=" + first.receipt()))
                .contains("\"caseId\":" + first.id())
                .doesNotContain("\"caseId\":" + second.id());
        assertThat(page("school-" + FIRST, "/api/v1/deadlines")).contains(FIRST).doesNotContain(SECOND);
    }

    @Test
    void cards_answer_only_tasks_one_may_work_on() throws Exception {
        String ids = String.join(",", task(first), task(second), "no-such-task");
        String own = page("school-" + FIRST, "/api/v1/tasks/cards?ids=" + ids);
        assertThat(own).contains(task(first), "阿里列表大学", "/cases/" + first.id()).doesNotContain(task(second));
        assertThat(page(STAFF, "/api/v1/tasks/cards?ids=" + ids)).isEqualTo("{}");
    }

    @Test
    void the_list_of_tasks_is_the_list_of_deadlines() throws Exception {
        MockHttpServletResponse answer = answer(STAFF, "/tasks?q=" + FIRST);
        assertThat(answer.getRedirectedUrl()).isEqualTo("/deadlines?q=" + FIRST);
    }

    private String task(CaseFile file) {
        return jdbc.sql("select task_id from deadline where case_id = ? and state = 'OPEN'")
                .param(file.id())
                .query(String.class)
                .single();
    }

    private String page(String group, String path) throws Exception {
        MockHttpServletResponse answer = answer(group, path);
        assertThat(answer.getStatus()).as(path).isEqualTo(200);
        // what was typed stands in the box as well
        return answer.getContentAsString(StandardCharsets.UTF_8).replaceAll("<input[^>]*>", "");
    }

    private int status(String group, String path) throws Exception {
        return answer(group, path).getStatus();
    }

    private MockHttpServletResponse answer(String group, String path) throws Exception {
        return mvc.perform(get(path).with(user(people.of(group)))).andReturn().getResponse();
    }
}
