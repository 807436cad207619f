package org.tuanwei.mailbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.Postbox;
import org.tuanwei.testing.ScratchDatabase;

/** The reader on a real mailbox and a real database, as two nodes, with servers that misbehave and mails that kill. */
class MailboxReaderTest {

    private static final class Holder {
        static final DataSource DATABASE = ScratchDatabase.with("V090__mailbox.sql");
    }

    private final HandClock clock = HandClock.at("2025-03-12T10:00");
    private final List<String> taken = new ArrayList<>();
    private final JdbcClient jdbc = JdbcClient.create(Holder.DATABASE);
    private final JdbcTransactionManager transactions = new JdbcTransactionManager(Holder.DATABASE);
    private GreenMail server;
    private Postbox postbox;
    private MailTaker taker;

    @BeforeEach
    void start() {
        server = new GreenMail(ServerSetup.IMAP.dynamicPort());
        server.start();
        postbox = new Postbox(server);
        jdbc.sql("truncate inbound_mail, mailbox_position").update();
        taker = taking(mail -> true);
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void everyMailIsHandedOverOnceAndFlaggedAfterwards() {
        postbox.put(mail("one")).put(mail("two"));
        assertThat(node().round()).isEqualTo(2);
        postbox.put(mail("three"));
        assertThat(node().round())
                .as("another node goes on where the first one stood")
                .isEqualTo(1);
        assertThat(node().round()).isZero();

        assertThat(taken).containsExactly("one", "two", "three");
        assertThat(postbox.unread()).isZero();
    }

    @Test
    void aMailThatNobodyWantsIsLeftAloneAndCounted() {
        taker = taking(mail -> false);
        postbox.put(mail("stranger"));
        node().round();
        assertThat(jdbc.sql("select count(*) from inbound_mail where state = 'TAKEN' and taker is null")
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
    }

    @Test
    void aMailThatCannotBeDealtWithIsSetAsideAndStopsNobody() {
        taker = taking(mail -> {
            if (mail.contains("poison")) {
                throw new IllegalStateException("cannot be read");
            }
            return true;
        });
        postbox.put(mail("before")).put(mail("poison")).put(mail("after"));
        MailboxReader node = node();

        assertThat(node.round()).isEqualTo(2);
        assertThat(taken).containsExactly("before", "after");
        assertThat(postbox.unread()).as("what was not committed is not flagged").isEqualTo(1);
        for (String later : List.of("2025-03-12T10:06", "2025-03-12T10:12", "2025-03-12T10:18")) {
            clock.set(later);
            node.round();
        }
        assertThat(jdbc.sql("select state || ' ' || attempts from inbound_mail where error is not null")
                        .query(String.class)
                        .list())
                .containsExactly("ASIDE 3");
    }

    @Test
    void aMailThatKillsItsReaderEveryTimeIsSetAsideToo() {
        postbox.put(mail("killer"));
        node().round();
        // as a reader leaves it that died while working: the attempt is counted, nothing else is
        jdbc.sql("update inbound_mail set state = 'FOUND', attempts = 3, done_at = null")
                .update();
        taken.clear();
        node().round();
        assertThat(taken).isEmpty();
        assertThat(jdbc.sql("select state from inbound_mail")
                        .query(String.class)
                        .single())
                .isEqualTo("ASIDE");
    }

    @Test
    void whenTheNumbersOfTheMailboxChangeEverythingIsLookedAtAndNothingIsDoneTwice() {
        postbox.put(mail("one")).put(mail("two"));
        node().round();
        // to the reader it is a mailbox with another validity
        jdbc.sql("update mailbox_position set uid_validity = uid_validity + 1").update();
        jdbc.sql("update inbound_mail set uid_validity = uid_validity + 1").update();
        postbox.put(mail("three"));

        node().round();

        assertThat(taken).containsExactly("one", "two", "three");
        assertThat(jdbc.sql("select count(*) from inbound_mail where taker = 'known'")
                        .query(Long.class)
                        .single())
                .isEqualTo(2);
    }

    @Test
    void onlyOneNodeReadsAtATime() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        taker = taking(mail -> {
            inside.countDown();
            try {
                return goOn.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        postbox.put(mail("one")).put(mail("two"));
        ExecutorService first = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> round = first.submit(() -> node().round());
            assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(node().round()).as("the second node finds it taken").isZero();
            goOn.countDown();
            assertThat(round.get(30, TimeUnit.SECONDS)).isEqualTo(2);
        } finally {
            first.shutdownNow();
        }
        assertThat(taken).containsExactly("one", "two");
    }

    @Test
    void aLostConnectionLosesNoMail() {
        postbox.put(mail("one")).put(mail("two")).put(mail("three"));
        List<String> seen = taken;
        taker = taking(mail -> {
            if (seen.size() == 1) {
                server.stop();
            }
            return true;
        });
        MailboxReader node = node();
        node.round();
        assertThat(seen).as("what was committed before the line broke").contains("one");
        assertThat(error()).isEqualTo("收信服务器连接不上或中途断开");
        assertThat(jdbc.sql("select count(*) from inbound_mail where state = 'FOUND'")
                        .query(Long.class)
                        .single())
                .as("the others are still to be done")
                .isPositive();
    }

    @Test
    @Timeout(30)
    void aServerThatAnswersNothingHoldsTheReaderNoLongerThanTheTimeOut() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();
            reader(properties(silent.getLocalPort(), Duration.ofSeconds(1), Duration.ofSeconds(10)))
                    .round();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThat(error()).isEqualTo("收信服务器连接不上或中途断开");
        }
    }

    @Test
    @Timeout(30)
    void aServerThatDripsHoldsTheReaderNoLongerThanTheConversationMayLast() throws IOException {
        try (ServerSocket tarpit = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread drip = new Thread(() -> drip(tarpit), "dripping-imap");
            drip.setDaemon(true);
            drip.start();
            long start = System.nanoTime();
            reader(properties(tarpit.getLocalPort(), Duration.ofSeconds(5), Duration.ofSeconds(2)))
                    .round();
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(8));
            assertThat(error()).isNotNull();
        }
    }

