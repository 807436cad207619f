package org.tuanwei.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tuanwei.testing.ScriptedSmtp;
import org.tuanwei.testing.ScriptedSmtp.Received;
import org.tuanwei.testing.ScriptedSmtp.Stage;

class MailDeliveryTest {

    private final MailBench bench = new MailBench();
    private final ScriptedSmtp server = new ScriptedSmtp();

    @AfterEach
    void stop() {
        server.close();
    }

    private MailDelivery node() {
        return bench.node(server.port());
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIL", "RCPT", "DATA", "CONTENT"})
    void a4xxIsTriedAgainAfterAPauseWithTheSameMessageId(Stage stage) {
        server.answer(stage, "451 4.3.0 try again later");
        bench.enqueue("temporary");

        assertThat(node().deliverDue()).isZero();
        assertThat(bench.only().fate()).startsWith("重试中：451 4.3.0");
        assertThat(node().deliverDue()).as("not before the pause is over").isZero();

        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(node().deliverDue()).isEqualTo(1);
        assertThat(bench.only().state()).isEqualTo(MailState.SENT);
        assertThat(server.received()).extracting(r -> r.header("Message-ID")).containsOnly(bench.messageId());
    }

    @ParameterizedTest
    @EnumSource(names = {"MAIL", "RCPT", "DATA", "CONTENT"})
    void a5xxIsFinalAndTheBusinessHearsOfItOnce(Stage stage) {
        server.answer(stage, "550 5.1.1 <wang@school.example> user unknown");
        bench.enqueue("permanent");

        assertThat(node().deliverDue()).isZero();
        bench.refusalNews.announce();
        bench.refusalNews.announce();

        assertThat(bench.only().state()).isEqualTo(MailState.REFUSED);
        assertThat(bench.only().fate()).startsWith("被退回：550 5.1.1").doesNotContain("wang@");
        assertThat(bench.news).singleElement().satisfies(refused -> {
            assertThat(refused.caseId()).isEqualTo(7);
            assertThat(refused.kind()).isEqualTo("test");
            assertThat(refused.recipient()).isEqualTo("wang@school.example");
            assertThat(refused.reason()).contains("550");
        });
        bench.clock.advance(Duration.ofDays(2));
        assertThat(node().deliverDue()).isZero();
        assertThat(server.acknowledged()).isEmpty();
    }

    @Test
    void a4xxForEverEndsAsRefusedWithItsReason() {
        bench.enqueue("patience");
        for (int attempt = 1; attempt <= 4; attempt++) {
            server.answer(Stage.RCPT, "452 4.2.2 mailbox full");
            node().deliverDue();
            bench.clock.advance(Duration.ofHours(4));
        }

        bench.refusalNews.announce();

        assertThat(bench.only().fate()).isEqualTo("被退回：重试 4 次仍未成功：452 4.2.2 mailbox full");
        assertThat(bench.news).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"GREETING", "EHLO"})
    void aServerThatTurnsUsAwayCostsNoMailAnAttempt(Stage stage) {
        bench.enqueue("first");
        bench.enqueue("second");
        for (int day = 0; day < 6; day++) {
            server.answer(stage, "554 5.3.2 no service").answer(stage, "554 5.3.2 no service");
            if (stage == Stage.EHLO) {
                // the client falls back to HELO before it gives up
                server.answer(stage, "554 5.3.2 no service").answer(stage, "554 5.3.2 no service");
            }
            node().deliverDue();
            node().deliverDue();
            bench.clock.advance(Duration.ofDays(1));
        }
        assertThat(bench.mails.ofCase(7)).allSatisfy(mail -> {
            assertThat(mail.fate()).isEqualTo("重试中：邮件服务器连接不上");
            assertThat(mail.attempts()).isZero();
        });

        assertThat(node().deliverDue()).isEqualTo(2);
    }

