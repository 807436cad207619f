package org.tuanwei.activityview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.activity.ActivityStage;
import org.tuanwei.activity.Check;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.organization.Organization;
import org.tuanwei.spreadsheet.SheetTable;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.TestPeople;

/** Who sees and does what on the pages of the weeks, and what stands on them. */
@EngineTest
class ActivityPagesTest {

    private static final List<String> HEADINGS = List.of("学校标识码", "QQ号", "周", "原创", "转发", "最后发布", "头像");

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private TestPeople people;

    @Autowired
    private Counts counts;

    @Autowired
    private WorkbookReader reader;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private CaseFiles files;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private MovableClock clock;

    private ActivityStage stage;
    private Organization school;
    private String owner;

    @BeforeEach
    void aSchoolWithAnAccount() {
        stage = beans.createBean(ActivityStage.class);
        clock.set(ActivityStage.at(LocalDate.of(2012, 9, 3), 9));
        school = stage.school();
        owner = "school-" + school.code();
    }

    @AfterEach
    void today() {
        clock.back();
    }

    @Test
    void every_page_opens_to_those_of_the_access_table_only() throws Exception {
        Week week = new Week(LocalDate.of(2012, 9, 10));
        stage.tencentSays(school, week, 7, true);
        Check check = stage.published(stage.decided(stage.begun(week)));
        List<String> pages = List.of(
                "/activity/" + school.code(),
                "/activity/" + school.code() + "/weeks/" + week.code(),
                "/activity/checks/" + check.id(),
                "/activity/units/640000",
                "/activity/units/640000/workbook",
                "/activity/country",
                "/activity/uploads",
                "/activity/units/640000/holidays",
                "/activity/" + school.code() + "/report?week=" + week.code());
        Map<String, List<Integer>> expected = new LinkedHashMap<>();
        expected.put(owner, List.of(200, 200, 404, 404, 404, 404, 404, 404, 200));
        expected.put("school-" + stage.school().code(), List.of(404, 404, 404, 404, 404, 404, 404, 404, 404));
        expected.put("province-640000-staff", List.of(200, 200, 200, 200, 200, 404, 404, 200, 403));
        expected.put("province-640000-lead", List.of(200, 200, 200, 200, 200, 404, 404, 403, 403));
        expected.put("province-320000-staff", List.of(404, 404, 404, 404, 404, 404, 404, 404, 404));
        expected.put("supervisor-640000", List.of(200, 200, 200, 200, 200, 404, 404, 403, 403));
        expected.put("centre-staff", List.of(200, 200, 200, 200, 200, 200, 200, 403, 403));
        expected.put("tencent", List.of(404, 404, 404, 404, 404, 404, 200, 404, 404));
        expected.put("university-office", List.of(404, 404, 404, 404, 404, 404, 404, 404, 404));
        expected.put("operations", List.of(404, 404, 404, 404, 404, 404, 404, 404, 404));
        Map<String, List<Integer>> found = new LinkedHashMap<>();
        for (String group : expected.keySet()) {
            List<Integer> statuses = new java.util.ArrayList<>();
            for (String page : pages) {
                statuses.add(status(group, get(page)));
            }
            found.put(group, statuses);
        }
        assertThat(found).isEqualTo(expected);
        assertThat(page("school-" + stage.school().code(), "/activity/list?week=" + week.code()))
                .as("the list of another school is empty")
                .doesNotContain(school.name());
        assertThat(page(owner, "/activity/list?week=" + week.code())).contains(school.name());
        assertThat(page("province-320000-staff", "/activity/list?week=" + week.code() + "&unit=640000"))
                .doesNotContain(school.name());
    }