    @Test
    void aWrongPasswordIsSaidInPlainWords() {
        MailboxProperties wrong = new MailboxProperties(
                "localhost",
                server.getImap().getPort(),
                Postbox.USER,
                "wrong",
                "INBOX",
                false,
                false,
                Duration.ofSeconds(5),
                Duration.ofSeconds(20),
                100,
                1_000_000,
                3);
        reader(wrong).round();
        assertThat(error()).isEqualTo("收信服务器拒绝登录，请核对账号和密码");
    }

    @Test
    void ofAHugeMailOnlyTheBeginningIsFetched() {
        List<ArrivedMail> got = new ArrayList<>();
        taker = new MailTaker() {
            @Override
            public int order() {
                return 1;
            }

            @Override
            public boolean take(ArrivedMail mail) {
                return got.add(mail);
            }
        };
        postbox.put(mail("huge") + "x".repeat(300_000).replaceAll("(.{70})", "$1\n"));
        reader(properties(server.getImap().getPort(), Duration.ofSeconds(5), Duration.ofSeconds(20), 65_536))
                .round();
        assertThat(got).singleElement().satisfies(mail -> {
            assertThat(mail.cut()).isTrue();
            assertThat(mail.raw()).hasSize(65_536);
        });
    }

    @Test
    void withoutAMailboxNothingHappens() {
        assertThat(reader(new MailboxProperties(
                                "",
                                993,
                                "",
                                "",
                                "INBOX",
                                true,
                                true,
                                Duration.ofSeconds(1),
                                Duration.ofSeconds(5),
                                10,
                                65_536,
                                3))
                        .round())
                .isZero();
    }

    private MailboxReader node() {
        return reader(properties(server.getImap().getPort(), Duration.ofSeconds(5), Duration.ofSeconds(20)));
    }

    private MailboxReader reader(MailboxProperties properties) {
        return new MailboxReader(properties, new InboundMails(jdbc, clock), List.of(taker), transactions, clock);
    }

    private static MailboxProperties properties(int port, Duration timeout, Duration conversation) {
        return properties(port, timeout, conversation, 1_000_000);
    }

    private static MailboxProperties properties(int port, Duration timeout, Duration conversation, int largest) {
        return new MailboxProperties(
                "localhost",
                port,
                Postbox.USER,
                Postbox.PASSWORD,
                "INBOX",
                false,
                false,
                timeout,
                conversation,
                100,
                largest,
                3);
    }

    /** Takes what the rule says and remembers the word in the text of each mail. */
    private MailTaker taking(java.util.function.Predicate<String> rule) {
        return new MailTaker() {
            @Override
            public int order() {
                return 1;
            }

            @Override
            public boolean take(ArrivedMail mail) {
                String text = new String(mail.raw(), StandardCharsets.UTF_8);
                boolean wanted = rule.test(text);
                taken.add(text.substring(text.indexOf("\r\n\r\n") + 4).strip());
                return wanted;
            }
        };
    }

    private String error() {
        return jdbc.sql("select error from mailbox_position")
                .query(String.class)
                .single();
    }

    private static void drip(ServerSocket server) {
        try (Socket socket = server.accept();
                OutputStream out = socket.getOutputStream()) {
            while (true) {
                out.write('*');
                out.flush();
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private static String mail(String word) {
        return """
                From: someone@school.example
                To: tuanwei@centre.example
                Subject: %s
                Message-ID: <%s@school.example>

                %s
                """.formatted(word, word, word);
    }
}
