package org.tuanwei.certification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.head;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.certification.Certification.State;
import org.tuanwei.engine.Workflow;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.OrganizationChanges.Approval;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.RateLimits;
import org.tuanwei.spreadsheet.SheetTable;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** The published list: whom it shows and finds, what it never tells, how often one may ask; and what the school's card says. */
@EngineTest
class CertifiedPageTest {

    private static final String STATEMENT = "申请理由只给办理的人看";
    private static final String REASON = "撤销理由只给办理的人看";
    private static final List<String> HEADINGS = List.of("单位", "省级团委", "类型", "认证日期", "微博地址");
    private static final LocalDate DAY = LocalDate.of(2009, 5, 12);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private Certifications certifications;

    @Autowired
    private CertificationProcess process;

    @Autowired
    private CaseFiles cases;

    @Autowired
    private Organizations organizations;

    @Autowired
    private OrganizationChanges tree;

    @Autowired
    private RateLimits limits;

    @Autowired
    private WorkbookReader reader;

    @Autowired
    private Workflow workflow;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private MovableClock clock;

    private Organization school;
    private CaseFile account;
    private String formerName;

    @BeforeEach
    void aSchoolWithAnAccountAndAFormerName() {
        clock.set(ActivityStage.at(DAY, 9));
        Organization founded =
                beans.createBean(ActivityStage.class).school(ActivityStage.at(LocalDate.of(2009, 1, 10), 9));
        formerName = founded.name();
        tree.rename(founded.id(), "公示测试大学" + NUMBER.incrementAndGet(), new Approval("教育部同意更名", "t", "t"));
        school = organizations.get(founded.id());
        account = cases.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
    }

    @AfterEach
    void today() {
        clock.back();
    }

    @Test
    void a_stranger_reads_name_unit_type_day_and_address_and_nothing_else() throws Exception {
        certified();
        String page = page("/certified?q=" + school.name());
        assertThat(page)
                .contains(
                        school.name(),
                        "宁夏回族自治区",
                        "普通高校",
                        "2009-05-12",
                        "href=\"" + account.accountUrl() + "\" target=\"_blank\" rel=\"noopener noreferrer\"",
                        "第二部分第 3 条",
                        "曾用名：" + formerName)
                .doesNotContain(
                        school.code(),
                        STATEMENT,
                        "提出人",
                        "决定人",
                        "安禾",
                        "19900064",
                        "@s",
                        "退出",
                        String.valueOf(account.qqNumber()));
        assertThat(page.split("data-testid=\"certified-row\"", -1)).hasSize(2);
        assertThat(answer(head("/certified")).getStatus()).isEqualTo(200);
        assertThat(answer(post("/certified")).getStatus()).isEqualTo(403);
        assertThat(answer(post("/certified").with(csrf())).getStatus()).isEqualTo(405);
        assertThat(answer(get("/certified/" + school.code())).getStatus()).isEqualTo(404);
        assertThat(page("/login")).contains("href=\"/certified\"");
        assertThat(answer(get("/desk").with(user(people.of("supervisor-640000"))))
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("href=\"/certified\"");
    }

    @Test
    void it_is_searched_as_the_registry_narrowed_and_sorted_and_the_address_says_so() throws Exception {
        certified();
        String name = school.name();
        for (String typed : List.of(name, formerName, school.code(), "gscsdx" + name.replaceAll("\\D", ""))) {
            assertThat(page("/certified?q=" + typed)).as(typed).contains(">" + name + "<");
        }
        String found = "/certified?q=" + name;
        for (String narrowed : List.of("&unit=640000", "&type=普通高校", "&level=SCHOOL", "&sort=-date", "&page=abc")) {
            assertThat(page(found + narrowed)).as(narrowed).contains(">" + name + "<");
        }
        assertThat(page(found + "&sort=name&unit=640000"))
                .contains("aria-sort=\"ascending\"", "sort=-name", "name=\"sort\" value=\"name\"");
        for (String narrowed : List.of("&unit=110000", "&type=高职学校", "&level=UNIT")) {
            assertThat(page(found + narrowed))
                    .as(narrowed)
                    .contains("没有符合条件的已认证微博", "看全部名单")
                    .doesNotContain("certified-row");
        }
        assertThat(page(found + "&page=7")).contains("名单没有这一页");
        for (Map.Entry<String, String> wrong : Map.of(
                        "unit=999999", "没有代码是「999999」的省份", "type=大学", "没有「大学」这种学校类型", "level=BRANCH", "没有「BRANCH」这个级别")
                .entrySet()) {
            MockHttpServletResponse refused = answer(get("/certified?" + wrong.getKey()));
            assertThat(refused.getStatus()).isEqualTo(400);
            assertThat(refused.getContentAsString(StandardCharsets.UTF_8))
                    .contains(wrong.getValue(), "看全部名单")
                    .doesNotContain("certified-row");
        }
    }

    @Test
    void only_the_certified_are_on_it_and_they_vanish_with_the_certification_the_account_or_the_school()
            throws Exception {
        long id = certifications.apply(school.id(), account.id(), "t", STATEMENT, "t");
        certifications.to(id, State.RECOMMENDED);
        assertThat(listed()).as("recommended by the province is not published").isFalse();
        certifications.to(id, State.CERTIFIED);
        assertThat(listed()).isTrue();
        state("RUNNING");
        assertThat(listed()).as("its account is not in operation").isFalse();
        state("OPEN");
        certifications.end(id, State.WITHDRAWN, REASON);
        assertThat(listed()).isFalse();
        assertThat(page("/certified?q=" + school.name())).doesNotContain(REASON);

        certified();
        assertThat(listed()).as("certified again").isTrue();
        tree.close(school.id(), new Approval("并入他校", "t", "t"));
        assertThat(listed()).isFalse();
    }

    @Test
    void the_workbook_holds_the_same_columns_as_text() throws Exception {
        certified();
        jdbc.sql("update case_file set account_url = 'javascript:alert(1)' where id = ?")
                .param(account.id())
                .update();
        MockHttpServletResponse file = answer(get("/certified?format=xlsx&q=" + school.name()));
        SheetTable table = SheetTable.find(reader.read(file.getContentAsByteArray(), "名单.xlsx"), HEADINGS);
        assertThat(table.lines()).singleElement().satisfies(line -> {
            assertThat(line.values().keySet()).containsExactlyInAnyOrderElementsOf(HEADINGS);
            assertThat(line.get("单位")).isEqualTo(school.name());
            assertThat(line.get("认证日期")).isEqualTo("2009-05-12");
            assertThat(line.get("微博地址")).as("no page of the web").isEmpty();
        });
        assertThat(file.getHeader("Content-Disposition")).contains(".xlsx");
    }

    @Test
    void only_addresses_of_the_web_are_linked() {
        assertThat(CertifiedList.openable(" https://t.qq.com/tuanwei ")).isEqualTo("https://t.qq.com/tuanwei");
        assertThat(CertifiedList.openable(null)).isNull();
        for (String address : new String[] {
            "", "t.qq.com/tuanwei", "javascript:alert(1)", "http:///x", "http://a@t.qq.com/", "http://t.qq.com/a b"
        }) {
            assertThat(CertifiedList.openable(address)).as(address).isNull();
        }
    }

    @Test
    void who_asks_too_often_is_told_when_to_ask_again() throws Exception {
        spend("certified-look", 120, Duration.ofMinutes(1));
        MockHttpServletResponse refused = answer(get("/certified?q=大学"));
        assertThat(refused.getStatus()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isNotNull();
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8))
                .contains("操作过于频繁", "2009-05-12 09:01", "href=\"/certified\"");
        assertThat(answer(get("/certified?format=xlsx&q=没有这样的单位")).getStatus())
                .as("a share of its own")
                .isEqualTo(200);
        spend("certified-export", 20, Duration.ofMinutes(10));
        assertThat(answer(get("/certified?format=xlsx")).getStatus()).isEqualTo(429);
        clock.set(ActivityStage.at(DAY, 10));
        assertThat(answer(get("/certified?q=没有这样的单位")).getStatus()).isEqualTo(200);
    }