    @Test
    void a_school_reports_on_its_page_sees_what_does_not_count_and_disputes() throws Exception {
        Week week = new Week(LocalDate.of(2012, 9, 17));
        Organization other = stage.school();
        clock.set(ActivityStage.at(week.sunday(), 20));
        String tag = school.code();
        report(other, week, "9月18日 http://t.qq.com/p/t/%s8 别人的第一条".formatted(tag));
        assertThat(page(owner, "/activity/" + school.code())).contains("现在可以报送", week.label());
        MockHttpServletResponse refused = call(
                owner,
                post("/activity/" + school.code() + "/report")
                        .param("week", week.code())
                        .param("posts", "9月18日 没有链接的一行\n9月31日 http://t.qq.com/p/t/1 没有这一天")
                        .param("reposts", "两条")
                        .param("avatar", "yes"));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8)).contains("转发条数请填", "没有链接的一行");
        refused = call(
                owner,
                post("/activity/" + school.code() + "/report")
                        .param("week", week.code())
                        .param("posts", "9月18日 没有链接的一行\n9月31日 http://t.qq.com/p/t/1 没有这一天")
                        .param("reposts", "2")
                        .param("avatar", "yes"));
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8)).contains("第 1 行没有链接", "第 2 行没有写发布日期，或日期不存在");
        assertThat(counts.holding(school.id(), week)).as("nothing by halves").isEmpty();

        report(school, week, """
                9月18日 http://t.qq.com/p/t/%1$s1 开学典礼
                2012-09-18 https://T.qq.com/p/t/%1$s1/ 同一个链接
                9月19日 http://t.qq.com/p/t/%1$s2 开学典礼！
                9月11日 http://t.qq.com/p/t/%1$s3 上周的
                9月19日 http://t.qq.com/p/t/%1$s8 别人报过的
                9月20日 http://t.qq.com/someone/p/t/%1$s9 别人主页下的
                9月20日 http://t.qq.com/p/t/%1$s4 转发：欢迎关注""".formatted(tag));
        assertThat(page(owner, "/activity/" + school.code() + "/weeks/" + week.code()))
                .contains("不计：链接重复", "不计：内容重复", "不计：不是本周的", "不计：别的账号的", "不计：转发，不是原创", "另一个账号已经报送过")
                .doesNotContain(other.name());
        assertThat(counts.holding(school.id(), week).orElseThrow().originals()).isEqualTo(1);

        Check check = stage.published(stage.decided(stage.begun(week)));
        String weekPage = "/activity/" + school.code() + "/weeks/" + week.code();
        assertThat(page(owner, weekPage)).contains("原创 1 条，还差 4 条", "对结果有异议", "2012-1（通知要求）");
        assertThat(call(
                                owner,
                                post(weekPage + "/dispute")
                                        .param("originals", "x")
                                        .param("reason", "少"))
                        .getStatus())
                .isEqualTo(422);
        assertThat(call(
                                owner,
                                post(weekPage + "/dispute")
                                        .param("originals", "6")
                                        .param("avatar", "yes")
                                        .param("reason", "漏报了五条，链接已补发"))
                        .getStatus())
                .isEqualTo(302);
        assertThat(page(owner, weekPage)).contains("待复核", "漏报了五条").doesNotContain("data-testid=\"dispute\"");
        assertThat(page(ActivityStage.STAFF, "/activity/checks/" + check.id())).contains("漏报了五条", "各账号");
        assertThat(page(owner, "/activity/" + school.code())).contains("连续 1 周未达标", "week-INACTIVE");
    }

    @Test
    void while_counts_are_collected_the_page_names_those_who_have_said_nothing() throws Exception {
        Week week = new Week(LocalDate.of(2012, 10, 22));
        Check check = stage.begun(week);
        String address = "/activity/checks/" + check.id();
        assertThat(page(ActivityStage.STAFF, address)).contains("还没有数据的单位", "/activity/" + school.code() + "\"");
        stage.tencentSays(school, week, 7, true);
        assertThat(page(ActivityStage.STAFF, address)).doesNotContain("/activity/" + school.code() + "\"");
        stage.decided(check);
        assertThat(page(ActivityStage.STAFF, address)).doesNotContain("还没有数据的单位");
    }

    private void report(Organization organization, Week week, String posts) throws Exception {
        assertThat(call(
                                "school-" + organization.code(),
                                post("/activity/" + organization.code() + "/report")
                                        .param("week", week.code())
                                        .param("posts", posts)
                                        .param("reposts", "0")
                                        .param("avatar", "yes"))
                        .getStatus())
                .isEqualTo(302);
    }

    @Test
    void tencents_workbook_is_previewed_answered_and_taken_once() throws Exception {
        Week week = new Week(LocalDate.of(2012, 9, 24));
        Organization other = stage.school();
        clock.set(ActivityStage.at(week.plus(1).monday(), 8));
        byte[] workbook = WorkbookWriter.write(
                "第39周",
                HEADINGS,
                List.of(
                        List.of(school.code(), stage.qqOf(school), "2012-W39", "6", "2", "2012-09-28", "有"),
                        List.of(other.code(), "10001", "2012年第39周", "六", "0", "9月", "?"),
                        List.of("4199999999", "10001", "2012-W39", "5", "0", "", "无"),
                        List.of(school.code(), stage.qqOf(school), "2012-09-26", "6", "2", "2012-09-28", "有"),
                        List.of(other.code(), "", "2012-W40", "6", "2", "2012-12-28", "有")));
        String location = call(
                        "tencent",
                        multipart("/activity/uploads").file(new MockMultipartFile("file", "第39周.xlsx", null, workbook)))
                .getHeader("Location");
        assertThat(page("tencent", location))
                .contains("可收 <b class=\"num\">1</b> 行，有误 <b class=\"num\">4</b> 行")
                .contains("QQ号与" + other.name() + "登记的号码不符", "原创应为 0 至 9999 的整数", "最后发布写作", "头像写「有」或「无」")
                .contains("没有这个标识码的已开通账号", "出现不止一次", "还没有结束", "没有填QQ号", "最后发布在今天之后");
        assertThat(counts.holding(school.id(), week)).isEmpty();
        SheetTable failed = SheetTable.find(
                reader.read(call("tencent", get(location + "/failed")).getContentAsByteArray(), "失败行.xlsx"),
                List.of("学校标识码", "错误说明"));
        assertThat(failed.lines()).hasSize(4).anySatisfy(line -> assertThat(line.get("错误说明"))
                .contains("没有这个标识码"));
        MockHttpServletResponse annotated = call("tencent", get(location + "/annotated"));
        assertThat(annotated.getHeader("Content-Disposition"))
                .contains(java.net.URLEncoder.encode("批注", StandardCharsets.UTF_8));
        assertThat(SheetTable.find(reader.read(annotated.getContentAsByteArray(), "批注.xlsx"), List.of("学校标识码", "错误说明"))
                        .lines())
                .hasSize(5);
        assertThat(call("tencent", post(location + "/take")).getStatus()).isEqualTo(302);
        assertThat(counts.holding(school.id(), week).orElseThrow()).satisfies(count -> {
            assertThat(count.originals()).isEqualTo(6);
            assertThat(count.source().label()).isEqualTo("腾讯工作簿");
        });
        call("tencent", post(location + "/take"));
        assertThat(counts.versions(school.id(), week)).hasSize(1);
        MockHttpServletResponse nonsense = call(
                "tencent",
                multipart("/activity/uploads")
                        .file(new MockMultipartFile(
                                "file", "别的.xlsx", null, WorkbookWriter.write("表", List.of("甲"), List.of()))));
        assertThat(nonsense.getStatus()).isEqualTo(422);
        assertThat(nonsense.getContentAsString(StandardCharsets.UTF_8)).contains("找不到表头");
    }

    @Test
    void the_heat_table_the_country_and_every_list_speak_of_the_day_asked_for() throws Exception {
        Week week = new Week(LocalDate.of(2012, 10, 8));
        Organization good = stage.school();
        for (int n = 0; n < 2; n++) {
            stage.tencentSays(school, week.plus(n), 2, true);
            stage.tencentSays(good, week.plus(n), 9, true);
            stage.whole(week.plus(n));
        }
        String unit = "/activity/units/640000?week=" + week.plus(1).code();
        assertThat(page(ActivityStage.STAFF, unit))
                .contains(school.name(), good.name(), "连续 2 周未达标", "连续 2 周达标", "heat-INACTIVE");
        assertThat(page(ActivityStage.STAFF, unit + "&show=persisting"))
                .contains(school.name())
                .doesNotContain(good.name());
        assertThat(page("centre-staff", "/activity/country?week=" + week.plus(1).code()))
                .contains("at-640000", "at-230000", "本级无结果", "trend-chart");
        String list =
                "/activity/list?verdict=MISSED&unit=640000&week=" + week.plus(1).code();
        assertThat(page("centre-staff", list)).contains(school.name()).doesNotContain(good.name());
        assertThat(page("centre-staff", list + "&level=BRANCH"))
                .contains("班级团支部")
                .doesNotContain(school.name());
        assertThat(page("centre-staff", list + "&day=2012-10-21"))
                .as("the week was published on 22 October")
                .doesNotContain(school.name());
        SheetTable sheet = SheetTable.find(
                reader.read(
                        call("centre-staff", get(list.replace("/list?", "/list/workbook?")))
                                .getContentAsByteArray(),
                        "名单.xlsx"),
                List.of("单位代码", "结果", "缺什么", "标准"));
        assertThat(sheet.lines()).anySatisfy(line -> {
            assertThat(line.get("单位代码")).isEqualTo(school.code());
            assertThat(line.get("缺什么")).isEqualTo("原创 2 条，还差 3 条");
            assertThat(line.get("标准")).isEqualTo("2012-1");
        });
    }

    @Test
    void the_heat_table_urges_in_one_click_through_preview_interval_and_record() throws Exception {
        // later than every other test's: one is urged about the last week that is public
        Week week = new Week(LocalDate.of(2015, 3, 2));
        for (int n = 0; n < 2; n++) {
            stage.tencentSays(school, week.plus(n), 2, true);
            stage.whole(week.plus(n));
        }
        long caseId =
                files.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow().id();
        String unit = "/activity/units/640000?show=persisting";
        assertThat(page(ActivityStage.STAFF, unit)).contains("data-testid=\"urge\"", "value=\"" + caseId + "\"");
        assertThat(page("supervisor-640000", unit)).contains("data-testid=\"urge\"");
        assertThat(page(ActivityStage.STAFF, unit + "&day=2015-03-10"))
                .as("only what holds today is urged about")
                .doesNotContain("data-testid=\"urge\"");
        MockHttpServletResponse preview = urge(ActivityStage.STAFF, "/urgings/preview", caseId, "");
        assertThat(preview.getStatus()).isEqualTo(200);
        assertThat(preview.getContentAsString(StandardCharsets.UTF_8))
                .contains("每周活跃度", school.name(), "连续 2 周未达到基础活跃标准", "原创 2 条，还差 3 条", "1 个邮箱", "每周至少 5 条原创微博");
        assertThat(urge("province-320000-staff", "/urgings/preview", caseId, "").getStatus())
                .isEqualTo(404);
        assertThat(urge(owner, "/urgings/preview", caseId, "").getStatus()).isEqualTo(403);

        String record =
                urge(ActivityStage.STAFF, "/urgings", caseId, "请本周五前补齐并说明原因").getHeader("Location");
        assertThat(page(ActivityStage.STAFF, record)).contains("已催办", school.name(), "每周活跃度", "请本周五前补齐并说明原因");
        assertThat(letters(school)).singleElement().asString().contains("连续 2 周未达到基础活跃标准", "上级催办：请本周五前补齐并说明原因");
        assertThat(page(ActivityStage.STAFF, "/cases/" + caseId)).contains("请本周五前补齐并说明原因");
        assertThat(urge(ActivityStage.STAFF, "/urgings/preview", caseId, "").getContentAsString(StandardCharsets.UTF_8))
                .contains("刚催办过：两次催办至少间隔");
        urge(ActivityStage.STAFF, "/urgings", caseId, "再催一次看看");
        assertThat(letters(school)).as("not oftener than the rule allows").hasSize(1);
    }

    private List<String> letters(Organization organization) {
        return jdbc.sql("select body from mail where kind = 'activity-urged' and body like ?")
                .param("%" + organization.name() + "%")
                .query(String.class)
                .list();
    }

    private MockHttpServletResponse urge(String group, String path, long caseId, String text) throws Exception {
        return call(
                group,
                post(path)
                        .param("about", "activity")
                        .param("ids", Long.toString(caseId))
                        .param("text", text));
    }

    @Test
    void a_province_declares_vacation_weeks_and_takes_them_back() throws Exception {
        MockHttpServletRequestBuilder declare = post("/activity/units/640000/holidays")
                .param("from", "2013-01-21")
                .param("to", "2013-02-03")
                .param("reason", "全区高校寒假");
        assertThat(call(ActivityStage.STAFF, declare).getStatus()).isEqualTo(302);
        assertThat(page(ActivityStage.STAFF, "/activity/units/640000/holidays"))
                .contains("2013年第4周", "2013年第5周", "全区高校寒假");
        assertThat(call(
                                ActivityStage.STAFF,
                                post("/activity/units/640000/holidays")
                                        .param("from", "")
                                        .param("reason", "寒假放假"))
                        .getStatus())
                .isEqualTo(422);
        assertThat(status(ActivityStage.STAFF, post("/activity/units/640000/holidays/2013-W04/withdraw")))
                .isEqualTo(302);
        assertThat(page(ActivityStage.STAFF, "/activity/units/640000/holidays"))
                .doesNotContain("2013年第4周")
                .contains("2013年第5周");
    }

    private int status(String group, MockHttpServletRequestBuilder request) throws Exception {
        return call(group, request).getStatus();
    }

    private String page(String group, String path) throws Exception {
        return call(group, get(path)).getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse call(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group))).with(csrf()))
                .andReturn()
                .getResponse();
    }
}
