package org.tuanwei.supervision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.config.AutowireCapableBeanFactory;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.organization.Organization;
import org.tuanwei.spreadsheet.SheetTable;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** Who sees and does what on the pages of supervision. */
@EngineTest
class SupervisionPagesTest {

    @Autowired
    private AutowireCapableBeanFactory beans;

    @Autowired
    private Supervisions supervisions;

    @Autowired
    private TestPeople people;

    @Autowired
    private WorkbookReader reader;

    @Autowired
    private MockMvc mvc;

    private SupervisionStage stage;
    private Organization school;

    @BeforeEach
    void aSchool() {
        stage = beans.createBean(SupervisionStage.class);
        school = stage.school();
    }

    @Test
    void a_draft_is_seen_by_the_supervising_side_and_an_issued_one_by_the_unit_too() throws Exception {
        Supervision draft = stage.proposed(school);
        String owner = "school-" + school.code();
        Map<String, List<Integer>> expected = new TreeMap<>();
        expected.put("centre-staff", List.of(200, 200));
        expected.put("centre-lead", List.of(200, 200));
        expected.put("supervisor-CN", List.of(200, 200));
        expected.put(SupervisionStage.SUPERVISOR, List.of(200, 200));
        expected.put(SupervisionStage.STAFF, List.of(200, 200));
        expected.put(SupervisionStage.LEAD, List.of(200, 200));
        expected.put(owner, List.of(200, 404));
        expected.put("supervisor-320000", List.of(200, 404));
        expected.put("province-320000-staff", List.of(200, 404));
        expected.put("province-320000-lead", List.of(200, 404));
        expected.put("tencent", List.of(404, 404));
        expected.put("university-office", List.of(404, 404));
        expected.put("operations", List.of(404, 404));
        assertThat(statuses(expected, draft)).isEqualTo(expected);
        assertThat(page(owner, "/supervisions")).contains("没有对本校的督办");

        stage.complete(draft, SupervisionStage.LEAD, Map.of("decision", "approve"));
        stage.issueDue(draft);
        expected.put(owner, List.of(200, 200));
        assertThat(statuses(expected, draft)).isEqualTo(expected);
        assertThat(page(owner, "/supervisions/" + draft.id()))
                .contains("催办三次仍未登记", "请在限期内登记开通微博")
                .doesNotContain("挂起这件督办");
        String other = "school-" + stage.school().code();
        assertThat(status(other, get("/supervisions/" + draft.id()))).isEqualTo(404);
        assertThat(page(SupervisionStage.STAFF, "/registry/" + school.code()))
                .contains("data-testid=\"supervision-card\"");
        assertThat(page("province-320000-staff", "/supervisions?q=" + school.code()))
                .doesNotContain(school.name());
    }

    private Map<String, List<Integer>> statuses(Map<String, List<Integer>> groups, Supervision supervision)
            throws Exception {
        Map<String, List<Integer>> found = new TreeMap<>();
        for (String group : groups.keySet()) {
            found.put(
                    group,
                    List.of(
                            status(group, get("/supervisions")),
                            status(group, get("/supervisions/" + supervision.id()))));
        }
        return found;
    }

    @Test
    void a_unit_does_not_see_what_the_centre_drafts_about_it() throws Exception {
        Organization unit = stage.unit("630000");
        Supervision draft = stage.proposed(unit);
        for (String group : List.of("province-630000-staff", "province-630000-lead", "supervisor-630000")) {
            assertThat(status(group, get("/supervisions/" + draft.id())))
                    .as(group)
                    .isEqualTo(404);
        }
        stage.complete(draft, "centre-lead", Map.of("decision", "approve"));
        stage.issueDue(draft);
        assertThat(status("province-630000-lead", get("/supervisions/" + draft.id())))
                .isEqualTo(200);
        assertThat(status("supervisor-630000", get("/supervisions/" + draft.id())))
                .isEqualTo(200);
    }

    @Test
    void cockpit_leads_from_the_instance_to_the_supervision_s_own_page() throws Exception {
        Supervision supervision = stage.handling(school);
        String instance = "/api/v1/instances/" + stage.task(supervision).processInstanceId();
        assertThat(page(SupervisionStage.SUPERVISOR, instance))
                .contains(
                        "\"caseId\":null",
                        "\"caseUrl\":\"/supervisions/" + supervision.id() + "\"",
                        "办理",
                        school.name());
        assertThat(status("supervisor-320000", get(instance))).isEqualTo(404);
    }

