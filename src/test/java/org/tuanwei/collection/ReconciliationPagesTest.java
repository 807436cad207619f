package org.tuanwei.collection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.mock.web.MockHttpServletResponse;
import org.tuanwei.organization.Organization;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookText;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.testing.EngineTest;

/** Tencent's list of accounts comes in; then registry, table and list are held against one another, on page and in Excel. */
@EngineTest
class ReconciliationPagesTest {

    private static final String UNIT = "130000";
    private static final String STAFF = "province-130000-staff";
    private static final List<String> HEADINGS = List.of("学校标识码", "学校名称", "QQ号", "微博地址");

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private WorkbookReader reader;

    private CollectionStory story;
    private CollectionPages pages;
    private Organization silent;
    private Organization renamed;
    private Organization twice;
    private UnitRound unit;

    @BeforeEach
    void aRound() {
        story = beans.createBean(CollectionStory.class);
        pages = beans.createBean(CollectionPages.class);
        // the round asks the schools that are there when it begins
        silent = story.school(UNIT);
        renamed = story.school(UNIT);
        twice = story.school(UNIT);
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        unit = story.asked(UNIT, today.plusDays(20), today.plusDays(27));
    }

    @Test
    void the_three_lists_are_held_against_one_another_with_what_to_do_about_each_difference() throws Exception {
        fill(renamed);
        fill(twice);

        String list = listOf(renamed, twice);
        MockHttpServletResponse confirmed =
                pages.answer("tencent", post(list + "/confirm").with(csrf()));
        assertThat(confirmed.getRedirectedUrl()).isEqualTo("/collections/accounts");
        assertThat(pages.page("tencent", "/collections/accounts")).contains("现用：", "统计表.xlsx");
        pages.answer("tencent", post(list + "/confirm").with(csrf()));

        String path = "/collections/units/" + unit.id() + "/reconciliation";
        assertThat(pages.page(STAFF, path + "?kind=MISSING_IN_TABLE")).contains(silent.name(), "请催该校填报");
        assertThat(pages.page(STAFF, path + "?kind=MISSING_ACCOUNT"))
                .contains(silent.name())
                .doesNotContain(twice.name());
        assertThat(pages.page(STAFF, path + "?kind=RENAMED")).contains("某某旧名大学", renamed.name(), "请在腾讯账号清单里改为现名");
        assertThat(pages.page(STAFF, path + "?kind=SEVERAL_ACCOUNTS")).contains(twice.name());
        assertThat(pages.page(STAFF, path + "?kind=DUPLICATE_MOBILE")).contains(renamed.name(), twice.name());
        assertThat(pages.page(STAFF, path + "?kind=DUPLICATE_EMAIL")).contains("同一个邮箱");
        assertThat(pages.page(STAFF, path + "?kind=ONE_PERSON_MANY_SCHOOLS")).contains("请各校指定自己的负责人");

        MockHttpServletResponse workbook = pages.answer(STAFF, get(path + "/workbook"));
        assertThat(reader.read(workbook.getContentAsByteArray(), "对账.xlsx").sheets().stream()
                        .flatMap(sheet -> sheet.rows().stream())
                        .map(WorkbookText.Row::cells)
                        .toList()
                        .toString())
                .contains(silent.name(), "某某旧名大学", "一个人负责多所学校");
        assertThat(pages.page("centre-staff", "/collections/" + unit.roundId() + "/reconciliation"))
                .contains("某某旧名大学");
        assertWhoSees(path, silent);
    }

    private void assertWhoSees(String path, Organization school) {
        for (Map.Entry<String, Integer> expected : Map.of(
                        "province-130000-lead",
                        200,
                        "province-320000-staff",
                        404,
                        "supervisor-130000",
                        403,
                        "school-" + school.code(),
                        404,
                        "tencent",
                        404)
                .entrySet()) {
            assertThat(pages.status(expected.getKey(), path))
                    .as(expected.getKey())
                    .isEqualTo(expected.getValue());
        }
        for (String nobody : List.of(STAFF, "school-" + school.code(), "supervisor-CN")) {
            assertThat(pages.status(nobody, "/collections/accounts")).as(nobody).isEqualTo(404);
        }
    }

    private void fill(Organization school) {
        Map<String, Object> values = CollectionStory.contact(77);
        values.put("email", "same-mailbox-130000@school.example");
        story.fill(story.row(unit, school), values);
    }

    /** The list is looked at first; one with a wrong number, and one that is no list, is refused and says the row. */
    private String listOf(Organization renamed, Organization twice) throws Exception {
        byte[] wrong = WorkbookWriter.write("账号", HEADINGS, List.of(List.of(twice.code(), twice.name(), "12x", "")));
        MockHttpServletResponse refused = pages.uploaded("/collections/accounts", "tencent", wrong);
        assertThat(refused.getStatus()).isEqualTo(422);
        assertThat(refused.getContentAsString(StandardCharsets.UTF_8)).contains("QQ号应为5至11位数字", "第2行");
        assertThat(pages.uploaded("/collections/accounts", "tencent", new byte[] {1, 2, 3})
                        .getContentAsString(StandardCharsets.UTF_8))
                .contains("不是 Excel 工作簿");
        String list = pages.upload(
                "/collections/accounts",
                "tencent",
                WorkbookWriter.write(
                        "账号",
                        HEADINGS,
                        List.of(
                                List.of(renamed.code(), "某某旧名大学", "28500130001", "http://t.example/1"),
                                List.of(twice.code(), twice.name(), "28500130002", "http://t.example/2"),
                                List.of(twice.code(), twice.name(), "28500130003", "http://t.example/3"),
                                List.of("4213099999", "名册之外学院", "28500130004", "http://t.example/4"))));
        assertThat(pages.page("tencent", list)).contains("待确认", "某某旧名大学", "名册之外学院", "名册里没有", "启用这份清单");
        assertThat(pages.status("centre-staff", list))
                .as("the centre may act for Tencent")
                .isEqualTo(200);
        return list;
    }
}
