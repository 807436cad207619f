package org.tuanwei.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.contacttable.ContactEntry;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookText;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.TestPeople;

/** Who sees what of a round, and what can be done on its pages; in a unit that no other test works in. */
@EngineTest
class CollectionPagesTest {

    private static final String UNIT = "230000";
    private static final String STAFF = "province-230000-staff";

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private UnitRounds units;

    @Autowired
    private SchoolRows rows;

    @Autowired
    private CollectionService service;

    @Autowired
    private ContactTables tables;

    @Autowired
    private Organizations organizations;

    @Autowired
    private TestPeople people;

    @Autowired
    private Jobs jobs;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private WorkbookReader reader;

    // made once: every person of a school costs a password hash
    private static @Nullable Organization first;
    private static @Nullable Organization second;

    private CollectionPages pages;
    private CollectionStory story;
    private Organization school;
    private Organization other;
    private UnitRound unit;

    @BeforeEach
    void aRoundInTheMiddle() {
        story = beans.createBean(CollectionStory.class);
        pages = beans.createBean(CollectionPages.class);
        first = first == null ? story.school(UNIT) : first;
        second = second == null ? story.school(UNIT) : second;
        school = first;
        other = second;
        unit = asked(UNIT);
    }

    private UnitRound asked(String unitCode) {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        return story.asked(unitCode, today.plusDays(20), today.plusDays(27));
    }

    @Test
    void every_role_sees_what_the_access_table_gives_it_and_no_more() throws Exception {
        SchoolRow row = story.row(unit, school);
        story.fill(row, CollectionStory.contact(11));
        String round = "/collections/" + unit.roundId();
        String page = "/collections/units/" + unit.id();
        String table = page + "/table";
        String upload = page + "/upload";
        String ownRow = "/collections/rows/" + row.id();
        List<String> paths = List.of("/collections", round, page, table, upload, ownRow, round + "/summary");
        Map<String, List<Integer>> expected = new TreeMap<>();
        expected.put("centre-staff", List.of(200, 200, 200, 200, 403, 200, 200));
        expected.put("centre-lead", List.of(200, 200, 200, 200, 403, 200, 200));
        expected.put(STAFF, List.of(200, 302, 200, 200, 200, 200, 404));
        expected.put("province-230000-lead", List.of(200, 302, 200, 200, 403, 200, 404));
        expected.put("province-320000-staff", List.of(200, 302, 404, 404, 404, 404, 404));
        expected.put("supervisor-230000", List.of(200, 302, 200, 403, 403, 404, 404));
        expected.put("supervisor-CN", List.of(200, 200, 200, 403, 403, 404, 403));
        expected.put("supervisor-320000", List.of(200, 302, 404, 404, 404, 404, 404));
        expected.put("school-" + school.code(), List.of(200, 302, 404, 404, 404, 200, 404));
        expected.put("school-" + other.code(), List.of(200, 302, 404, 404, 404, 404, 404));
        expected.put("tencent", List.of(302, 404, 404, 404, 404, 404, 404));
        expected.put("university-office", List.of(404, 404, 404, 404, 404, 404, 404));
        expected.put("operations", List.of(404, 404, 404, 404, 404, 404, 404));
        Map<String, List<Integer>> found = new TreeMap<>();
        for (String group : expected.keySet()) {
            found.put(
                    group, paths.stream().map(path -> pages.status(group, path)).toList());
        }
        assertThat(found).isEqualTo(expected);
        assertThat(pages.page("supervisor-230000", page)).contains("已填报").doesNotContain("19900000011", "林溪");
        assertThat(pages.page(STAFF, page)).contains("19900000011", "林溪");
    }

    @Test
    void tencent_sees_a_directory_once_it_is_accepted_and_every_look_is_kept() throws Exception {
        String elsewhere = "430000";
        UnitRound unit = asked(elsewhere);
        story.fillAll(unit);
        story.submit(unit);
        String directory = "/collections/directory?unit=" + elsewhere;
        assertThat(pages.status("tencent", directory)).isEqualTo(404);
        story.accept(unit);
        SchoolRow row = rows.ofCollection(unit.id()).get(0);
        assertThat(pages.page("tencent", directory)).contains(row.schoolName());
        assertThat(pages.status("school-" + row.schoolCode(), directory)).isEqualTo(404);
        assertThat(pages.status("province-320000-staff", directory)).isEqualTo(404);
        assertThat(pages.status("supervisor-430000", directory)).isEqualTo(404);
        byte[] workbook = pages.answer("tencent", get("/collections/directory/workbook?unit=" + elsewhere))
                .getContentAsByteArray();
        assertThat(tables.read(workbook, "名录.xlsx", organizations.require(elsewhere))
                        .rows())
                .extracting(read -> read.written().school())
                .contains(row.schoolName());
        assertThat(jdbc.sql(
                                "select user_id || ' ' || purpose from directory_access where collection_id = ? order by id")
                        .param(unit.id())
                        .query(String.class)
                        .list())
                .containsExactly("t.tencent 查看", "t.tencent 下载");
        assertThat(pages.page("province-430000-staff", "/collections/units/" + unit.id()))
                .contains("名录查阅记录");
        List<String> codes = rows.ofCollection(unit.id()).stream()
                .map(SchoolRow::schoolCode)
                .sorted()
                .toList();
        String down = pages.page("tencent", directory + "&sort=-code");
        assertThat(down.indexOf(codes.get(codes.size() - 1))).isPositive().isLessThan(down.indexOf(codes.get(0)));
        for (String column : List.of("school", "type", "contact", "unit", "round", "schools", "provided", "received")) {
            assertThat(pages.page("tencent", directory + "&sort=" + column))
                    .as(column)
                    .contains("aria-sort=\"ascending\"", "unit=" + elsewhere + "&amp;sort=-" + column);
        }
    }

