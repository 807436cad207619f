package org.tuanwei.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.tuanwei.credential.Credential.State;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.MovableClock;

/** Security row 16 on the public page: looking is harmless, the phrase reveals once, strangers learn nothing. */
@EngineTest
class PickupPageTest {

    private static final String UNKNOWN = "/pickup/" + "A".repeat(32);

    @Autowired
    private ApplicationContext context;

    @Autowired
    private MockMvc mvc;

    @Autowired
    private MovableClock clock;

    @AfterEach
    void backToToday() {
        clock.back();
    }

    @Test
    void lookingShowsNoNameBurnsNothingAndIsNotKept() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "420000").issued("2200001", "geheim-P1");
        String address = "/pickup/" + bench.newestToken();

        for (int i = 0; i < 3; i++) {
            String page = body(from("10.1.0.1", get(address))
                    .andExpect(status().isOk())
                    .andExpect(header().string("Cache-Control", "no-store"))
                    .andExpect(header().string("Referrer-Policy", "no-referrer")));
            assertThat(page)
                    .contains("取号口令", "非本人领取", "data-testid=\"pickup\"")
                    .doesNotContain(bench.file.organizationName(), "湖北", "2200001", "geheim-P1", bench.file.receipt());
        }

        assertThat(bench.credential().orElseThrow().state()).isEqualTo(State.SEALED);
    }

    @Test
    void theRightPhraseRevealsOnce() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "430000").issued("2200002", "geheim-P2");
        String address = "/pickup/" + bench.newestToken();

        String page = body(from("10.1.0.2", post(address).with(csrf()).param("phrase", DeliveryBench.PHRASE))
                .andExpect(status().isOk())
                .andExpect(header().string("Cache-Control", "no-store")));

        assertThat(page).contains("2200002", "geheim-P2", "只显示这一次", "立即修改密码");
        assertThat(bench.open()).containsExactly(CredentialProcess.CONFIRM);
        String again = body(from("10.1.0.2", post(address).with(csrf()).param("phrase", DeliveryBench.PHRASE)));
        assertThat(again).contains("号码已经领取").doesNotContain("geheim-P2");
        assertThat(body(from("10.1.0.2", get(address)))).contains("号码已经领取").doesNotContain("geheim-P2");
    }

    @Test
    void aWrongPhraseSaysHowManyTriesAreLeftAndIsNotEchoed() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "440000").issued("2200003", "geheim-P3");
        String address = "/pickup/" + bench.newestToken();

        String page = body(from("10.1.0.3", post(address).with(csrf()).param("phrase", "不是这个口令"))
                .andExpect(status().isUnprocessableEntity()));

        assertThat(page).contains("还可以再试 4 次").doesNotContain("不是这个口令", "geheim-P3");
        assertThat(body(from("10.1.0.3", post(address).with(csrf()).param("phrase", " "))))
                .contains("请输入取号口令");
        assertThat(bench.links.ofCase(bench.file.id()).get(0).wrongProofs()).isEqualTo(1);
    }

    @Test
    void aPostWithoutTokenAgainstForgeryIsRefused() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "450000").issued("2200004", "geheim-P4");

        from("10.1.0.4", post("/pickup/" + bench.newestToken()).param("phrase", DeliveryBench.PHRASE))
                .andExpect(status().isForbidden());

        assertThat(bench.credential().orElseThrow().state()).isEqualTo(State.SEALED);
    }

    @Test
    void anUnknownLinkLooksLikeAnExpiredOneAndAsksTheSameWay() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "460000").issued("2200005", "geheim-P5");
        String address = "/pickup/" + bench.newestToken();
        clock.runAhead(Duration.ofDays(12));
        bench.sent();

        String expired = body(from("10.1.0.5", get(address)).andExpect(status().isOk()));
        String unknown = body(from("10.1.0.5", get(UNKNOWN)).andExpect(status().isOk()));

        assertThat(plain(expired)).isEqualTo(plain(unknown)).contains("链接已过期或无效", "重新发送");
        String resent =
                body(from("10.1.0.5", post(address + "/resend").with(csrf())).andExpect(status().isOk()));
        String nothing =
                body(from("10.1.0.5", post(UNKNOWN + "/resend").with(csrf())).andExpect(status().isOk()));
        assertThat(plain(resent)).isEqualTo(plain(nothing)).contains("申请已收到");
        bench.sent();
        assertThat(bench.tokens()).hasSize(2);
        assertThat(body(from("10.1.0.5", get("/pickup/" + bench.newestToken()))))
                .contains("data-testid=\"pickup\"");
    }

    @Test
    void askingAgainAndAgainBringsThreeLettersADayAtMost() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "500000").issued("2200006", "geheim-P6");
        String address = "/pickup/" + bench.newestToken();
        clock.runAhead(Duration.ofDays(12));

        for (int i = 0; i < 7; i++) {
            from("10.1.1." + i, post(address + "/resend").with(csrf())).andExpect(status().isOk());
        }

        bench.sent();
        assertThat(bench.tokens()).hasSize(4);
    }

    @Test
    void manyTriesFromOneAddressAreStopped() throws Exception {
        for (int i = 0; i < 15; i++) {
            from("10.1.2.1", post(UNKNOWN).with(csrf()).param("phrase", "随便猜猜")).andExpect(status().isOk());
        }

        String page = body(from("10.1.2.1", post(UNKNOWN).with(csrf()).param("phrase", "随便猜猜"))
                .andExpect(status().isTooManyRequests()));

        assertThat(page).contains("操作过于频繁");
    }

    @Test
    void whatIsNoTokenIsNotPutBackIntoThePage() throws Exception {
        String page = body(from("10.1.0.7", get("/pickup/{token}", "\"><b>x")));

        assertThat(page).contains("链接已过期或无效").doesNotContain("<b>x");
    }

    @Test
    void notMeLocksTheLink() throws Exception {
        DeliveryBench bench = new DeliveryBench(context, "510000").issued("2200007", "geheim-P7");
        String address = "/pickup/" + bench.newestToken();

        String page =
                body(from("10.1.0.8", post(address + "/not-me").with(csrf())).andExpect(status().isOk()));

        assertThat(page).contains("链接已锁定");
        assertThat(body(from("10.1.0.8", post(address).with(csrf()).param("phrase", DeliveryBench.PHRASE))))
                .contains("链接已锁定")
                .doesNotContain("geheim-P7");
    }

    private ResultActions from(String address, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(each -> {
            each.setRemoteAddr(address);
            return each;
        }));
    }

    private static String body(ResultActions result) throws Exception {
        return result.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    /** Without what differs from page to page by nature: the address it was asked at, and the forgery token. */
    private static String plain(String page) {
        return page.replaceAll("/pickup/[A-Za-z0-9_-]{32}", "/pickup/…").replaceAll("(value|content)=\"[^\"]*\"", "");
    }
}
