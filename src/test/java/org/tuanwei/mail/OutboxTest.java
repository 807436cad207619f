package org.tuanwei.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutboxTest {

    private final MailBench bench = new MailBench();
    private final GreenMail server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void start() {
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private MailDelivery node() {
        return bench.node(server.getSmtp().getPort());
    }

    @Test
    void aMailOfARolledBackTransactionDoesNotExist() {
        bench.transaction.executeWithoutResult(status -> {
            bench.enqueue("gone");
            status.setRollbackOnly();
        });

        assertThat(node().deliverDue()).isZero();
        assertThat(bench.mails.ofCase(7)).isEmpty();
    }

    @Test
    void aMailLeavesOnceWithItsHeadersAndSaysSo() throws Exception {
        bench.enqueue("once");
        assertThat(bench.only().fate()).isEqualTo("待发送");

        assertThat(node().deliverDue()).isEqualTo(1);
        assertThat(node().deliverDue()).isZero();

        MimeMessage[] arrived = server.getReceivedMessages();
        assertThat(arrived).hasSize(1);
        assertThat(arrived[0].getHeader("Message-ID")).containsExactly(bench.messageId());
        assertThat(arrived[0].getHeader("X-Tuanwei-Case")).containsExactly("7");
        assertThat(arrived[0].getSubject()).isEqualTo("关于登记的通知");
        assertThat(arrived[0].getContentType())
                .containsIgnoringCase("text/plain")
                .containsIgnoringCase("utf-8");
        assertThat(arrived[0].getContent().toString())
                .contains("请及时查收", "团微 · 高校团组织微博体系建设", "https://tuanwei.example/");
        assertThat(arrived[0].getFrom()[0].toString()).contains("noreply@tuanwei.example");
        MailFate fate = bench.only();
        assertThat(fate.fate()).isEqualTo("已发出");
        assertThat(fate.sentAt()).isEqualTo(bench.clock.instant());
        assertThat(fate.recipient()).isEqualTo("wa***@school.example");
    }

    @Test
    void aSecondRequestWithTheSameKeyIsNoSecondMailAndKeepsTheMessageId() {
        bench.enqueue("key");
        String first = bench.messageId();

        bench.outbox.enqueue(new MailRequest("key", 7L, "test", "li@school.example", "另一封", "另一封"));

        assertThat(bench.messageId()).isEqualTo(first);
        assertThat(bench.only().subject()).isEqualTo("关于登记的通知");
    }

    @Test
    void aMessageIdIsFoundInADeliveryReportOnlyWhenWeSignedIt() {
        bench.enqueue("signed");
        String genuine = bench.messageId();
        String forged = genuine.replaceFirst("\\.[0-9a-f]{4}", ".0000");

        assertThat(genuine).matches("<[0-9a-f]{32}\\.[0-9a-f]{32}@tuanwei\\.example>");
        assertThat(bench.mails.namedIn("Original-Message-ID: " + forged)).isEmpty();
        assertThat(bench.mails.namedIn("您的邮件 " + forged + " … In-Reply-To: " + genuine))
                .map(MailFate::id)
                .contains(bench.only().id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "wang@school.example\r\nBcc: x@other.example",
                "wang@school.example\nx",
                "wang@school.example\u0085",
                "wang@school.example\u2028x",
                "wang@school.example, li@school.example",
                "王 <wang@school.example>",
                "王@school.example",
                "wang school.example",
                "@school.example",
                ""
            })
    void aRecipientThatIsNotExactlyOneAddressIsRefused(String recipient) {
        assertThatThrownBy(() -> bench.outbox.enqueue(new MailRequest("k", 7L, "test", recipient, "主题", "正文")))
                .isInstanceOf(UnsafeMail.class)
                .hasMessageContaining("邮件未登记");
        assertThat(bench.mails.ofCase(7)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"主题\r\nBcc: x@other.example", "主题\nx", "主题\rx", "主题\u2029x", "主题\u0000", " "})
    void aSubjectOfMoreThanOneLineIsRefused(String subject) {
        assertThatThrownBy(() ->
                        bench.outbox.enqueue(new MailRequest("k", 7L, "test", "wang@school.example", subject, "正文")))
                .isInstanceOf(UnsafeMail.class)
                .hasMessageContaining("主题");
        assertThat(bench.mails.ofCase(7)).isEmpty();
    }

    @Test
    void lateTextIsMadeForTheAttemptAndNeverStored() throws Exception {
        AtomicInteger made = new AtomicInteger();
        bench.lateTextBeans.addBean(
                "link",
                lateText(
                        "link",
                        argument ->
                                "https://tuanwei.example/pickup/canary-" + argument + "-" + made.incrementAndGet()));
        bench.outbox.enqueue(new MailRequest(
                "credential:31",
                7L,
                "test",
                "wang@school.example",
                "取号",
                "请打开 {{late:link:31}} 取号（案件 {{late:link:7}}）"));

        node().deliverDue();

        assertThat(server.getReceivedMessages()[0].getContent().toString())
                .contains("pickup/canary-31-1", "canary-7-2");
        assertThat(bench.jdbc
                        .sql("select row_to_json(mail)::text from mail")
                        .query(String.class)
                        .single())
                .contains("{{late:link:31}}")
                .doesNotContain("canary");
    }

    @Test
    void lateTextThatSomebodyTypedIntoANameStaysPlainText() throws Exception {
        bench.lateTextBeans.addBean("link", lateText("link", argument -> "secret-of-" + argument));
        bench.outbox.enqueue(new MailRequest(
                "receipt:31", 7L, "test", "wang@school.example", "回执", "{{late:link:32}}老师：{{late:link:x y}} {{late:"));

        node().deliverDue();

        assertThat(server.getReceivedMessages()[0].getContent().toString())
                .doesNotContain("secret-of")
                .contains("late:link:32");
    }

    @Test
    void lateTextThatTheCallerVouchesForIsFilled() throws Exception {
        bench.lateTextBeans.addBean("link", lateText("link", argument -> "secret-of-" + argument));
        bench.outbox.enqueue(
                new MailRequest(
                        "vouched", 7L, "test", "wang@school.example", "取号", "{{late:link:31}} {{late:link:32}}"),
                Set.of("31"));

        node().deliverDue();

        assertThat(server.getReceivedMessages()[0].getContent().toString())
                .contains("secret-of-31")
                .doesNotContain("secret-of-32");
    }

    @Test
    void whatALateTextReturnsIsNotLookedAtAgain() throws Exception {
        bench.lateTextBeans.addBean("outer", lateText("outer", argument -> "{{late:inner:7}} $1 \\"));
        bench.lateTextBeans.addBean("inner", lateText("inner", argument -> "never"));
        bench.outbox.enqueue(
                new MailRequest("nested", 7L, "test", "wang@school.example", "嵌套", "开始 {{late:outer:7}} 结束"));

        node().deliverDue();

        assertThat(server.getReceivedMessages()[0].getContent().toString())
                .contains("开始 {{late:inner:7}} $1 \\ 结束")
                .doesNotContain("never");
    }

    @Test
    void lateTextThatCannotBeMadePostponesTheMailAndKeepsItsSecret() {
        bench.lateTextBeans.addBean("link", lateText("link", argument -> {
            throw new IllegalStateException("canary-password");
        }));
        bench.outbox.enqueue(new MailRequest("late", 7L, "test", "wang@school.example", "取号", "{{late:link:7}}"));

        node().deliverDue();

        assertThat(bench.only().fate()).isEqualTo("重试中：正文中的“link”暂时无法生成");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void theAddressInAListShowsTooLittleToWriteTo() {
        assertThat(RecipientMask.masked("wang@school.example")).isEqualTo("wa***@school.example");
        assertThat(RecipientMask.masked("li@school.example")).isEqualTo("l***@school.example");
        assertThat(RecipientMask.masked("a@school.example")).isEqualTo("a***@school.example");
    }

    private static LateText lateText(String name, java.util.function.UnaryOperator<String> value) {
        return new LateText() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String value(String argument) {
                return value.apply(argument);
            }
        };
    }
}
