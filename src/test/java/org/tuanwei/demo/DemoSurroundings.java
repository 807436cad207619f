package org.tuanwei.demo;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringApplication;
import org.tuanwei.testing.DevelopmentKeys;
import org.tuanwei.testing.DevelopmentPostgres;
import org.tuanwei.testing.Postbox;
import org.tuanwei.testing.Postgres;

/** Database and mail server of the development application, started before it, ended after it. */
public final class DemoSurroundings {

    private static @Nullable DevelopmentPostgres postgres;
    private static @Nullable GreenMail mail;

    private DemoSurroundings() {}

    /** Starts both and tells the application where they are, as the environment would in production. */
    public static void start() {
        Path folder = DemoSettings.dataFolder();
        postgres = DevelopmentPostgres.start(folder, DemoSettings.port("TUANWEI_POSTGRES_PORT", 15432));
        String host = "127.0.0.1";
        int smtp = DemoSettings.port("TUANWEI_SMTP_PORT", 3025);
        int imap = DemoSettings.port("TUANWEI_IMAP_PORT", 3143);
        mail = new GreenMail(new ServerSetup[] {
            new ServerSetup(smtp, host, ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(imap, host, ServerSetup.PROTOCOL_IMAP)
        });
        mail.start();
        // runs after the application context is closed: first the connections, then their server
        SpringApplication.getShutdownHandlers().add(DemoSurroundings::stop);
        Map.of(
                        "TUANWEI_DB_URL",
                        postgres.url(),
                        "TUANWEI_DB_PASSWORD",
                        Postgres.PASSWORD,
                        "TUANWEI_DB_OWNER_PASSWORD",
                        Postgres.PASSWORD,
                        "TUANWEI_SMTP_HOST",
                        host,
                        "TUANWEI_SMTP_PORT",
                        String.valueOf(smtp),
                        "TUANWEI_BASE_URL",
                        "http://localhost:" + DemoSettings.port("SERVER_PORT", 8080),
                        "TUANWEI_MAIL_FROM",
                        "tuanwei@centre.example",
                        "TUANWEI_SECRET_KEYS",
                        DevelopmentKeys.KEYS,
                        "TUANWEI_SIGNING_KEY",
                        DevelopmentKeys.SIGNING_KEY)
                .forEach(System::setProperty);
        Map.of(
                        "TUANWEI_IMAP_HOST",
                        host,
                        "TUANWEI_IMAP_PORT",
                        String.valueOf(imap),
                        "TUANWEI_IMAP_USER",
                        Postbox.USER,
                        "TUANWEI_IMAP_PASSWORD",
                        Postbox.PASSWORD,
                        "TUANWEI_IMAP_SSL",
                        "false",
                        "TUANWEI_IMAP_STARTTLS_REQUIRED",
                        "false",
                        "tuanwei.mailbox.sweep",
                        "5s",
                        // the demo freezes its days when it has filled them
                        "tuanwei.figures.start",
                        "1h")
                .forEach(System::setProperty);
        // the mailbox is there before anybody writes to it
        new Postbox(mail);
        System.setProperty("tuanwei.development", "true");
        System.setProperty("server.servlet.session.cookie.secure", "false");
        System.setProperty("spring.thymeleaf.cache", "false");
    }

    /** Returns when the database can be connected to. */
    static void awaitDatabase() {
        if (postgres != null) {
            postgres.await();
        }
    }

    static GreenMail mail() {
        return Objects.requireNonNull(mail, "邮件服务器尚未启动");
    }

    /** Ends mail server and database; harmless when they have ended already. */
    public static void stop() {
        if (mail != null) {
            mail.stop();
        }
        if (postgres != null) {
            postgres.close();
        }
    }
}
