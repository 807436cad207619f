package org.tuanwei.inbound;

import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.inbound.DeliveryReport.Kind;

/** Tells a delivery report from other mail and reads what it says of each recipient. */
@Component
public class ReportReader {

    private static final int LONGEST_DIAGNOSTIC = 1_000;
    /** A report says what it has to say early; the rest would only cost time. */
    private static final int MOST_LOOKED_AT = 16_000;

    private static final int LONGEST_READABLE = 20_000;

    private final Phrases phrases = new Phrases("bounce/phrases.tsv");
    private final Marks marks = new Marks("bounce/marks.tsv");

    /** Reads a mail as it came over the wire; never fails, what cannot be read at all is a letter without text. */
    public DeliveryReport read(byte[] raw) {
        MailContent content;
        try {
            content = MailContent.of(raw);
        } catch (MessagingException unreadable) {
            String text = Texts.decoded(raw, "");
            return new DeliveryReport(Kind.LETTER, "", "", null, shortened(text), text, List.of());
        }
        String subject = content.header("Subject");
        String text = content.readable();
        String report = FreeText.report(text);
        report = report.substring(0, Math.min(report.length(), MOST_LOOKED_AT));
        List<StatusParts.Block> blocks = blocks(content, report, text);
        List<Failure> failures = new ArrayList<>();
        Kind kind = kind(content, subject, report, blocks);
        if (kind == Kind.REPORT) {
            failures.addAll(failures(content, subject, report, text, blocks));
        }
        String messageId = content.header("Message-ID");
        return new DeliveryReport(
                kind,
                sender(content),
                subject,
                messageId.isEmpty() ? null : messageId,
                shortened(report.isBlank() ? text : report),
                new String(raw, StandardCharsets.ISO_8859_1) + "\n" + content.everything(),
                List.copyOf(failures));
    }

    /** What a server's answer to a mail means that it refused in the conversation itself. */
    public Failure explain(String recipient, String words) {
        return fromText(recipient, words, "", words);
    }

    private static List<StatusParts.Block> blocks(MailContent content, String report, String text) {
        List<StatusParts.Block> blocks = new ArrayList<>();
        for (String type : List.of("message/delivery-status", "message/global-delivery-status")) {
            content.ofType(type).forEach(leaf -> blocks.addAll(StatusParts.of(leaf.bytes())));
        }
        if (blocks.isEmpty()) {
            blocks.addAll(StatusParts.inText(report));
        }
        return blocks;
    }

    private Kind kind(MailContent content, String subject, String report, List<StatusParts.Block> blocks) {
        String type = content.header("Content-Type").toLowerCase(Locale.ROOT);
        if (type.contains("feedback-report")
                || !content.ofType("message/feedback-report").isEmpty()) {
            return Kind.COMPLAINT;
        }
        if (!blocks.isEmpty()) {
            return blocks.stream().allMatch(StatusParts.Block::arrived) ? Kind.CONFIRMATION : Kind.REPORT;
        }
        if (type.contains("disposition-notification")
                || !content.ofType("message/disposition-notification").isEmpty()) {
            return Kind.CONFIRMATION;
        }
        boolean failureWords = marks.of("FAILURE_WORDS").matcher(report).find();
        if (marks.of("DELIVERED").matcher(report).find()
                && !marks.of("REPORT_SUBJECT").matcher(subject).find()) {
            return Kind.CONFIRMATION;
        }
        boolean machine =
                auto(content) || marks.of("AUTO_REPLY_SUBJECT").matcher(subject).find();
        // our own subjects speak of 退回 too, so that an answer to them is no report
        boolean answer = machine || marks.of("ANSWER_SUBJECT").matcher(subject).find();
        boolean robot = marks.of("ROBOT").matcher(content.header("From")).find()
                || content.header("Return-Path").equals("<>")
                || content.header("From").endsWith("<>");
        if (!content.header("X-Failed-Recipients").isEmpty()
                || marks.of("REPORT_SUBJECT").matcher(subject).find()
                        && (robot || failureWords && !answer && hasCode(report))
                || robot
                        && failureWords
                        && !marks.of("AUTO_REPLY_SUBJECT").matcher(subject).find()) {
            return Kind.REPORT;
        }
        return machine ? Kind.AUTO_REPLY : Kind.LETTER;
    }

    private static boolean hasCode(String report) {
        return !Codes.reply(" " + report).isEmpty()
                || !Codes.status(" " + report).isEmpty();
    }

