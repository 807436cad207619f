package org.tuanwei.mail;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.security.Secrets;
import org.tuanwei.testing.HandClock;

/** The outbox set up by hand on a real database, so that tests can be two nodes, or one that dies. */
class MailBench {

    final HandClock clock = HandClock.at("2025-03-12T10:00");
    final StaticListableBeanFactory lateTextBeans = new StaticListableBeanFactory();
    final List<MailRefused> news = new ArrayList<>();
    final JdbcClient jdbc;
    final TransactionTemplate transaction;
    final Outbox outbox;
    final Mails mails;
    final RefusalNews refusalNews;
    Runnable onRefusal = () -> {};

    private final JdbcTransactionManager transactions;
    private final LateTexts lateTexts;
    private final MessageIds messageIds;

    MailBench() {
        DataSource database;
        try {
            database = ScratchDatabase.get();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        jdbc = JdbcClient.create(database);
        jdbc.sql("delete from mail").update();
        transactions = new JdbcTransactionManager(database);
        transaction = new TransactionTemplate(transactions);
        lateTexts = new LateTexts(lateTextBeans.getBeanProvider(LateText.class));
        messageIds = new MessageIds(new Secrets(), properties(25).build());
        outbox = new Outbox(jdbc, clock, messageIds, lateTexts);
        mails = new Mails(jdbc, messageIds);
        refusalNews = new RefusalNews(jdbc, transactions, clock, event -> {
            onRefusal.run();
            news.add((MailRefused) event);
        });
    }

    MailDelivery node(int port) {
        return node(properties(port));
    }

    MailDelivery node(Settings settings) {
        MailProperties properties = settings.build();
        Smtp smtp = new Smtp(properties, new MailLinks(URI.create("https://tuanwei.example")), clock);
        return new MailDelivery(jdbc, transactions, clock, properties, lateTexts, smtp);
    }

    Settings properties(int port) {
        return new Settings(port);
    }

    void enqueue(String key) {
        outbox.enqueue(new MailRequest(key, 7L, "test", "wang@school.example", "关于登记的通知", "老师您好：请及时查收。"));
    }

    MailFate only() {
        List<MailFate> all = mails.ofCase(7);
        if (all.size() != 1) {
            throw new AssertionError("one mail expected, there are " + all.size());
        }
        return all.get(0);
    }

    String messageId() {
        return jdbc.sql("select message_id from mail").query(String.class).single();
    }

    /** What a test may want to turn about a node. */
    static class Settings {

        private final int port;
        private Duration readTimeout = Duration.ofSeconds(5);
        private Duration conversation = Duration.ofSeconds(20);
        private int attempts = 4;

        Settings(int port) {
            this.port = port;
        }

        Settings readTimeout(Duration limit) {
            readTimeout = limit;
            return this;
        }

        Settings conversation(Duration limit) {
            conversation = limit;
            return this;
        }

        MailProperties build() {
            return new MailProperties(
                    "127.0.0.1",
                    port,
                    null,
                    null,
                    MailProperties.Encryption.NONE,
                    "noreply@tuanwei.example",
                    "团微",
                    "tuanwei.example",
                    Duration.ofSeconds(2),
                    readTimeout,
                    Duration.ofSeconds(5),
                    conversation,
                    Duration.ofMinutes(5),
                    attempts);
        }
    }
}
