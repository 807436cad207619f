package org.tuanwei.bounce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.autoconfigure.mail.MailProperties;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.MailDelivery;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Mails;
import org.tuanwei.mail.Outbox;
import org.tuanwei.mail.Suppressions;
import org.tuanwei.mailbox.MailboxReader;
import org.tuanwei.opening.Openings;
import org.tuanwei.opening.RegistrationEntry;
import org.tuanwei.organization.Organization;
import org.tuanwei.testing.Jobs;
import org.tuanwei.testing.MovableClock;
import org.tuanwei.testing.Postbox;
import org.tuanwei.testing.ScriptedSmtp;
import org.tuanwei.testing.TestPeople;
import org.tuanwei.testing.TestSchools;

/** Schools that have registered at the public door, and the mails that come back from them. */
final class BounceBench {

    final Postbox postbox;
    final Bounces bounces;
    final MovableClock clock;
    private final MockMvc web;
    private final TestSchools schools;
    private final TestPeople people;
    private final CaseFiles files;
    private final Openings openings;
    private final Workflow workflow;
    private final MailDelivery delivery;
    private final MailboxReader reader;
    private final Mails mails;
    private final Outbox outbox;
    private final Suppressions suppressions;
    private final Jobs jobs;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final MailProperties mailServer;

    BounceBench(ApplicationContext context) {
        postbox = context.getBean(Postbox.class);
        bounces = context.getBean(Bounces.class);
        clock = context.getBean(MovableClock.class);
        web = context.getBean(MockMvc.class);
        schools = context.getBean(TestSchools.class);
        people = context.getBean(TestPeople.class);
        files = context.getBean(CaseFiles.class);
        openings = context.getBean(Openings.class);
        workflow = context.getBean(Workflow.class);
        delivery = context.getBean(MailDelivery.class);
        reader = context.getBean(MailboxReader.class);
        mails = context.getBean(Mails.class);
        outbox = context.getBean(Outbox.class);
        suppressions = context.getBean(Suppressions.class);
        jobs = context.getBean(Jobs.class);
        transaction = context.getBean(TransactionTemplate.class);
        jdbc = context.getBean(JdbcClient.class);
        mailServer = context.getBean(MailProperties.class);
    }

    static final String PROVINCE = "province-310000-staff";

    /** A school's case that has just begun. */
    record Opened(BounceBench bench, long id, String receipt, String email, String group) {

        List<String> open() {
            return bench.workflow.openTasks(id).stream().map(HumanTask::key).toList();
        }

        /** Our mail with these words in its subject, as it went over the wire. */
        String mailWith(String subject) {
            String id = messageIdOf(subject);
            return bench.postbox.newestTo(email, id);
        }

        String messageIdOf(String subject) {
            return bench.jdbc
                    .sql(
                            "select message_id from mail where case_id = ? and subject like '%' || ? || '%' order by id limit 1")
                    .params(id, subject)
                    .query(String.class)
                    .single();
        }

        String fateOf(String kind) {
            return bench.mails.ofCase(id).stream()
                    .filter(mail -> mail.kind().equals(kind))
                    .findFirst()
                    .orElseThrow()
                    .fate();
        }

        List<Bounce> bounces() {
            return bench.bounces.ofCase(id);
        }

        /** The level above has found out the right address. */
        void verify(String address) {
            HumanTask task = bench.workflow.openTasks(id).stream()
                    .filter(one -> one.key().equals("account-opening.Task_VerifyAddress"))
                    .findFirst()
                    .orElseThrow();
            bench.people.run(
                    PROVINCE,
                    () -> bench.workflow.complete(
                            task.taskId(), new HashMap<>(Map.of("email", address, "reason", "电话核实"))));
            bench.settle(id);
        }
    }

    Opened registered() {
        Opened one = registration();
        settle(one.id());
        return one;
    }

    private Opened registration() {
        Organization school = schools.school();
        String email = "bounce" + school.code() + "@school.example";
        ContactDetails contact =
                new ContactDetails("林溪", "干事", "55500001", "19900007702", email, "上海市杨浦区测试路 1 号团委办公室", "200000");
        openings.register(school, CaseFile.TENCENT_WEIBO, new RegistrationEntry(contact, false, null, null));
        CaseFile file = files.living(school.id(), CaseFile.TENCENT_WEIBO).orElseThrow();
        return new Opened(this, file.id(), file.receipt(), email, "school-" + school.code());
    }