    @Test
    void the_card_says_what_holds_while_it_waits_since_when_it_is_certified_and_that_it_is_looked_at_again()
            throws Exception {
        assertThat(card()).contains("具备以下条件才能申请认证").doesNotContain("to-certified");
        long id = certified();
        jdbc.sql("update certification set state = 'APPLIED', certified_at = null where id = ?")
                .param(id)
                .update();
        assertThat(card()).contains("等待省级推荐", "办理期间须一直具备").doesNotContain("才能申请认证", "to-certified");
        certifications.to(id, State.CERTIFIED);
        assertThat(card())
                .contains("已认证", "2009-05-12", "href=\"/certified?q=" + school.code())
                .doesNotContain("才能申请认证", "办理期间", "正在复核", "头像还没有");
        process.startRecheck(id, school);
        assertThat(card()).contains("已认证，正在复核", "正在复核是否保留认证");
        String task =
                workflow.openTasks(CertificationProcess.recheckKey(id)).get(0).taskId();
        people.run("centre-staff", () -> workflow.complete(task, Map.of("decision", "approve")));
        assertThat(card()).contains("认证复核：保留认证").doesNotContain("正在复核");
    }

    private String card() throws Exception {
        String page = answer(get("/registry/" + school.code()).with(user(people.of(ActivityStage.STAFF))))
                .getContentAsString(StandardCharsets.UTF_8);
        int from = page.indexOf("data-testid=\"certification\"");
        return page.substring(from, page.indexOf("</section>", from));
    }

    private long certified() {
        long id = certifications.apply(school.id(), account.id(), "t", STATEMENT, "t");
        certifications.decided(id, Step.APPLY.name(), "APPLIED", STATEMENT, "t", "提出人");
        certifications.decided(id, Step.CERTIFY.name(), "APPROVED", null, "t", "决定人");
        certifications.to(id, State.CERTIFIED);
        return id;
    }

    private void state(String state) {
        jdbc.sql("update case_file set state = ? where id = ?")
                .params(state, account.id())
                .update();
    }

    private boolean listed() throws Exception {
        return page("/certified?q=" + school.name()).contains(">" + school.name() + "<");
    }

    private void spend(String bucket, int times, Duration window) {
        for (int time = 0; time < times; time++) {
            limits.tryAcquire(bucket, stranger(), times, window);
        }
    }

    private String page(String path) throws Exception {
        return answer(get(path)).getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse answer(MockHttpServletRequestBuilder request) throws Exception {
        return Objects.requireNonNull(mvc.perform(request.with(sent -> {
                    sent.setRemoteAddr(stranger());
                    return sent;
                }))
                .andReturn()
                .getResponse());
    }

    /** An address for each test: they share a clock that stands at the same minute. */
    private String stranger() {
        return "203.0.113." + NUMBER.get();
    }
}
