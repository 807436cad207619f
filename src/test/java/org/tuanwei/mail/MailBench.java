package org.tuanwei.mail;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.autoconfigure.mail.MailProperties;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.testing.HandClock;
import org.tuanwei.testing.ScratchDatabase;

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

    private static final class Holder {
        static final DataSource DATABASE =
                ScratchDatabase.with("V021__mail.sql", "V091__mail_returned.sql", "V122__mail_attachment.sql");
    }

    MailBench() {
        DataSource database = Holder.DATABASE;
        jdbc = JdbcClient.create(database);
        jdbc.sql("delete from mail").update();
        transactions = new JdbcTransactionManager(database);
        transaction = new TransactionTemplate(transactions);
        lateTexts = new LateTexts(lateTextBeans.getBeanProvider(LateText.class));
        messageIds = new MessageIds(MailBench::signature, "tuanwei.example");
        outbox = new Outbox(jdbc, new JdbcTemplate(database), clock, messageIds, lateTexts);
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
        OutboxProperties properties = settings.outbox();
        Smtp smtp =
                new Smtp(settings.server(), properties, new MailLinks(URI.create("https://tuanwei.example")), clock);
        return new MailDelivery(
                jdbc,
                transactions,
                clock,
                properties,
                lateTexts,
                smtp,
                lateTextBeans.getBeanProvider(SendingHours.class),
                refusalNews,
                new Suppressions(jdbc, clock));
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

        MailProperties server() {
            MailProperties server = new MailProperties();
            server.setHost("127.0.0.1");
            server.setPort(port);
            server.getProperties().put("mail.smtp.timeout", String.valueOf(readTimeout.toMillis()));
            return server;
        }

        OutboxProperties outbox() {
            return new OutboxProperties("noreply@tuanwei.example", "团微", conversation, Duration.ofMinutes(5), attempts);
        }
    }

    private static byte[] signature(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