    /** A mail comes in and is read, and what follows from it is done. */
    void arrives(String raw) {
        arrives(raw.replace("\r\n", "\n").replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    void arrives(byte[] raw) {
        postbox.put(raw);
        assertThat(reader.round()).isEqualTo(1);
        delivery.sweep();
        Long caseId = newest().caseId();
        if (caseId != null) {
            settle(caseId);
        }
    }

    void settle(long caseId) {
        delivery.sweep();
        jobs.runDue(caseId);
        delivery.sweep();
    }

    void hoursPass(int hours) {
        clock.runAhead(clock.offset().plus(Duration.ofHours(hours)));
        delivery.sweep();
    }

    void writes(Opened one, String kind) {
        transaction.executeWithoutResult(status -> outbox.enqueue(
                new MailRequest(kind + one.id(), one.id(), kind, one.email(), "再写一封 " + kind, "这封信写给已经退信的邮箱")));
        delivery.sweep();
    }

    /** As {@link #registered}, but the mail server refuses what is written to the school. */
    Opened registeredButRefused(String words) {
        Opened one = registration();
        int usual = mailServer.getPort();
        try (ScriptedSmtp server = new ScriptedSmtp()) {
            server.answer(ScriptedSmtp.Stage.RCPT, words, words, words);
            mailServer.setPort(server.port());
            settle(one.id());
        } finally {
            mailServer.setPort(usual);
        }
        return one;
    }

    /** Whoever has the mailbox follows the link of the test mail. */
    void proves(Opened one) {
        Matcher link = Pattern.compile("/activate/[A-Za-z0-9_-]+").matcher(postbox.textTo(one.email(), "/activate/"));
        assertThat(link.find()).isTrue();
        perform(post(link.group()).with(csrf()));
    }

    boolean suppressed(String address) {
        return suppressions.against("any", address).isPresent();
    }

    long suppression(String address) {
        return jdbc.sql("select id from suppressed_address where address = ? and removed_at is null")
                .param(address)
                .query(Long.class)
                .single();
    }

    Bounce newest() {
        return byId(jdbc.sql("select max(id) from bounce").query(Long.class).single());
    }

    Bounce byId(long id) {
        return bounces.byId(id).orElseThrow();
    }

    void decides(String group, long bounce, String what, Map<String, String> fields) {
        posts(group, "/bounces/" + bounce + what, fields);
    }

    void posts(String group, String path, Map<String, String> fields) {
        MockHttpServletRequestBuilder form = post(path).with(csrf()).with(user(people.of(group)));
        fields.forEach(form::param);
        perform(form);
    }

    private void perform(MockHttpServletRequestBuilder form) {
        try {
            int status = web.perform(form).andReturn().getResponse().getStatus();
            assertThat(status).isLessThan(400);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    static String vacation(String about, String subject, String text) {
        return """
                From: Li Laoshi <li@school.example>
                To: tuanwei@centre.example
                Subject: %s
                Auto-Submitted: auto-replied
                Message-ID: <%d@school.example>
                Content-Type: text/plain; charset=utf-8
                Content-Transfer-Encoding: 8bit

                %s

                > %s
                """.formatted(subject, System.nanoTime(), text, about.replace("\n", "\n> "));
    }

    static String complaint(String about) {
        return """
                From: abuse@provider.example
                To: tuanwei@centre.example
                Subject: complaint
                Message-ID: <%d@provider.example>
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=feedback-report; boundary="=_f"

                --=_f
                Content-Type: text/plain

                This is an abuse report. The mail was rejected by its recipient.

                --=_f
                Content-Type: message/feedback-report

                Feedback-Type: abuse
                Version: 1

                --=_f
                Content-Type: message/rfc822

                %s
                --=_f--
                """.formatted(System.nanoTime(), about);
    }

    /** Free text as Chinese providers write it, nothing returned but our Message-ID somewhere in the words. */
    static byte[] inGbk(String messageId, String recipient, String words) {
        String head = "From: Postmaster@provider.example\r\nTo: tuanwei@centre.example\r\n"
                + "Subject: =?gb2312?B?z7XNs83L0MU=?=\r\nContent-Type: text/html; charset=gb2312\r\n"
                + "Content-Transfer-Encoding: 8bit\r\n\r\n";
        String body = "<html><body><h1>抱歉，您的邮件被退回来了</h1><table><tr><th>收件人：</th><td>" + recipient
                + "</td></tr><tr><th>退信原因：</th><td>" + words + "</td></tr><tr><td>原邮件编号："
                + messageId.replace("<", "&lt;").replace(">", "&gt;") + "</td></tr></table></body></html>";
        return (head + new String(body.getBytes(Charset.forName("GBK")), StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }
}
