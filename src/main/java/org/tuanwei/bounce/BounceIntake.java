package org.tuanwei.bounce;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.bounce.Bounce.Match;
import org.tuanwei.bounce.Bounce.State;
import org.tuanwei.inbound.DeliveryReport;
import org.tuanwei.inbound.DeliveryReport.Kind;
import org.tuanwei.inbound.Failure;
import org.tuanwei.inbound.ReportReader;
import org.tuanwei.mail.ReturnedMails;
import org.tuanwei.mail.SentMail;
import org.tuanwei.mailbox.ArrivedMail;
import org.tuanwei.mailbox.MailTaker;

/**
 * Takes delivery reports and other automatic mail out of the mailbox. Matched is only what is proved: by a Message-ID
 * that we have signed, or by our case header together with a recipient that this case wrote to.
 */
@Component
class BounceIntake implements MailTaker {

    private static final Pattern CASE_HEADER =
            Pattern.compile("(?im)^[ \\t>]*X-Tuanwei-Case:[ \\t]*([0-9]{1,18})[ \\t]*$");

    private record Found(SentMail mail, Match match) {}

    private final ReportReader reader;
    private final Verdicts verdicts;
    private final Bounces bounces;
    private final ReturnedMails mails;
    private final Consequences consequences;

    BounceIntake(
            ReportReader reader, Verdicts verdicts, Bounces bounces, ReturnedMails mails, Consequences consequences) {
        this.reader = reader;
        this.verdicts = verdicts;
        this.bounces = bounces;
        this.mails = mails;
        this.consequences = consequences;
    }

    @Override
    public int order() {
        return 100;
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public boolean take(ArrivedMail mail) {
        DeliveryReport report = reader.read(mail.raw());
        if (report.kind() == Kind.LETTER) {
            return false;
        }
        long reportId = bounces.keep(mail, report);
        Optional<SentMail> named = mails.namedIn(report.everything());
        if (report.kind() != Kind.REPORT) {
            Failure nothing = new Failure(null, null, "", "", "", "", "");
            long id = bounces.note(
                    reportId,
                    named.orElse(null),
                    named.isPresent() ? Match.MESSAGE_ID : null,
                    null,
                    nothing,
                    verdicts.on(report.kind(), nothing));
            bounces.follow(id, State.DONE, "不是退信，不影响办理");
            return true;
        }
        @Nullable
        Failure about = named.map(sent -> about(sent, report.failures())).orElse(null);
        for (Failure failure : report.failures()) {
            Optional<Found> found = failure.equals(about)
                    ? named.map(sent -> new Found(sent, Match.MESSAGE_ID))
                    : byHeader(report.everything(), failure);
            note(reportId, failure, found, report.kind());
        }
        return true;
    }

    private void note(long reportId, Failure failure, Optional<Found> found, Kind kind) {
        Verdict verdict = verdicts.on(kind, failure);
        if (found.isEmpty()) {
            bounces.note(reportId, null, null, suspected(failure), failure, verdict);
            return;
        }
        SentMail mail = found.get().mail();
        long id = bounces.note(reportId, mail, found.get().match(), null, failure, verdict);
        Consequences.Result result = consequences.of(mail, failure.recipient(), verdict, "");
        bounces.follow(id, result.state(), result.outcome());
    }

    /** Which of several recipients the mail was for; a mail of ours has only one. */
    private static Failure about(SentMail mail, List<Failure> failures) {
        return failures.stream()
                .filter(failure -> mail.recipient().equalsIgnoreCase(failure.recipient())
                        || mail.recipient().equalsIgnoreCase(failure.finalRecipient()))
                .findFirst()
                .orElse(failures.get(0));
    }

    /** The header is not signed: it counts only with a recipient that this very case wrote to. */
    private Optional<Found> byHeader(String everything, Failure failure) {
        if (failure.recipient() == null) {
            return Optional.empty();
        }
        Matcher header = CASE_HEADER.matcher(everything);
        while (header.find()) {
            Optional<SentMail> mail = mails.newestTo(Long.parseLong(header.group(1)), failure.recipient());
            if (mail.isPresent()) {
                return mail.map(sent -> new Found(sent, Match.CASE_HEADER));
            }
        }
        return Optional.empty();
    }

    private @Nullable Long suspected(Failure failure) {
        return failure.recipient() == null
                ? null
                : mails.casesWritingTo(failure.recipient()).stream().findFirst().orElse(null);
    }
}