    private static boolean auto(MailContent content) {
        String submitted = content.header("Auto-Submitted").toLowerCase(Locale.ROOT);
        return !submitted.isEmpty() && !submitted.startsWith("no")
                || !content.header("X-Autoreply").isEmpty()
                || !content.header("X-Autorespond").isEmpty()
                || !content.header("X-Auto-Response-Suppress").isEmpty()
                || content.header("Precedence").toLowerCase(Locale.ROOT).matches("auto[-_]?reply|bulk|junk");
    }

    private List<Failure> failures(
            MailContent content, String subject, String report, String text, List<StatusParts.Block> blocks) {
        String returned = content.returned() + "\n" + FreeText.returned(text);
        List<Failure> failures = new ArrayList<>();
        for (StatusParts.Block block : blocks) {
            if (!block.arrived() && failures.stream().noneMatch(known -> same(known, block.failure()))) {
                failures.add(explained(block.failure(), subject, report));
            }
        }
        if (!failures.isEmpty()) {
            return failures;
        }
        Set<String> own = own(content);
        Set<String> original = FreeText.addresses(returned, "To", "Cc", "X-Original-To", "Delivered-To");
        original.removeAll(FreeText.addresses(returned, "From"));
        List<FreeText.Said> said = new ArrayList<>();
        Set<String> failed = addressesIn(content.header("X-Failed-Recipients"));
        for (String one : failed) {
            said.add(new FreeText.Said(one, report));
        }
        if (said.isEmpty()) {
            said.addAll(FreeText.said(report, own, original));
        }
        for (FreeText.Said one : said) {
            failures.add(fromText(one.recipient(), one.words(), subject, report));
        }
        if (failures.isEmpty()) {
            failures.add(fromText(original.stream().findFirst().orElse(null), report, subject, report));
        }
        return failures;
    }

    private static boolean same(Failure a, Failure b) {
        return a.recipient() != null && a.recipient().equalsIgnoreCase(String.valueOf(b.recipient()));
    }

    /** What the machine's part leaves open is looked for in the words above it. */
    private Failure explained(Failure block, String subject, String report) {
        String hint = phrases.hint(block.diagnostic());
        String about = about(report, block.recipient());
        if (hint.isEmpty()) {
            hint = phrases.hint(about);
        }
        String diagnostic = block.diagnostic().isEmpty() ? Phrases.oneLine(about) : block.diagnostic();
        String inside = Codes.status(" " + block.diagnostic());
        return new Failure(
                block.recipient(),
                block.finalRecipient(),
                block.action(),
                // the server's own words know better than an unspecific summary
                !Codes.specific(block.status()) && Codes.specific(inside) ? inside : block.status(),
                block.replyCode().isEmpty() ? Codes.reply(" " + about) : block.replyCode(),
                hint,
                cut(diagnostic));
    }

    private Failure fromText(@Nullable String recipient, String words, String subject, String report) {
        String hint = phrases.hint(words);
        if (hint.isEmpty()) {
            hint = phrases.hint(report);
        }
        if (hint.isEmpty()) {
            hint = phrases.hint(subject);
        }
        boolean delayed = marks.of("DELAYED").matcher(subject).find()
                || marks.of("DELAYED").matcher(report).find()
                        && !marks.of("GAVE_UP").matcher(report).find();
        return new Failure(
                recipient,
                null,
                delayed ? Failure.DELAYED : Failure.FAILED,
                Codes.status(" " + words),
                Codes.reply(" " + words),
                hint,
                cut(Phrases.oneLine(words)));
    }

    /** The lines about a recipient in the words for people, all of them where he is not named. */
    private static String about(String report, @Nullable String recipient) {
        int at = recipient == null ? -1 : report.toLowerCase(Locale.ROOT).indexOf(recipient.toLowerCase(Locale.ROOT));
        return at < 0 ? report : report.substring(at);
    }

    private static Set<String> own(MailContent content) {
        Set<String> own = new LinkedHashSet<>();
        for (String name : List.of("To", "Delivered-To", "Envelope-To", "X-Original-To", "From", "Reply-To", "Cc")) {
            for (String one : addressesIn(content.header(name))) {
                own.add(one.toLowerCase(Locale.ROOT));
            }
        }
        return own;
    }

    private static Set<String> addressesIn(String text) {
        Set<String> found = new LinkedHashSet<>();
        var matcher = Codes.ADDRESS.matcher(text);
        while (matcher.find()) {
            found.add(matcher.group());
        }
        return found;
    }

    private static String sender(MailContent content) {
        return addressesIn(content.header("From")).stream().findFirst().orElse("");
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_DIAGNOSTIC ? text : text.substring(0, LONGEST_DIAGNOSTIC) + "…";
    }

    private static String shortened(String text) {
        String stripped = text.strip().replace("\0", "");
        return stripped.length() <= LONGEST_READABLE ? stripped : stripped.substring(0, LONGEST_READABLE) + "…";
    }
}
