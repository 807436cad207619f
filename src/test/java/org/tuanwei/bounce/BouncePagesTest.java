package org.tuanwei.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Postbox;
import org.tuanwei.testing.TestPeople;

/** Who sees and decides which bounces: pages, interface, queue, list of bad addresses. */
@EngineTest
class BouncePagesTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private TestPeople people;

    private BounceBench bench;

    @BeforeEach
    void emptyPostbox(@Autowired ApplicationContext context) {
        bench = new BounceBench(context);
        bench.postbox.empty();
    }

    @AfterEach
    void leaveNothing() {
        bench.postbox.empty();
    }

    @Test
    void theBounceOfACaseIsSeenByItsSchoolAndByThoseAboveAndByNobodyElse() throws Exception {
        BounceBench.Opened one = bench.registered();
        bench.arrives(Postbox.report(one.mailWith("登记已收到"), one.email(), "failed", "5.1.1", "550 User unknown"));
        String page = "/bounces/" + one.bounces().get(0).id();

        assertThat(text(one.group(), page)).contains(one.email());
        assertThat(text(BounceBench.PROVINCE, page)).contains(one.email());
        assertThat(text("centre-staff", page)).contains(one.email());
        assertThat(text("supervisor-310000", page)).doesNotContain(one.email()).contains("邮箱不存在");
        for (String group :
                new String[] {"school-4131010248", "province-320000-staff", "tencent", "university-office", "operations"
                }) {
            assertThat(status(group, page)).as(group).isEqualTo(404);
            if (!group.equals("tencent") && !group.equals("university-office")) {
                assertThat(text(group, "/bounces")).as(group).doesNotContain(one.receipt());
                assertThat(text(group, "/api/v1/bounces")).as(group).doesNotContain(one.receipt());
            }
        }
        assertThat(text(one.group(), "/cases/" + one.id())).contains("data-testid=\"bounces\"", "邮箱不存在");
        assertThat(text(one.group(), "/api/v1/bounces"))
                .contains("\"bounceClass\":\"INVALID_ADDRESS\"", "\"caseId\":" + one.id(), "bo***@school.example")
                .doesNotContain(one.email());
    }

    @Test
    void whatNobodyCouldMatchIsSeenByTheCentreAndMaskedByOperations() throws Exception {
        String stranger = "stranger" + System.nanoTime() + "@nowhere.example";
        bench.arrives(Postbox.report("nothing of ours", stranger, "failed", "5.1.1", "550 User unknown"));
        String page = "/bounces/" + bench.newest().id();

        assertThat(text("centre-staff", page)).contains(stranger);
        assertThat(text("operations", page)).contains("st***@nowhere.example").doesNotContain(stranger);
        assertThat(status(BounceBench.PROVINCE, page)).isEqualTo(404);
        assertThat(status("school-4131010277", page)).isEqualTo(404);
    }

    @Test
    void aGuessShowsTheReportToTheLevelAboveButNotToTheSchool() throws Exception {
        BounceBench.Opened one = bench.registered();
        bench.arrives(Postbox.report("nothing of ours", one.email(), "failed", "5.1.1", "550 User unknown"));
        String page = "/bounces/" + bench.newest().id();

        assertThat(text(BounceBench.PROVINCE, page)).contains("疑似", one.email());
        assertThat(status(one.group(), page)).isEqualTo(404);
        assertThat(text(one.group(), "/bounces")).doesNotContain("疑似");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 主题一致, 没有这个受理号",
        "TW-0000-AAAAAAAA, 主题一致, 没有这个受理号",
        "own, '', 写明理由",
    })
    void anAssignmentWithoutCaseOrReasonIsRefusedInChinese(String receipt, String reason, String words)
            throws Exception {
        BounceBench.Opened one = bench.registered();
        bench.arrives(Postbox.report("nothing of ours", one.email(), "failed", "5.1.1", "550 User unknown"));
        long id = bench.newest().id();
        String given = "own".equals(receipt) ? one.receipt() : receipt == null ? "" : receipt;

        Object refused = web.perform(post("/bounces/" + id + "/assign")
                        .with(csrf())
                        .with(user(people.of("centre-staff")))
                        .param("receipt", given)
                        .param("reason", reason == null ? "" : reason))
                .andReturn()
                .getFlashMap()
                .get("refused");

        assertThat(refused).asString().contains(words);
        assertThat(bench.byId(id).open()).isTrue();
    }

    @Test
    void aMailOfAnotherCaseIsNotTakenForThisOne() throws Exception {
        BounceBench.Opened one = bench.registered();
        BounceBench.Opened other = bench.registered();
        bench.arrives(Postbox.report("nothing of ours", one.email(), "failed", "5.1.1", "550 User unknown"));
        long id = bench.newest().id();

        bench.decides("centre-staff", id, "/assign", Map.of("receipt", other.receipt(), "reason", "弄错了"));

        assertThat(bench.byId(id).open()).isTrue();
        assertThat(other.fateOf("registration-receipt")).isEqualTo("已发出");
    }

    @Test
    void aBounceThatConcernsNobodyIsLeftWithAReasonAndOnlyOnce() {
        bench.arrives(Postbox.report("nothing of ours", "x@nowhere.example", "failed", "5.1.1", "550 User unknown"));
        long id = bench.newest().id();

        bench.decides("operations", id, "/dismiss", Map.of("reason", "不是本系统的邮件"));

        assertThat(bench.byId(id).state()).isEqualTo(Bounce.State.DISMISSED);
        assertThat(bench.byId(id).decision()).isEqualTo("不是本系统的邮件");
        bench.decides("operations", id, "/dismiss", Map.of("reason", "再来一次"));
        assertThat(bench.byId(id).decision()).isEqualTo("不是本系统的邮件");
    }

    @Test
    void whoOnlySeesMayNotDecide() throws Exception {
        BounceBench.Opened one = bench.registered();
        bench.arrives(Postbox.report("nothing of ours", one.email(), "failed", "5.1.1", "550 User unknown"));
        long id = bench.newest().id();
        assertThat(status(
                        "supervisor-310000",
                        post("/bounces/" + id + "/dismiss").with(csrf()).param("reason", "不处理")))
                .isEqualTo(403);
        assertThat(status(
                        "province-320000-staff",
                        post("/bounces/" + id + "/dismiss").with(csrf()).param("reason", "不处理")))
                .isEqualTo(404);
    }

    @Test
    void anAddressLeavesTheListByAPersonWithAReason() throws Exception {
        BounceBench.Opened one = bench.registered();
        bench.arrives(Postbox.report(one.mailWith("登记已收到"), one.email(), "failed", "5.1.1", "550 User unknown"));
        assertThat(text("operations", "/bounces/suppressed?q=" + one.email()))
                .contains("邮箱不存在", "共 1 个")
                .doesNotContain(">" + one.email());
        assertThat(status(BounceBench.PROVINCE, "/bounces/suppressed")).isEqualTo(403);

        long entry = bench.suppression(one.email());
        bench.posts("operations", "/bounces/suppressed/" + entry + "/remove", Map.of("reason", ""));
        assertThat(bench.suppressed(one.email())).as("not without a reason").isTrue();
        bench.posts("operations", "/bounces/suppressed/" + entry + "/remove", Map.of("reason", "单位确认邮箱已恢复"));
        assertThat(bench.suppressed(one.email())).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tencent", "university-office"})
    void whoHasNoPartInItIsToldSo(String group) throws Exception {
        assertThat(status(group, "/bounces")).isEqualTo(403);
        assertThat(status(group, "/api/v1/bounces")).isEqualTo(403);
    }

    @Test
    void operationsSeeInPlainWordsHowTheReadingGoes() throws Exception {
        bench.arrives(Postbox.report("nothing of ours", "y@nowhere.example", "failed", "5.1.1", "550 User unknown"));
        assertThat(text("operations", "/bounces")).contains("收信正常");
    }

    private String text(String group, String path) throws Exception {
        MockHttpServletResponse response = answer(group, get(path));
        assertThat(response.getStatus()).as(group + " " + path).isEqualTo(200);
        return response.getContentAsString();
    }

    private int status(String group, String path) throws Exception {
        return status(group, get(path));
    }

    private int status(String group, MockHttpServletRequestBuilder request) throws Exception {
        return answer(group, request).getStatus();
    }

    private MockHttpServletResponse answer(String group, MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user(people.of(group)))).andReturn().getResponse();
    }
}