    @Test
    void an_uploaded_workbook_is_looked_at_first_its_good_rows_taken_and_a_second_one_makes_no_duplicates()
            throws Exception {
        byte[] workbook = tables.provinceTable(
                organizations.require(UNIT),
                List.of(entry(school, "19900000021", "a@school.example"), entry(other, "199", "b@school.example")));
        String preview = pages.upload("/collections/units/" + unit.id() + "/upload", STAFF, workbook);
        assertThat(pages.page(STAFF, preview)).contains("先收下正确的 1 行", other.name());
        assertThat(story.row(unit, school).state()).isEqualTo(SchoolRow.State.MISSING);
        assertThat(pages.status("province-320000-staff", preview)).isEqualTo(404);
        assertThat(pages.status("centre-staff", preview)).isEqualTo(403);

        pages.answer(STAFF, post(preview + "/take").with(csrf()));
        assertThat(story.row(unit, school).state()).isEqualTo(SchoolRow.State.FILLED);
        assertThat(story.row(unit, other).state()).isEqualTo(SchoolRow.State.MISSING);
        pages.answer(STAFF, post(preview + "/take").with(csrf()));
        assertThat(rows.versions(story.row(unit, school).id())).hasSize(1);

        byte[] mended = tables.provinceTable(
                organizations.require(UNIT),
                List.of(
                        entry(school, "19900000021", "a@school.example"),
                        entry(other, "19900000022", "b@school.example")));
        String second = pages.upload("/collections/units/" + unit.id() + "/upload", STAFF, mended);
        assertThat(pages.page(STAFF, second)).contains("与现有相同", "收下 1 行");
        pages.answer(STAFF, post(second + "/take").with(csrf()));
        assertThat(rows.versions(story.row(unit, school).id())).hasSize(1);
        assertThat(story.row(unit, other).state()).isEqualTo(SchoolRow.State.FILLED);
        assertThat(story.task(story.row(unit, other)).key()).isEqualTo(CollectionProcess.CONFIRM);
    }

    @Test
    void a_school_may_send_the_workbook_instead_of_filling_in_the_form() throws Exception {
        SchoolRow row = story.row(unit, school);
        String group = "school-" + school.code();
        byte[] workbook = tables.provinceTable(
                organizations.require(UNIT),
                List.of(
                        entry(school, "19900000031", "c@school.example"),
                        entry(other, "19900000032", "d@school.example")));
        String preview = pages.upload("/collections/rows/" + row.id() + "/upload", group, workbook);
        assertThat(pages.page(group, preview)).contains("不是本校，不收");
        pages.answer(group, post(preview + "/take").with(csrf()));
        assertThat(story.row(unit, school).state()).isEqualTo(SchoolRow.State.FILLED);
        assertThat(story.row(unit, other).state()).isEqualTo(SchoolRow.State.MISSING);
        assertThat(rows.versions(row.id())).singleElement().satisfies(version -> assertThat(version.channel())
                .isEqualTo(RowVersion.Channel.FILE));
        assertThat(pages.status("school-" + other.code(), preview)).isEqualTo(404);
    }