    @Test
    void what_is_wrong_in_the_form_is_said_beside_the_field_and_nothing_is_stored() throws Exception {
        assertThat(refusal(Map.of("organization", "没有这所大学"))).contains("您的范围内没有「没有这所大学」");
        assertThat(refusal(Map.of("organization", ""))).contains("请填写承办单位的名称或代码");
        assertThat(refusal(Map.of("organization", "4132010284"))).contains("您的范围内没有");
        assertThat(refusal(Map.of("organization", SupervisionStage.UNIT))).contains("省级单位由团中央督办");
        assertThat(refusal(Map.of("kind", ""))).contains("请选择缺口的类别");
        assertThat(refusal(Map.of("detail", "无"))).contains("请用 2 至 200 个字写明缺口");
        assertThat(refusal(Map.of("demand", "办"))).contains("请用 4 至 1000 个字写明督办要求");
        assertThat(refusal(Map.of("termDays", "400"))).contains("请选择办理期限");
        assertThat(supervisions.openOf(school.code())).isEmpty();
    }

    @Test
    void a_second_lapse_joins_the_open_supervision_and_the_page_says_so() throws Exception {
        MockHttpServletResponse first = open(SupervisionStage.STAFF, Map.of());
        assertThat(first.getStatus()).isEqualTo(302);
        MockHttpServletResponse second = open(SupervisionStage.SUPERVISOR, Map.of("detail", "统计表没有填"));
        assertThat(second.getRedirectedUrl()).isEqualTo(first.getRedirectedUrl());
        assertThat(page(SupervisionStage.LEAD, String.valueOf(first.getRedirectedUrl())))
                .contains("三次催办没有回应", "统计表没有填", "待审核");
    }

    @Test
    void leads_schools_and_foreign_people_open_and_park_nothing() throws Exception {
        assertThat(status(SupervisionStage.LEAD, get("/supervisions/new"))).isEqualTo(403);
        assertThat(status("school-" + school.code(), get("/supervisions/new"))).isEqualTo(403);
        assertThat(status("tencent", get("/supervisions/new"))).isEqualTo(404);
        Supervision supervision = stage.handling(school);
        String parking = "/supervisions/" + supervision.id() + "/parking";
        assertThat(status("school-" + school.code(), post(parking).with(csrf())))
                .isEqualTo(403);
        assertThat(status(SupervisionStage.LEAD, post(parking).with(csrf()))).isEqualTo(403);
        assertThat(status("supervisor-320000", post(parking).with(csrf()))).isEqualTo(404);
        MockHttpServletResponse empty =
                answer(SupervisionStage.STAFF, post(parking).with(csrf()));
        assertThat(empty.getStatus()).isEqualTo(302);
        assertThat(supervisions.get(supervision.id()).state()).isEqualTo(Supervision.State.HANDLING);
    }

    @Test
    void the_ledger_holds_what_the_list_shows_and_runs_no_formula() throws Exception {
        open(
                SupervisionStage.STAFF,
                Map.of("detail", "＝cmd|' /C calc'!A0", "demand", "=HYPERLINK(\"http://x.example\")"));
        Supervision supervision = supervisions.openOf(school.code()).orElseThrow();
        byte[] workbook = answer(
                        SupervisionStage.STAFF, get("/supervisions/ledger").param("q", school.code()))
                .getContentAsByteArray();
        SheetTable table = SheetTable.find(reader.read(workbook, "督办台账.xlsx"), LedgerSheet.HEADINGS);
        assertThat(table.lines()).singleElement().satisfies(line -> {
            assertThat(line.get("承办单位")).isEqualTo(school.name());
            assertThat(line.get("督办要求")).isEqualTo("=HYPERLINK(\"http://x.example\")");
            assertThat(line.get("状态")).isEqualTo(supervision.state().label());
        });
        assertThat(answer("province-320000-staff", get("/supervisions/ledger").param("q", school.code()))
                        .getContentAsByteArray())
                .satisfies(bytes -> assertThat(SheetTable.find(reader.read(bytes, "督办台账.xlsx"), LedgerSheet.HEADINGS)
                                .lines())
                        .isEmpty());
    }

    private String refusal(Map<String, String> wrong) throws Exception {
        MockHttpServletResponse answer = open(SupervisionStage.STAFF, wrong);
        assertThat(answer.getStatus()).isEqualTo(422);
        return answer.getContentAsString(StandardCharsets.UTF_8);
    }

    private MockHttpServletResponse open(String group, Map<String, String> changed) throws Exception {
        Map<String, String> fields = new TreeMap<>(Map.of(
                "organization", school.code(),
                "kind", "NOT_OPENED",
                "detail", "三次催办没有回应",
                "demand", "请在限期内登记",
                "termDays", "5"));
        fields.putAll(changed);
        MockHttpServletRequestBuilder request = post("/supervisions").with(csrf());
        fields.forEach(request::param);
        return answer(group, request);
    }

    private String page(String group, String path) throws Exception {
        return answer(group, get(path)).getContentAsString(StandardCharsets.UTF_8);
    }

    private int status(String group, MockHttpServletRequestBuilder request) throws Exception {
        return answer(group, request).getStatus();
    }

    private MockHttpServletResponse answer(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group)))).andReturn().getResponse();
    }
}
