package org.tuanwei.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.tuanwei.contacttable.ContactEntry;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookText;
import org.tuanwei.testing.EngineTest;

/** What a unit does with workbooks in a round: choose, download, mail again, keep its mailbox, reconcile; in one unit. */
@EngineTest
class UploadPagesTest {

    private static final String UNIT = "140000";
    private static final String STAFF = "province-140000-staff";

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private SchoolRows rows;

    @Autowired
    private Submissions submissions;

    @Autowired
    private ContactTables tables;

    @Autowired
    private Organizations organizations;

    @Autowired
    private WorkbookReader reader;

    @Autowired
    private JdbcClient jdbc;

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
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        unit = story.asked(UNIT, today.plusDays(20), today.plusDays(27));
    }

    private String uploadPage() {
        return "/collections/units/" + unit.id() + "/upload";
    }

    @Test
    void a_school_with_a_close_name_is_asked_for_chosen_and_taken() throws Exception {
        String nearly = school.name().replace("测试大学", "测试学院大学");
        String preview = pages.upload(
                uploadPage(),
                STAFF,
                tables.provinceTable(
                        organizations.require(UNIT), List.of(entry(nearly, "19900000051", "e@school.example"))));
        assertThat(pages.page(STAFF, preview))
                .contains("请选择学校", "请选择是哪一所", school.name() + "（" + school.code() + "）", "按所选学校重新核对")
                .doesNotContain("data-testid=\"take\"");
        String choice = "choice:" + sheetOf(preview) + "!4";
        assertThat(pages.page(STAFF, preview)).contains("name=\"" + choice + "\"");

        pages.answer(STAFF, post(preview + "/choices").param(choice, "").with(csrf()));
        assertThat(pages.page(STAFF, preview)).contains("请选择学校");
        pages.answer(
                STAFF, post(preview + "/choices").param(choice, "4100000000").with(csrf()));
        assertThat(pages.page(STAFF, preview))
                .as("a school that is not offered is not taken")
                .contains("请选择是哪一所");
        pages.answer(
                STAFF, post(preview + "/choices").param(choice, school.code()).with(csrf()));
        assertThat(pages.page(STAFF, preview)).contains("即 " + school.name(), "收下 1 行");
        pages.answer(STAFF, post(preview + "/take").with(csrf()));
        assertThat(rows.current(story.row(unit, school)).orElseThrow().entry().mobile())
                .isEqualTo("19900000051");
    }

    private String sheetOf(String preview) {
        long id = Long.parseLong(preview.substring(preview.lastIndexOf('/') + 1));
        byte[] content = jdbc.sql("select content from collection_upload where id = ?")
                .param(id)
                .query((row, n) -> row.getBytes(1))
                .single();
        return reader.read(content, "表.xlsx").sheets().get(0).name();
    }

    @Test
    void the_template_the_annotated_file_and_the_failed_rows_come_under_their_names_with_what_belongs_in_them()
            throws Exception {
        MockHttpServletResponse template = pages.answer(STAFF, get("/collections/units/" + unit.id() + "/template"));
        assertThat(fileName(template)).isEqualTo("统计表模板-山西省.xlsx");
        assertThat(text(template)).contains("省份：山西省", school.name(), other.name());
        SchoolRow row = story.row(unit, school);
        MockHttpServletResponse own =
                pages.answer("school-" + school.code(), get("/collections/rows/" + row.id() + "/template"));
        assertThat(text(own)).contains(school.name()).doesNotContain(other.name());

        String preview = pages.upload(
                uploadPage(),
                STAFF,
                tables.provinceTable(
                        organizations.require(UNIT),
                        List.of(
                                entry(school.name(), "19900000061", "f@school.example"),
                                entry(other.name(), "199", "g@school.example"))));
        MockHttpServletResponse annotated = pages.answer(STAFF, get(preview + "/annotated"));
        assertThat(fileName(annotated)).isEqualTo("统计表-批注.xlsx");
        assertThat(text(annotated)).contains("错误说明", school.name(), other.name(), "【错误】");
        MockHttpServletResponse failed = pages.answer(STAFF, get(preview + "/failed"));
        assertThat(fileName(failed)).isEqualTo("统计表-失败行.xlsx");
        assertThat(text(failed)).contains(other.name(), "【错误】").doesNotContain(school.name());
        assertThat(pages.status("province-320000-staff", preview + "/annotated"))
                .isEqualTo(404);
        assertThat(pages.status("centre-staff", preview + "/failed")).isEqualTo(403);
    }

    private static String fileName(MockHttpServletResponse answer) {
        assertThat(answer.getStatus()).isEqualTo(200);
        String header = String.valueOf(answer.getHeader("Content-Disposition"));
        return org.springframework.http.ContentDisposition.parse(header).getFilename();
    }

    private String text(MockHttpServletResponse workbook) {
        return reader.read(workbook.getContentAsByteArray(), "表.xlsx").sheets().stream()
                .flatMap(sheet -> sheet.rows().stream())
                .map(WorkbookText.Row::cells)
                .toList()
                .toString();
    }

    @Test
    void rows_that_excel_hides_are_read_and_the_official_is_told_so() throws Exception {
        byte[] workbook = tables.provinceTable(
                organizations.require(UNIT),
                List.of(
                        entry(school.name(), "19900000071", "h@school.example"),
                        entry(other.name(), "19900000072", "i@school.example")));
        try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(workbook));
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            XSSFSheet sheet = book.getSheetAt(0);
            sheet.getRow(sheet.getLastRowNum()).setZeroHeight(true);
            book.write(out);
            String preview = pages.upload(uploadPage(), STAFF, out.toByteArray());
            assertThat(pages.page(STAFF, preview))
                    .contains("有 1 行在工作簿里是隐藏的（第 " + (sheet.getLastRowNum() + 1) + " 行）", "隐藏行", "收下 2 行");
        }
    }

    @Test
    void a_workbook_that_was_mailed_to_a_wrong_mailbox_is_mailed_again_once_it_is_put_right() throws Exception {
        story.fillAll(unit);
        story.submit(unit);
        Submission submission = submissions.of(unit.id()).get(0);
        String before = String.valueOf(submission.mailKey());
        String again = "/collections/units/" + unit.id() + "/submissions/" + submission.id() + "/mail";
        assertThat(pages.page(STAFF, "/collections/units/" + unit.id()))
                .contains("邮寄工作簿", "待发送")
                .doesNotContain(">重新寄送<");
        pages.answer(STAFF, post(again).with(csrf()));
        assertThat(submissions.of(unit.id()).get(0).mailKey())
                .as("nothing is mailed twice to the same mailbox")
                .isEqualTo(before);
        pages.answer(
                "centre-staff",
                post("/collections/mailboxes/CN")
                        .param("email", "centre-new@mail.example")
                        .with(csrf()));
        try {
            assertThat(pages.answer("province-140000-lead", post(again).with(csrf()))
                            .getStatus())
                    .isEqualTo(403);
            assertThat(pages.answer("province-320000-staff", post(again).with(csrf()))
                            .getStatus())
                    .isEqualTo(404);
            pages.answer(STAFF, post(again).with(csrf()));
            String after = String.valueOf(submissions.of(unit.id()).get(0).mailKey());
            assertThat(after).isNotEqualTo(before);
            assertThat(jdbc.sql("select recipient from mail where unique_key = ?")
                            .param(after)
                            .query(String.class)
                            .list())
                    .containsExactly("centre-new@mail.example");
            assertThat(pages.page(STAFF, "/collections/units/" + unit.id()))
                    .contains("重新寄送工作簿")
                    .doesNotContain(">重新寄送<");
            jdbc.sql("update mail set state = 'BOUNCED', sent_at = now(), refused_at = now(), last_error = '信箱已满'"
                            + " where unique_key = ?")
                    .param(after)
                    .update();
            assertThat(pages.page(STAFF, "/collections/units/" + unit.id())).contains("已退信：信箱已满", ">重新寄送<");
            pages.answer(STAFF, post(again).with(csrf()));
            assertThat(submissions.of(unit.id()).get(0).mailKey()).isEqualTo(after + "/1");
        } finally {
            pages.answer(
                    "centre-staff",
                    post("/collections/mailboxes/CN")
                            .param("email", "centre@mail.example")
                            .with(csrf()));
        }
    }

    @Test
    void everybody_keeps_his_own_mailbox_and_a_wrong_address_is_refused_in_words() throws Exception {
        String path = "/collections/mailboxes";
        assertThat(pages.page("centre-staff", path)).contains("团中央学校部", "山西省");
        assertThat(pages.page(STAFF, path)).contains("山西省").doesNotContain("江苏省", "/mailboxes/CN");
        assertThat(pages.page("province-140000-lead", path)).doesNotContain("/mailboxes/140000");
        for (String nobody : List.of("tencent", "school-" + school.code(), "supervisor-140000")) {
            assertThat(pages.status(nobody, path)).as(nobody).isEqualTo(404);
        }
        pages.answer(
                STAFF,
                post(path + "/140000").param("email", "shanxi@mail.example").with(csrf()));
        assertThat(pages.page(STAFF, path)).contains("shanxi@mail.example");
        MockHttpServletResponse wrong = pages.answer(
                STAFF,
                post(path + "/140000").param("email", "shanxi.mail.example").with(csrf()));
        assertThat(wrong.getRedirectedUrl()).isEqualTo(path);
        assertThat(pages.page(STAFF, path)).contains("shanxi@mail.example");
        assertThat(pages.answer(
                                STAFF,
                                post(path + "/CN")
                                        .param("email", "x@mail.example")
                                        .with(csrf()))
                        .getStatus())
                .isEqualTo(404);
        assertThat(pages.answer(
                                "centre-staff",
                                post(path + "/140000")
                                        .param("email", "x@mail.example")
                                        .with(csrf()))
                        .getStatus())
                .as("the centre sees a unit's mailbox, the unit keeps it")
                .isEqualTo(403);
    }

    private static ContactEntry entry(String school, String mobile, String email) {
        return new ContactEntry(school, "普通高校", "林溪", "干事", "55500001", mobile, email);
    }
}