    @Test
    void a_file_that_is_no_table_is_refused_in_words_and_nothing_is_kept() throws Exception {
        MockHttpServletResponse refused = pages.answer(
                STAFF,
                multipart("/collections/units/" + unit.id() + "/upload")
                        .file(new MockMultipartFile(
                                "file", "图片.xlsx", "", "not a workbook".getBytes(StandardCharsets.UTF_8)))
                        .with(csrf()));
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8)).contains("不是 Excel 工作簿");
        assertThat(jdbc.sql("select count(*) from collection_upload where collection_id = ?")
                        .param(unit.id())
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void the_row_page_takes_both_words_says_what_is_wrong_and_shows_them_side_by_side() throws Exception {
        SchoolRow row = story.row(unit, school);
        String path = "/collections/rows/" + row.id();
        MockHttpServletResponse wrong = pages.answer("school-" + school.code(), fields(path, "12", "e@school.example"));
        assertThat(wrong.getStatus()).isEqualTo(422);
        assertThat(wrong.getContentAsString(StandardCharsets.UTF_8)).contains("手机");
        assertThat(pages.answer("school-" + school.code(), fields(path, "19900000041", "e@school.example"))
                        .getRedirectedUrl())
                .isEqualTo(path);
        pages.answer(STAFF, fields(path, "19900000042", "e@school.example"));
        assertThat(pages.page(STAFF, path)).contains("两处填报不一致", "19900000041", "19900000042");
        assertThat(pages.answer("province-230000-lead", fields(path, "19900000043", "e@school.example"))
                        .getStatus())
                .isEqualTo(403);
        assertThat(pages.answer("school-" + other.code(), fields(path, "19900000043", "e@school.example"))
                        .getStatus())
                .isEqualTo(404);
        assertThat(pages.answer(
                                "centre-staff",
                                post(path + "/objection")
                                        .param("reason", "请核实手机号")
                                        .with(csrf()))
                        .getStatus())
                .as("only what waits for the review can be objected to")
                .isEqualTo(422);
    }

    @Test
    void those_who_are_missing_are_urged_once_a_day() throws Exception {
        String path = "/collections/units/" + unit.id();
        jdbc.sql("update public.act_id_user set email_ = 'urged@school.example' where id_ = ?")
                .param(people.of("school-" + school.code()))
                .update();
        pages.answer(STAFF, post(path + "/urge").with(csrf()));
        pages.answer(STAFF, post(path + "/urge").with(csrf()));
        assertThat(jdbc.sql("select count(*) from mail where kind = 'collection-urged' and recipient = ?")
                        .param("urged@school.example")
                        .query(Integer.class)
                        .single())
                .isEqualTo(1);
        assertThat(pages.status("province-320000-staff", path + "/urge")).isIn(404, 405);
        assertThat(pages.answer("supervisor-230000", post(path + "/urge").with(csrf()))
                        .getStatus())
                .isEqualTo(403);
    }

    @Test
    void a_unit_opens_a_round_for_itself_and_its_schools_are_asked_at_once() throws Exception {
        people.run("centre-staff", () -> service.cancel(unit.id(), "由本省自行开启"));
        jobs.runDue(unit.key());
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        MockHttpServletRequestBuilder opening = post("/collections")
                .param("title", "本省自查")
                .param("schoolDueOn", today.plusDays(20).toString())
                .param("unitDueOn", today.plusDays(20).toString())
                .param("email", "unit@mail.example")
                .with(csrf());
        MockHttpServletResponse warned = pages.answer(STAFF, opening);
        assertThat(warned.getStatus()).isEqualTo(422);
        assertThat(warned.getContentAsString(StandardCharsets.UTF_8)).contains("少于 2 个", "仍按此日期");
        MockHttpServletResponse opened = pages.answer(STAFF, opening.param("accepted", "true"));
        assertThat(opened.getRedirectedUrl()).matches("/collections/\\d+");
        UnitRound own = units.running(UNIT).orElseThrow();
        jobs.runDue(own.key());
        assertThat(story.task(story.row(own, school)).key()).isEqualTo(CollectionProcess.FILL);
        assertThat(story.task(own).key()).isEqualTo(CollectionProcess.CHECK);
        assertThat(pages.status("school-" + school.code(), "/collections/new")).isEqualTo(403);
        assertThat(pages.page("school-" + school.code(), "/registry/" + school.code()))
                .contains("本省自查");
    }

    @Test
    void the_national_summary_has_a_sheet_for_each_unit_that_has_sent_in() throws Exception {
        story.fillAll(unit);
        story.submit(unit);
        byte[] summary = pages.answer("centre-staff", get("/collections/" + unit.roundId() + "/summary"))
                .getContentAsByteArray();
        assertThat(reader.read(summary, "汇总.xlsx").sheets())
                .extracting(WorkbookText.Sheet::name)
                .contains("黑龙江省");
    }

    private static ContactEntry entry(Organization school, String mobile, String email) {
        return new ContactEntry(school.name(), "普通高校", "林溪", "干事", "55500001", mobile, email);
    }

    private MockHttpServletRequestBuilder fields(String path, String mobile, String email) {
        return post(path)
                .param("contactName", "林溪")
                .param("position", "干事")
                .param("phone", "55500001")
                .param("mobile", mobile)
                .param("email", email)
                .param("schoolType", "普通高校")
                .with(csrf());
    }
}
