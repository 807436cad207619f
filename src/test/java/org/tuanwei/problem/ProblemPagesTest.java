package org.tuanwei.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.ListQuery;
import org.tuanwei.security.Viewers;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** Who finds which problem, and what he may do with it. */
@EngineTest
class ProblemPagesTest {

    private static final String SHANGHAI = "province-310000-staff";
    private static final List<String> STRANGERS = List.of(
            "province-320000-staff", "province-320000-lead", "school-4132010284", "supervisor-320000", "operations");

    @Autowired
    private ApplicationContext context;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestPeople people;

    @Autowired
    private ProblemList list;

    @Autowired
    private Viewers viewers;

    @Test
    void whoever_has_no_part_in_it_does_not_find_it() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        long id = bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "登录时提示号码被冻结")
                .id();

        for (String group : STRANGERS) {
            as(group, get("/problems/" + id)).andExpect(status().isNotFound());
            as(group, entry(id, "我也来说两句")).andExpect(status().isNotFound());
            as(group, raise(bench, "FROZEN", "登录时提示号码被冻结")).andExpect(status().is4xxClientError());
            assertThat(visible(group)).as(group).doesNotContain(id);
        }
        as("university-office", get("/problems/" + id)).andExpect(status().isNotFound());
        mvc.perform(get("/problems/" + id).accept(MediaType.TEXT_HTML)).andExpect(status().is3xxRedirection());
        assertThat(bench.threads.of(id)).hasSize(1);
    }

    @Test
    void school_province_centre_and_partner_work_on_it() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        long id = bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "登录时提示号码被冻结")
                .id();

        for (String group : List.of(bench.schoolGroup, SHANGHAI, "province-310000-lead", "centre-staff", "tencent")) {
            as(group, get("/problems/" + id))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("登录时提示号码被冻结")));
            as(group, entry(id, "补充：" + group)).andExpect(redirectedUrl("/problems/" + id + "#thread"));
            assertThat(visible(group)).as(group).contains(id);
        }
        assertThat(bench.threads.of(id)).hasSize(6);
    }

    @Test
    void a_supervisor_looks_on_and_reads_no_personal_data() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        long id = bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "登录时提示号码被冻结")
                .id();
        as(bench.schoolGroup, entry(id, "请回电 19900000088")).andExpect(status().is3xxRedirection());

        for (String group : List.of("supervisor-310000", "supervisor-CN")) {
            as(group, get("/problems/" + id))
                    .andExpect(status().isOk())
                    .andExpect(content().string(not(containsString("19900000088"))))
                    .andExpect(content().string(containsString("199****88")));
            as(group, entry(id, "督办意见")).andExpect(status().isForbidden());
        }
        as(SHANGHAI, get("/problems/" + id)).andExpect(content().string(containsString("19900000088")));
    }

    @Test
    void the_partner_sees_what_was_put_to_it_or_raised_by_it_and_nothing_else() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        bench.opened(ProblemKind.RESEND_EXHAUSTED, "多次退信", bench.schoolGroup);
        long inHouse = bench.only().id();
        ProblemBench objected = new ProblemBench(context);
        objected.opened(ProblemKind.DATA_INCOMPLETE, "通信地址缺少门牌号", "tencent");

        as("tencent", get("/problems/" + inHouse)).andExpect(status().isNotFound());
        as("tencent", get("/problems/" + objected.only().id())).andExpect(status().isOk());
        assertThat(visible("tencent")).contains(objected.only().id()).doesNotContain(inHouse);
    }

    @Test
    void the_list_is_narrowed_by_its_address() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        long id = bench.raised(bench.schoolGroup, ProblemKind.NOT_ME, "取号记录不是本单位的")
                .id();

        String address = "/problems?state=OPEN&kind=NOT_ME&unit=310000";
        as("centre-staff", get(address))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("/problems/" + id + "\"")));
        as("centre-staff", get("/problems?state=CLOSED&kind=NOT_ME&unit=310000"))
                .andExpect(content().string(not(containsString("/problems/" + id + "\""))));
        as("centre-staff", get("/problems?unit=320000&kind=NOT_ME"))
                .andExpect(content().string(containsString("没有符合这些条件的问题")));
        as("centre-staff", get("/problems?state=no-such&page=-4")).andExpect(status().isOk());
    }

    @Test
    void raising_says_what_happens_next_or_what_is_wrong() throws Exception {
        ProblemBench bench = new ProblemBench(context);

        as(bench.schoolGroup, raise(bench, "FROZEN", "冻"))
                .andExpect(redirectedUrl("/cases/" + bench.file.id() + "#problem"))
                .andExpect(flash().attributeExists("problemRefused"));
        as(bench.schoolGroup, raise(bench, "DATA_INCOMPLETE", "学校不能提这一类"))
                .andExpect(flash().attribute("problemRefused", "请选择问题类别"));
        assertThat(bench.problems.ofCase(bench.file.id())).isEmpty();
        as(bench.schoolGroup, raise(bench, "FROZEN", "登录时提示号码被冻结"))
                .andExpect(redirectedUrl("/problems/" + bench.only().id()));
        as("supervisor-310000", raise(bench, "FROZEN", "登录时提示号码被冻结")).andExpect(status().isForbidden());
        mvc.perform(post("/cases/" + bench.file.id() + "/problems").with(user(people.of(bench.schoolGroup))))
                .andExpect(status().isForbidden());
    }

    @Test
    void the_form_beside_a_task_is_for_those_who_may_raise_and_says_what_is_wrong() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        String page = "/cases/" + bench.file.id() + "/problems/new";
        for (String group : STRANGERS) {
            as(group, get(page)).andExpect(status().is(group.equals("operations") ? 403 : 404));
        }
        as("supervisor-310000", get(page)).andExpect(status().isForbidden());
        mvc.perform(get(page).accept(MediaType.TEXT_HTML)).andExpect(status().is3xxRedirection());
        as("tencent", get(page)).andExpect(status().isNotFound());
        for (String group : List.of(bench.schoolGroup, SHANGHAI, "centre-staff")) {
            as(group, get(page))
                    .andExpect(status().isOk())
                    .andExpect(content().string(containsString("密码不对")))
                    .andExpect(content().string(not(containsString("资料不完整"))));
        }

        as(bench.schoolGroup, raise(bench, "FROZEN", "冻").param("alone", "true"))
                .andExpect(redirectedUrl(page))
                .andExpect(flash().attribute("problemRefused", "请用 4 至 300 个字说明问题"))
                .andExpect(flash().attribute("problemText", "冻"))
                .andExpect(flash().attribute("problemKind", "FROZEN"));
        as(bench.schoolGroup, raise(bench, "FROZEN", "密码 Geheim2026x 登录不了").param("alone", "true"))
                .andExpect(redirectedUrl(page))
                .andExpect(flash().attribute("problemRefused", containsString("似乎写有密码")));
        as(bench.schoolGroup, get(page).flashAttr("problemRefused", "请选择问题类别").flashAttr("problemText", "登录不上的经过"))
                .andExpect(content().string(containsString("请选择问题类别")))
                .andExpect(content().string(containsString("登录不上的经过")));
        assertThat(bench.problems.ofCase(bench.file.id())).isEmpty();

        as(bench.schoolGroup, raise(bench, "FROZEN", "登录时提示号码被冻结").param("alone", "true"))
                .andExpect(redirectedUrl("/problems/" + bench.only().id()))
                .andExpect(flash().attribute("notice", containsString("腾讯处理")));
    }

    @Test
    void an_account_in_operation_may_still_be_in_trouble_but_its_data_are_no_matter_any_more() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        context.getBean(CaseFiles.class).recordAccount(bench.file.id(), "28" + bench.file.id() + "77", null);
        context.getBean(CaseFiles.class).markOpen(bench.file.id());

        as(SHANGHAI, get("/cases/" + bench.file.id() + "/problems/new"))
                .andExpect(content().string(containsString("号码冻结")))
                .andExpect(content().string(not(containsString("邮箱不正确"))));
        as(SHANGHAI, raise(bench, "ADDRESS_INVALID", "邮箱域名已经停用了"))
                .andExpect(flash().attribute("problemRefused", "请选择问题类别"));
        as(bench.schoolGroup, raise(bench, "FROZEN", "登录时提示号码被冻结")).andExpect(status().is3xxRedirection());
        bench.answered("tencent", ProblemProcess.HANDLE, Map.of("action", "unfrozen", "answer", "已解除保护，可以登录"));
        bench.complete(bench.schoolGroup, ProblemProcess.CONFIRM, Map.of("solved", "yes"));

        assertThat(bench.only().closedHow()).isEqualTo(Problem.ClosedHow.CONFIRMED);
        assertThat(bench.open()).isEmpty();
        assertThat(context.getBean(CaseFiles.class).get(bench.file.id()).state())
                .isEqualTo(CaseFile.State.OPEN);
    }

    @Test
    void a_note_is_kept_as_typed_refused_with_a_password_and_after_closing() throws Exception {
        ProblemBench bench = new ProblemBench(context);
        long id = bench.raised(bench.schoolGroup, ProblemKind.FROZEN, "登录时提示号码被冻结")
                .id();

        as(bench.schoolGroup, entry(id, "<script>alert(1)</script>"))
                .andExpect(redirectedUrl("/problems/" + id + "#thread"));
        as(bench.schoolGroup, get("/problems/" + id)).andExpect(content().string(not(containsString("<script>alert"))));
        as(bench.schoolGroup, entry(id, "密码 abc12345 登录不了")).andExpect(flash().attributeExists("refused"));
        as(bench.schoolGroup, entry(id, "  ")).andExpect(flash().attributeExists("refused"));
        bench.workflow.tryCorrelate(
                "partner-problem.settled", bench.file.id(), bench.file.unitCode(), Map.of(), Map.of());
        as(bench.schoolGroup, entry(id, "还有一句")).andExpect(flash().attributeExists("refused"));
        assertThat(bench.threads.of(id)).hasSize(3);
    }

    private List<Long> visible(String group) {
        List<Long> all = new ArrayList<>();
        ListQuery.Page<ProblemList.Row> page;
        int number = 0;
        do {
            page = list.page(viewers.of(people.of(group)), new ProblemFilter(null, null, null, null, null, ++number));
            page.rows().forEach(row -> all.add(row.problem().id()));
        } while (number < page.pages());
        return all;
    }

    private ResultActions as(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group))));
    }

    private static MockHttpServletRequestBuilder entry(long id, String text) {
        return post("/problems/" + id + "/entries").with(csrf()).param("text", text);
    }

    private static MockHttpServletRequestBuilder raise(ProblemBench bench, String kind, String text) {
        return post("/cases/" + bench.file.id() + "/problems")
                .with(csrf())
                .param("kind", kind)
                .param("text", text);
    }
}
