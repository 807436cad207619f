package org.tuanwei.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Postbox;

/** Mails that come back through the real mailbox, and what becomes of their cases. */
@EngineTest
class BounceLoopTest {

    private static final String VERIFY = "account-opening.Task_VerifyAddress";
    private static final String NO_SUCH_USER = "550 5.1.1 User unknown";

    private BounceBench bench;

    @BeforeEach
    void emptyPostbox(@Autowired ApplicationContext context) {
        bench = new BounceBench(context);
        bench.postbox.empty();
    }

    @AfterEach
    void presentTime() {
        bench.clock.back();
        bench.postbox.empty();
    }

    @Test
    void aPermanentBounceAsksTheLevelAboveForTheRightAddressAndTheLetterGoesThere() {
        BounceBench.Opened one = bench.registered();
        String receipt = one.mailWith("登记已收到");

        bench.arrives(Postbox.report(receipt, one.email(), "failed", "5.1.1", NO_SUCH_USER));

        assertThat(one.open()).contains(VERIFY);
        assertThat(one.fateOf("registration-receipt")).isEqualTo("已退信：邮箱不存在");
        assertThat(one.bounces()).singleElement().satisfies(bounce -> {
            assertThat(bounce.bounceClass()).isEqualTo(BounceClass.INVALID_ADDRESS);
            assertThat(bounce.matchedBy()).isEqualTo(Bounce.Match.MESSAGE_ID);
            assertThat(bounce.state()).isEqualTo(Bounce.State.DONE);
        });

        one.verify("right" + one.id() + "@school.example");
        assertThat(bench.postbox.textTo("right" + one.id() + "@school.example", "补发"))
                .contains(one.receipt());
    }

    @Test
    void theSameReportTwiceIsOneVerification() {
        BounceBench.Opened one = bench.registered();
        String receipt = one.mailWith("登记已收到");

        bench.arrives(Postbox.report(receipt, one.email(), "failed", "5.1.1", NO_SUCH_USER));
        bench.arrives(Postbox.report(receipt, one.email(), "failed", "5.1.1", NO_SUCH_USER));

        assertThat(one.open().stream().filter(VERIFY::equals)).hasSize(1);
        assertThat(one.bounces()).hasSize(2).extracting(Bounce::outcome).anyMatch(text -> text.contains("不重复办理"));
    }

    @Test
    void aMailThatCameBackForAPassingReasonIsSentAgainThreeTimesAndThenCountsAsReturned() {
        BounceBench.Opened one = bench.registered();
        for (int time = 1; time <= 3; time++) {
            bench.arrives(
                    Postbox.report(one.mailWith("登记已收到"), one.email(), "failed", "5.2.2", "552 5.2.2 Mailbox full"));
            assertThat(one.fateOf("registration-receipt")).isEqualTo("重试中：对方邮箱已满");
            assertThat(one.open()).doesNotContain(VERIFY);
            bench.hoursPass(50);
            assertThat(bench.postbox.sentTo(one.email()).stream().filter(mail -> mail.contains("X-Tuanwei-Case")))
                    .as("the same mail, once more")
                    .hasSize(time + 1);
        }
        bench.arrives(Postbox.report(one.mailWith("登记已收到"), one.email(), "failed", "5.2.2", "552 5.2.2 Mailbox full"));
        assertThat(one.fateOf("registration-receipt")).isEqualTo("已退信：对方邮箱已满，重寄 3 次仍未送达");
        assertThat(one.open()).contains(VERIFY);
        assertThat(bench.suppressed(one.email()))
                .as("a full box is no wrong address")
                .isFalse();
    }

    @Test
    void aDelayIsOnlyNoted() {
        BounceBench.Opened one = bench.registered();

        bench.arrives(Postbox.report(one.mailWith("登记已收到"), one.email(), "delayed", "4.4.1", "connection timed out"));

        assertThat(one.fateOf("registration-receipt")).startsWith("已发出，投递延迟");
        assertThat(one.open()).doesNotContain(VERIFY);
    }

    @Test
    void whatIsNoBounceReopensNothing() {
        BounceBench.Opened one = bench.registered();
        String receipt = one.mailWith("登记已收到");
        List<String> before = one.open();

        bench.arrives(Postbox.report(receipt, one.email(), "delivered", "2.0.0", "250 ok"));
        bench.arrives(BounceBench.vacation(receipt, "自动回复: 登记已收到", "本人正在休假，邮箱不存在人工值守，邮件退回请勿介意。"));
        bench.arrives(BounceBench.complaint(receipt));

        assertThat(one.open()).isEqualTo(before);
        assertThat(one.fateOf("registration-receipt")).isEqualTo("已发出");
        assertThat(one.bounces()).isEmpty();
    }