    @Test
    void aDeadServerCostsNoMailAnAttempt() throws IOException {
        int deadPort;
        try (ServerSocket socket = new ServerSocket(0)) {
            deadPort = socket.getLocalPort();
        }
        bench.enqueue("dead");
        for (int day = 0; day < 6; day++) {
            assertThat(bench.node(deadPort).deliverDue()).isZero();
            bench.clock.advance(Duration.ofDays(1));
        }

        assertThat(bench.only().fate()).isEqualTo("重试中：邮件服务器连接不上");
        assertThat(node().deliverDue()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "CONTENT"})
    void aConnectionCutBeforeTheFinalAnswerIsRetriedWithTheSameMessageId(Stage stage) {
        server.cutAt(stage);
        if (stage == Stage.EHLO) {
            server.cutAt(stage);
        }
        bench.enqueue("cut");

        assertThat(node().deliverDue()).isZero();
        assertThat(bench.only().state()).isEqualTo(MailState.QUEUED);
        bench.clock.advance(Duration.ofMinutes(1));
        node().deliverDue();
        bench.clock.advance(Duration.ofMinutes(1));
        node().deliverDue();

        assertThat(bench.only().state()).isEqualTo(MailState.SENT);
        assertThat(server.acknowledged()).hasSize(1);
        // after the content the server may have kept its copy: both bear the id by which it can tell
        assertThat(server.received()).extracting(r -> r.header("Message-ID")).containsOnly(bench.messageId());
        assertThat(server.received()).hasSize(stage == Stage.CONTENT ? 2 : 1);
    }

    @Test
    void aMailIsSentOnceTheServerHasTakenItEvenIfItHangsUpAtTheGoodBye() {
        server.cutAt(Stage.QUIT);
        bench.enqueue("rude");

        assertThat(node().deliverDue()).isEqualTo(1);

        assertThat(bench.only().state()).isEqualTo(MailState.SENT);
    }

    @ParameterizedTest
    @EnumSource(names = {"GREETING", "EHLO", "MAIL", "RCPT", "DATA", "CONTENT"})
    void aTarpitHoldsTheSenderNoLongerThanTheConversationMayLast(Stage stage) {
        server.tarpitAt(stage);
        bench.enqueue("tar");
        MailDelivery node = bench.node(bench.properties(server.port()).conversation(Duration.ofMillis(700)));

        assertTimeout(Duration.ofSeconds(5), node::deliverDue);

        assertThat(bench.only().fate()).isEqualTo("重试中：邮件服务器应答过慢，已中断");
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(node().deliverDue()).isEqualTo(1);
    }

    @Test
    void aSilentServerHoldsTheSenderNoLongerThanTheReadTimeOut() {
        server.holdAt(Stage.RCPT);
        bench.enqueue("silent");
        MailDelivery node = bench.node(bench.properties(server.port()).readTimeout(Duration.ofMillis(500)));

        assertTimeout(Duration.ofSeconds(5), node::deliverDue);

        assertThat(bench.only().fate()).isEqualTo("重试中：与邮件服务器的连接中断");
    }

    @Test
    void aSenderThatDiedIsReplacedWhenItsLeaseEndsAndNotBefore() {
        bench.enqueue("crash");
        assertThat(node().claim()).as("the node that is going to die").isPresent();

        bench.clock.advance(Duration.ofMinutes(4));
        assertThat(node().deliverDue()).isZero();
        bench.clock.advance(Duration.ofMinutes(1));
        assertThat(node().deliverDue()).isEqualTo(1);
        assertThat(bench.only().attempts()).isEqualTo(2);
    }

    @Test
    void aMailThatKillsEverySenderIsGivenUp() {
        bench.enqueue("poison");
        for (int death = 1; death <= 4; death++) {
            assertThat(node().claim()).isPresent();
            bench.clock.advance(Duration.ofMinutes(5));
        }

        assertThat(node().deliverDue()).isZero();
        bench.refusalNews.announce();

        assertThat(bench.only().fate()).isEqualTo("被退回：多次发送都中途中断，已停止发送");
        assertThat(bench.news).hasSize(1);
        assertThat(server.received()).isEmpty();
    }

