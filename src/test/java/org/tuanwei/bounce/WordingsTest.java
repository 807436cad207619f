package org.tuanwei.bounce;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnDecisionRuleResult;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;
import org.tuanwei.inbound.DeliveryReport;
import org.tuanwei.inbound.DeliveryReport.Kind;
import org.tuanwei.inbound.Failure;
import org.tuanwei.inbound.ReportReader;

/** Words and table together, without the application: what many servers say, and what is no report at all. */
class WordingsTest {

    private static final DmnEngine ENGINE =
            DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();
    private static final DmnDecision TABLE = table();

    private final ReportReader reader = new ReportReader();

    static List<String> wordings() throws IOException {
        return new ClassPathResource("inbound/wordings.tsv")
                .getContentAsString(StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("wordings")
    void theWordsOfAServerAreJudgedAsTheyAreMeant(String row) {
        String[] cells = row.split("\t");
        DeliveryReport report = reader.read(mail(
                "MAILER-DAEMON@mx.provider.example",
                "Undelivered Mail Returned to Sender",
                "This is the mail system. Your message could not be delivered to one or more recipients.\r\n\r\n"
                        + "<a@b.example>: " + cells[1]));
        Failure failure = report.failures().get(0);
        assertThat(failure.recipient()).isEqualTo("a@b.example");
        assertThat(cells[0].split("/")).as(failure.toString()).contains(String.valueOf((Object)
                verdict(report.kind(), failure).getEntry("bounceClass")));
    }

    @Test
    void anUnknownTextFromAMailServerIsLeftToPeople() {
        DmnDecisionRuleResult verdict =
                verdict(Kind.REPORT, new Failure("a@b.example", null, Failure.FAILED, "", "", "", "xyz"));
        assertThat(String.valueOf((Object) verdict.getEntry("bounceClass"))).isEqualTo("UNKNOWN");
        assertThat(String.valueOf((Object) verdict.getEntry("consequence"))).isEqualTo("PEOPLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AUTO_REPLY", "COMPLAINT", "CONFIRMATION", "LETTER"})
    void whatIsNoReportHasNoConsequenceWhateverItsCodesAndWords(Kind kind) {
        DmnDecisionRuleResult verdict = verdict(
                kind, new Failure("a@b.example", null, Failure.FAILED, "5.1.1", "550", "USER_UNKNOWN", "User unknown"));
        assertThat(String.valueOf((Object) verdict.getEntry("bounceClass"))).isEqualTo("NOT_A_BOUNCE");
        assertThat(String.valueOf((Object) verdict.getEntry("consequence"))).isEqualTo("NONE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Re: 登记资料被退回，请更正（受理号 TW-2611-7K4M9QX2）",
                "回复：登记资料被退回，请更正",
                "转发: 退信怎么办",
                "关于邮件被退回的请示",
                "通知收到",
            })
    void anAnswerOfAPersonThatSpeaksOfReturnsIsALetter(String subject) {
        assertThat(reader.read(mail("li@school.example", subject, "老师好，资料已更正，邮箱不存在的问题解决了。"))
                        .kind())
                .isEqualTo(Kind.LETTER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"自动回复: 登记资料被退回，请更正", "Automatic reply: 登记资料被退回", "Out of Office", "Auto: 退回"})
    void aVacationNoteThatQuotesAReturnIsNoReport(String subject) {
        assertThat(reader.read(mail("li@school.example", subject, "本人休假，来信退回请勿介意。"))
                        .kind())
                .isEqualTo(Kind.AUTO_REPLY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\r\n\r\n",
                "Content-Type: multipart/report; boundary=\r\n\r\n--\r\n",
                "Content-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: base64\r\n\r\n!!!!\r\n",
                "Content-Type: message/delivery-status\r\n\r\nFinal-Recipient\r\nAction\r\n\r\n\r\n:::\r\n",
                "Content-Type: text/plain; charset=no-such-charset\r\nSubject: =?broken?=\r\n\r\n\u00ff\u00fe",
                "Subject: x\r\nContent-Type: multipart/alternative\r\n\r\nno boundary",
            })
    void aBrokenMailIsReadAsFarAsItGoes(String raw) {
        assertThat(reader.read(raw.getBytes(StandardCharsets.ISO_8859_1))).isNotNull();
    }

    @Test
    void aMailMadeToBeSlowIsReadQuickly() {
        String nasty = "user ".repeat(4_000) + "mailbox ".repeat(4_000) + "a.".repeat(8_000) + "@" + "b.".repeat(8_000);
        long start = System.nanoTime();
        reader.read(mail("MAILER-DAEMON@mx.provider.example", "Undelivered mail", "could not be delivered " + nasty));
        assertThat(System.nanoTime() - start).isLessThan(10_000_000_000L);
    }

    @Test
    void partsWithinPartsWithinPartsAreNotFollowedForEver() {
        StringBuilder nested = new StringBuilder("Subject: nested\r\n");
        for (int i = 0; i < 300; i++) {
            nested.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\r\n\r\n--b")
                    .append(i)
                    .append("\r\n");
        }
        assertThat(reader.read(nested.toString().getBytes(StandardCharsets.US_ASCII)))
                .isNotNull();
    }

    private static byte[] mail(String from, String subject, String text) {
        return ("From: " + from + "\r\nTo: tuanwei@centre.example\r\nSubject: " + subject
                        + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
                        + text + "\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static DmnDecisionRuleResult verdict(Kind kind, Failure failure) {
        return ENGINE.evaluateDecisionTable(
                        TABLE,
                        Variables.fromMap(Map.of(
                                "kind", kind.name(),
                                "action", failure.action(),
                                "hint", failure.hint(),
                                "status", failure.status(),
                                "replyCode", failure.replyCode())))
                .getSingleResult();
    }

    private static DmnDecision table() {
        try (InputStream file = new ClassPathResource("processes/bounce-class.dmn").getInputStream()) {
            return ENGINE.parseDecision("bounce-class", file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
