package org.tuanwei.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.demo.SharedData;
import org.tuanwei.mailbox.MailboxReader;
import org.tuanwei.testing.EngineTest;
import org.tuanwei.testing.Postbox;

/** Real reports of many providers, each through the real mailbox, against the judgement of their manifest. */
@EngineTest
class BounceCorpusTest {

    private static final Logger log = LoggerFactory.getLogger(BounceCorpusTest.class);

    @Autowired
    private Postbox postbox;

    @Autowired
    private MailboxReader reader;

    @Autowired
    private JdbcClient jdbc;

    /** A row of the manifest. */
    private record Sample(String file, List<Set<String>> classes, Set<String> recipients, boolean statusPart) {}

    private record Read(String recipient, String bounceClass) {}

    /** How many of how many. */
    private static final class Score {
        private int right;
        private int all;

        private double share() {
            return 100.0 * right / all;
        }
    }

    @Test
    void recipientAndClassAreFoundInTheReportsOfManyProviders() throws IOException {
        Path folder = SharedData.file("bounces/manifest.csv").resolveSibling(".");
        List<Sample> samples = samples(SharedData.file("bounces/manifest.csv"));
        postbox.empty();
        long casesBefore = count("select count(*) from act_ru_task");
        Score withStatus = new Score();
        Score rest = new Score();
        List<String> wrong = new ArrayList<>();
        List<byte[]> mails = new ArrayList<>();
        for (Sample sample : samples) {
            mails.add(content(folder, sample.file()));
        }
        List<List<Read>> all = through(mails);
        for (int i = 0; i < samples.size(); i++) {
            Sample sample = samples.get(i);
            List<Read> read = all.get(i);
            Score score = sample.statusPart() ? withStatus : rest;
            score.all++;
            if (right(sample, read)) {
                score.right++;
            } else {
                wrong.add(sample.file() + " wanted " + sample.classes() + " " + sample.recipients() + ", read " + read);
            }
        }
        String figures = "%d of %d with a delivery-status part (%.1f %%), %d of %d others (%.1f %%); not as judged: %s"
                .formatted(
                        withStatus.right,
                        withStatus.all,
                        withStatus.share(),
                        rest.right,
                        rest.all,
                        rest.share(),
                        wrong);
        log.info("bounce corpus: {}", figures);
        Files.writeString(Files.createDirectories(Path.of("target")).resolve("bounce-corpus.txt"), figures + "\n");

        assertThat(withStatus.share()).as(figures).isGreaterThanOrEqualTo(95);
        assertThat(rest.share()).as(figures).isGreaterThanOrEqualTo(85);
        assertThat(count("select count(*) from act_ru_task"))
                .as("reports on strangers' mails move no case")
                .isEqualTo(casesBefore);
        postbox.empty();
    }

    @Test
    void theWordsOfChineseProvidersAreUnderstood() throws IOException {
        List<List<String>> phrases = Files.readAllLines(SharedData.file("bounces/chinese_diagnostics.csv")).stream()
                .map(BounceCorpusTest::cells)
                .filter(cells -> !cells.get(0).equals("diagnostic"))
                .toList();
        postbox.empty();
        List<List<Read>> all = through(phrases.stream()
                .map(cells -> chinese("text/plain", "您的邮件无法投递。\n收件人：lisi@school.example\n退信原因：" + cells.get(0)))
                .toList());
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < phrases.size(); i++) {
            List<Read> read = all.get(i);
            boolean hard = phrases.get(i).get(2).equals("hard");
            if (read.size() != 1
                    || !read.get(0).recipient().equals("lisi@school.example")
                    || hard != read.get(0).bounceClass().equals("INVALID_ADDRESS")) {
                wrong.add(phrases.get(i).get(0) + " " + read);
            }
        }
        assertThat(wrong).isEmpty();
        postbox.empty();
    }

    /** All of them through the mailbox in one round; what was read of each, in their order. */
    private List<List<Read>> through(List<byte[]> mails) {
        long before = count("select coalesce(max(id), 0) from inbound_mail");
        mails.forEach(postbox::put);
        assertThat(reader.round()).isEqualTo(mails.size());
        return jdbc
                .sql("select id from inbound_mail where id > ? order by uid")
                .param(before)
                .query(Long.class)
                .list()
                .stream()
                .map(this::readIn)
                .toList();
    }

    private List<Read> readIn(long mail) {
        return jdbc.sql("select coalesce(b.recipient, ''), b.bounce_class from bounce b"
                        + " join bounce_report r on r.id = b.report_id where r.inbound_mail_id = ? order by b.id")
                .param(mail)
                .query((row, n) -> new Read(row.getString(1), row.getString(2)))
                .list();
    }

    private static boolean right(Sample sample, List<Read> read) {
        if (sample.classes().get(0).equals(Set.of("NOT_A_BOUNCE"))) {
            return read.stream().allMatch(one -> one.bounceClass().equals("NOT_A_BOUNCE"));
        }
        if (read.size() != sample.classes().size()) {
            return false;
        }
        for (int i = 0; i < read.size(); i++) {
            boolean known = sample.recipients().isEmpty()
                    || sample.recipients().contains(read.get(i).recipient());
            if (!known || !sample.classes().get(i).contains(read.get(i).bounceClass())) {
                return false;
            }
        }
        return true;
    }

    private static List<Sample> samples(Path manifest) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (String line : Files.readAllLines(manifest)) {
            List<String> cells = cells(line);
            if (!cells.get(0).equals("file")) {
                samples.add(new Sample(
                        cells.get(0),
                        Arrays.stream(cells.get(1).split("\\|"))
                                .map(one -> Set.of(one.split("/")))
                                .toList(),
                        recipients(cells.get(6)),
                        cells.get(8).contains("delivery-status") || cells.get(8).startsWith("same mail as")));
            }
        }
        return samples;
    }

    private static Set<String> recipients(String cell) {
        Set<String> recipients = new HashSet<>(Arrays.asList(cell.split("[ |]+")));
        recipients.remove("");
        return recipients;
    }

    private static byte[] content(Path folder, String file) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file));
        // of these only the body was handed down; their hosts send it in GBK
        return file.endsWith(".html") ? chinese("text/html", new String(bytes, StandardCharsets.UTF_8)) : bytes;
    }

    private static byte[] chinese(String type, String body) {
        String head = "From: Postmaster@provider.example\r\nTo: tuanwei@centre.example\r\n"
                + "Subject: =?gb2312?B?z7XNs83L0MU=?=\r\nMIME-Version: 1.0\r\nContent-Type: " + type
                + "; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n";
        return (head + new String(body.getBytes(Charset.forName("GBK")), StandardCharsets.ISO_8859_1))
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Cells of a line; a comma within quotes does not end one. */
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private long count(String sql) {
        return jdbc.sql(sql).query(Long.class).single();
    }
}
