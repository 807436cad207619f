package org.tuanwei.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ManagementService;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.core.annotation.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.demo.DemoRegistry;
import org.tuanwei.engine.EngineIdentity;
import org.tuanwei.organization.OrganizationChanges;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.RegistryImport;
import org.tuanwei.security.Viewers;

/** What the tested application finds around it: database, mail server, clock. */
class TestSurroundings implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    private static final String METRICS_TOKEN = "metrics-of-the-tests-0123456789abcdef";

    private static final class Mailbox {
        static final GreenMail SERVER = start();

        private static GreenMail start() {
            GreenMail mail =
                    new GreenMail(new ServerSetup[] {ServerSetup.SMTP.dynamicPort(), ServerSetup.IMAP.dynamicPort()});
            mail.start();
            return mail;
        }
    }

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        TestPropertyValues.of(Map.of(
                        "TUANWEI_DB_URL",
                        Postgres.url(),
                        "TUANWEI_DB_PASSWORD",
                        Postgres.PASSWORD,
                        "TUANWEI_DB_OWNER_PASSWORD",
                        Postgres.PASSWORD,
                        "TUANWEI_SMTP_HOST",
                        "localhost",
                        "TUANWEI_SMTP_PORT",
                        String.valueOf(Mailbox.SERVER.getSmtp().getPort()),
                        "TUANWEI_BASE_URL",
                        "http://localhost:8080",
                        "TUANWEI_MAIL_FROM",
                        "tuanwei@centre.example",
                        "TUANWEI_SECRET_KEYS",
                        DevelopmentKeys.KEYS,
                        "TUANWEI_SIGNING_KEY",
                        DevelopmentKeys.SIGNING_KEY))
                .and(
                        "TUANWEI_IMAP_HOST=localhost",
                        "TUANWEI_IMAP_PORT=" + Mailbox.SERVER.getImap().getPort(),
                        "TUANWEI_IMAP_USER=" + Postbox.USER,
                        "TUANWEI_IMAP_PASSWORD=" + Postbox.PASSWORD,
                        "TUANWEI_IMAP_SSL=false",
                        "TUANWEI_IMAP_STARTTLS_REQUIRED=false")
                .and("camunda.bpm.job-execution.enabled=false")
                .and("tuanwei.sweeps.enabled=false")
                .and("TUANWEI_METRICS_TOKEN=" + METRICS_TOKEN)
                .applyTo(context);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Beans {

        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock();
        }

        @Bean
        GreenMail mailbox() {
            return Mailbox.SERVER;
        }

        @Bean
        Postbox postbox(GreenMail mailbox) {
            return new Postbox(mailbox);
        }

        /** The small registry, so that every test finds real schools. */
        @Bean
        @Order(5)
        ApplicationRunner smallRegistry(RegistryImport registry) {
            return arguments -> new DemoRegistry(registry).load(null);
        }

        @Bean
        TestPeople people(IdentityService identityService, EngineIdentity identity, Viewers viewers, JdbcClient jdbc) {
            return new TestPeople(identityService, identity, viewers, jdbc);
        }

        @Bean
        TestSchools schools(RegistryImport registry, OrganizationChanges changes, Organizations organizations) {
            return new TestSchools(registry, changes, organizations);
        }

        @Bean
        ReachedEnds reachedEnds(JdbcClient jdbc) throws IOException {
            return new ReachedEnds(jdbc);
        }

        @Bean
        Jobs jobs(ManagementService managementService) {
            return new Jobs(managementService);
        }
    }
}
