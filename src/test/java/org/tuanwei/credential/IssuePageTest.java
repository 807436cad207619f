package org.tuanwei.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.credential.Credential.State;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.TestPeople;

/** Tencent's page for one case: its own alone, entered twice, never read back. */
@EngineTest
class IssuePageTest {

    @Autowired
    private ApplicationContext context;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private TestPeople people;

    @Autowired
    private JdbcClient jdbc;

    @Test
    void nobodyButTencentFindsThePage() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "520000");
        String page = address(bench);

        for (String group : List.of(
                "province-520000-staff",
                "province-520000-lead",
                "centre-staff",
                "centre-lead",
                "operations",
                "supervisor-CN")) {
            as(group, get(page)).andExpect(status().isNotFound());
            as(group, post(page).with(csrf()).param("qqNumber", "2300001")).andExpect(status().isNotFound());
            as(group, post(page + "/objection").with(csrf())).andExpect(status().isNotFound());
            as(group, get("/tasks/credentials")).andExpect(status().isNotFound());
            as(group, get("/tasks/credentials/template")).andExpect(status().isNotFound());
        }
        mvc.perform(get(page).accept(MediaType.TEXT_HTML)).andExpect(status().is3xxRedirection());
        as("tencent", get("/tasks/no-such-task/credentials")).andExpect(status().isNotFound());
        assertThat(bench.credential()).isEmpty();
    }

    @Test
    void theTaskOfAnotherStepIsNotFoundHere() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "530000").issued("2300002", "geheim-I2");

        as(
                        "tencent",
                        get("/tasks/"
                                + bench.task(CredentialProcess.AWAIT_PICK_UP).taskId() + "/credentials"))
                .andExpect(status().isNotFound());
    }

    @Test
    void thePageShowsWhomItIsForAndThatIsLogged() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "540000");

        String page = body(as("tencent", get(address(bench))).andExpect(status().isOk()));

        assertThat(page).contains(bench.file.organizationName(), bench.file.receipt(), "王小明", bench.email());
        assertThat(jdbc.sql("select user_id from audit_entry where action = 'contact.viewed' and object = :object")
                        .param("object", "case:" + bench.file.id())
                        .query(String.class)
                        .list())
                .containsExactly("t.tencent");
    }

    @Test
    void wrongEntriesAreNamedFieldByFieldAndThePasswordIsNotEchoed() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "610000");

        String page = body(as(
                        "tencent",
                        post(address(bench))
                                .with(csrf())
                                .param("qqNumber", "0123")
                                .param("password", "geheim-I4")
                                .param("passwordAgain", "geheim-I5"))
                .andExpect(status().isUnprocessableEntity()));

        assertThat(page)
                .contains("QQ 号应为 5 至 11 位数字", "两次输入的初始密码不一致", "value=\"0123\"")
                .doesNotContain("geheim-I4", "geheim-I5");
        assertThat(bench.credential()).isEmpty();
    }

    @Test
    void aNumberOfAnotherCaseIsRefused() throws Exception {
        new DeliveryBench(context, "620000").issued("2300006", "geheim-I6");
        DeliveryBench bench = new DeliveryBench(context, "620000");

        String page =
                body(as("tencent", entry(bench, "2300006", "geheim-I7")).andExpect(status().isUnprocessableEntity()));

        assertThat(page).contains("已登记给");
    }

    @Test
    void whatIsEnteredIsSealedAndMailedAsALink() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "630000");

        as("tencent", entry(bench, " 2300008 ", "geheim-I8")).andExpect(redirectedUrl("/desk"));
        bench.sent();

        assertThat(bench.credential().orElseThrow().state()).isEqualTo(State.SEALED);
        assertThat(bench.credential().orElseThrow().qqNumber()).isEqualTo("2300008");
        assertThat(bench.tokens()).hasSize(1);
        assertThat(bench.mails(bench.email()))
                .noneMatch(mail -> mail.contains("2300008") || mail.contains("geheim-I8"));
    }

    @Test
    void anObjectionNeedsAKindAndWords() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "640000");

        String page = body(
                as("tencent", post(address(bench) + "/objection").with(csrf()).param("kind", "NOT_ME"))
                        .andExpect(status().isUnprocessableEntity()));

        assertThat(page).contains("请选择资料无法使用的原因", "请用 4 至 500 个字说明哪里需要更正");
        as(
                        "tencent",
                        post(address(bench) + "/objection")
                                .with(csrf())
                                .param("kind", "ADDRESS_INVALID")
                                .param("text", "邮箱域名不存在"))
                .andExpect(redirectedUrl("/desk"));
        assertThat(bench.ends()).containsExactly("EndEvent_DataUnusable");
    }

    @Test
    void thePhraseIsSetOnceByItsOwnerAndResetByTheSuperiorOnly() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "650000");
        String page = "/cases/" + bench.file.id() + "/pickup-phrase";

        as("province-650000-staff", get(page)).andExpect(status().isForbidden());
        as("province-640000-staff", get(page)).andExpect(status().isNotFound());
        as("tencent", get(page)).andExpect(status().isForbidden());
        as("centre-staff", get(page)).andExpect(status().isOk());
        as("centre-staff", post(page).with(csrf()).param("phrase", "电话约定的新口令").param("phraseAgain", "电话约定的新口令"))
                .andExpect(redirectedUrl("/cases/" + bench.file.id()));
        assertThat(bench.story()).contains("credential.phraseReset");
    }

    private MockHttpServletRequestBuilder entry(DeliveryBench bench, String number, String password) {
        return post(address(bench))
                .with(csrf())
                .param("qqNumber", number)
                .param("password", password)
                .param("passwordAgain", password);
    }

    private ResultActions as(String group, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(user(people.of(group))));
    }

    private static String address(DeliveryBench bench) {
        return "/tasks/" + bench.task(CredentialProcess.ISSUE).taskId() + "/credentials";
    }

    private static String body(ResultActions result) throws Exception {
        return result.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }
}