    @Test
    void whileASenderTalksNobodyElseSendsTheMailEvenIfTheClockRunsPastTheLease() throws Exception {
        server.holdAt(Stage.CONTENT);
        bench.enqueue("slow");
        CompletableFuture<Integer> slow = CompletableFuture.supplyAsync(() -> node().deliverDue());
        server.awaitHeld();

        bench.clock.advance(Duration.ofDays(1));
        assertThat(node().deliverDue()).isZero();
        server.release();

        assertThat(slow.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(server.received()).hasSize(1);
        assertThat(bench.only().state()).isEqualTo(MailState.SENT);
    }

    @Test
    void fourSendersAtOnceSendEveryMailOnce() throws Exception {
        for (int i = 0; i < 40; i++) {
            bench.enqueue("many-" + i);
        }
        ExecutorService nodes = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> done = nodes.invokeAll(java.util.Collections.nCopies(4, () -> node().deliverDue()));
            int sum = 0;
            for (Future<Integer> future : done) {
                sum += future.get();
            }
            assertThat(sum).isEqualTo(40);
        } finally {
            nodes.shutdown();
        }
        assertThat(server.acknowledged()).hasSize(40);
        assertThat(server.acknowledged().stream()
                        .map((Received r) -> r.header("Message-ID"))
                        .distinct())
                .hasSize(40);
        assertThat(bench.mails.ofCase(7)).allMatch(mail -> mail.state() == MailState.SENT && mail.attempts() == 1);
    }

    @Test
    void aMailThatMustNotLeaveAtThisHourWaitsWithoutAnAttempt() {
        Instant morning = bench.clock.instant().plus(Duration.ofHours(11));
        bench.lateTextBeans.addBean("hours", (SendingHours)
                (kind, now) -> kind.equals("test") && now.isBefore(morning) ? Optional.of(morning) : Optional.empty());
        bench.enqueue("night");

        assertThat(node().deliverDue()).isZero();
        assertThat(bench.only().fate()).isEqualTo("待发送");
        bench.clock.advance(Duration.ofHours(11));
        assertThat(node().deliverDue()).isEqualTo(1);
        assertThat(bench.only().attempts()).isEqualTo(1);
    }

    @Test
    void aListenerThatFailsNeitherUndoesTheRefusalNorLosesTheNews() {
        server.answer(Stage.RCPT, "550 5.1.1 unknown");
        bench.enqueue("listener");
        node().deliverDue();
        bench.onRefusal = () -> {
            throw new IllegalStateException("no receiver today");
        };
        bench.refusalNews.announce();
        assertThat(bench.only().state()).isEqualTo(MailState.REFUSED);
        assertThat(bench.news).isEmpty();

        bench.onRefusal = () -> {};
        bench.refusalNews.announce();
        assertThat(bench.news).as("not before the pause is over").isEmpty();
        bench.clock.advance(Duration.ofMinutes(5));
        bench.refusalNews.announce();
        assertThat(bench.news).hasSize(1);
    }

    @Test
    void whatTheServerTookIsWrittenDownEvenIfTheDatabaseLosesTheConnectionMeanwhile() throws Exception {
        server.holdAt(Stage.CONTENT);
        bench.enqueue("restart");
        CompletableFuture<Integer> sending = CompletableFuture.supplyAsync(() -> node().deliverDue());
        server.awaitHeld();

        bench.jdbc.sql("""
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where state = 'idle in transaction' and pid <> pg_backend_pid()
                        """).query(Boolean.class).list();
        server.release();

        assertThat(sending.get(20, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(bench.only().state()).isEqualTo(MailState.SENT);
        bench.clock.advance(Duration.ofDays(1));
        assertThat(node().deliverDue()).isZero();
        assertThat(server.received()).hasSize(1);
    }
}