    @Test
    void aForgedMessageIdMatchesNothingAndGoesBeforePeople() {
        BounceBench.Opened one = bench.registered();
        String forged = one.mailWith("登记已收到")
                .replaceAll("<[0-9a-f]{32}\\.[0-9a-f]{32}@", "<" + "0".repeat(32) + "." + "1".repeat(32) + "@")
                .replaceAll("X-Tuanwei-Case: \\d+", "X-Other: 1");

        bench.arrives(Postbox.report(forged, one.email(), "failed", "5.1.1", NO_SUCH_USER));

        assertThat(one.open()).doesNotContain(VERIFY);
        assertThat(bench.newest()).satisfies(bounce -> {
            assertThat(bounce.state()).isEqualTo(Bounce.State.OPEN);
            assertThat(bounce.caseId()).isNull();
            assertThat(bounce.suspectedCaseId()).as("by the recipient alone").isEqualTo(one.id());
        });
    }

    @Test
    void theCaseHeaderCountsOnlyWithARecipientThatTheCaseWroteTo() {
        BounceBench.Opened one = bench.registered();
        String withoutId = one.mailWith("登记已收到").replaceAll("(?m)^Message-ID: .*$", "X-Other: 1");

        bench.arrives(Postbox.report(withoutId, "stranger@school.example", "failed", "5.1.1", NO_SUCH_USER));
        assertThat(bench.newest().caseId()).isNull();
        assertThat(one.open()).doesNotContain(VERIFY);

        bench.arrives(Postbox.report(withoutId, one.email(), "failed", "5.1.1", NO_SUCH_USER));
        assertThat(bench.newest().matchedBy()).isEqualTo(Bounce.Match.CASE_HEADER);
        assertThat(one.open()).contains(VERIFY);
    }

    @Test
    void aReportInGbkWithOnlyOurMessageIdInItsTextIsMatched() {
        BounceBench.Opened one = bench.registered();
        bench.arrives(BounceBench.inGbk(one.messageIdOf("登记已收到"), one.email(), "该用户不存在，5.0.0"));

        assertThat(one.open()).contains(VERIFY);
        assertThat(one.fateOf("registration-receipt")).isEqualTo("已退信：邮箱不存在");
    }

    @Test
    void aBadAddressIsNotWrittenToAgainUntilItIsProved() {
        BounceBench.Opened one = bench.registered();
        bench.arrives(Postbox.report(one.mailWith("登记已收到"), one.email(), "failed", "5.1.1", NO_SUCH_USER));
        assertThat(bench.suppressed(one.email())).isTrue();

        bench.writes(one, "test-after-bounce");
        assertThat(one.fateOf("test-after-bounce")).startsWith("未发出：这个邮箱此前退信");
        assertThat(bench.postbox.sentTo(one.email())).noneMatch(mail -> mail.contains("test-after-bounce"));

        bench.proves(one);
        assertThat(bench.suppressed(one.email())).isFalse();
    }

    @Test
    void aRefusalInTheConversationIsNotedTooAndTakesTheSameRoad() {
        BounceBench.Opened one = bench.registeredButRefused(NO_SUCH_USER);

        assertThat(one.open()).contains(VERIFY);
        assertThat(one.bounces()).first().satisfies(bounce -> {
            assertThat(bounce.matchedBy()).isEqualTo(Bounce.Match.SMTP);
            assertThat(bounce.bounceClass()).isEqualTo(BounceClass.INVALID_ADDRESS);
        });
        assertThat(bench.suppressed(one.email())).isTrue();
    }

    @Test
    void peopleBringWhatNobodyCouldMatchToItsCase() {
        BounceBench.Opened one = bench.registered();
        String nothingOfOurs = "退回的邮件";
        bench.arrives(Postbox.report(nothingOfOurs, one.email(), "failed", "5.1.1", NO_SUCH_USER));
        long id = bench.newest().id();
        assertThat(one.open()).doesNotContain(VERIFY);

        bench.decides("centre-staff", id, "/assign", Map.of("receipt", one.receipt(), "reason", "主题一致"));

        assertThat(bench.byId(id).matchedBy()).isEqualTo(Bounce.Match.PERSON);
        bench.settle(one.id());
        assertThat(one.open()).contains(VERIFY);
    }
}
