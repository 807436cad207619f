package org.tuanwei.bounce;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.bounce.Bounce.State;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.mail.MailState;
import org.tuanwei.mail.RecipientMask;
import org.tuanwei.mail.ReturnedMails;
import org.tuanwei.mail.SentMail;
import org.tuanwei.mail.Suppressions;
import org.tuanwei.web.Formats;

/**
 * What a proved bounce does. A permanent one changes the fate of the mail; from there it travels the road of every
 * refused mail, which brings the case back to the step that asks for the right address.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Consequences {

    /** What came of it. */
    record Result(State state, String outcome) {}

    private final ReturnedMails mails;
    private final Suppressions suppressions;
    private final CaseFiles files;
    private final Formats formats;

    Consequences(ReturnedMails mails, Suppressions suppressions, CaseFiles files, Formats formats) {
        this.mails = mails;
        this.suppressions = suppressions;
        this.files = files;
        this.formats = formats;
    }

    /** @param reported the address the report names; only if it is the mail's own is it known to be bad */
    Result of(SentMail mail, @Nullable String reported, Verdict verdict, String by) {
        return switch (verdict.consequence()) {
            case NONE -> new Result(State.DONE, "与案件办理无关，只记录");
            case PEOPLE -> {
                tell(mail, "bounce.unclear", Map.of("recipient", RecipientMask.masked(mail.recipient())));
                yield new Result(State.OPEN, "");
            }
            case NOTE -> {
                mails.delayed(mail.id(), verdict.reason());
                tell(mail, "bounce.delayed", facts(mail, verdict));
                yield new Result(State.DONE, "只记录，等待对方服务器继续投递");
            }
            case RESEND -> again(mail, reported, verdict, by);
            case REOPEN -> returned(mail, reported, verdict, by);
        };
    }

    private Result again(SentMail mail, @Nullable String reported, Verdict verdict, String by) {
        if (mail.state() != MailState.SENT) {
            return known(mail);
        }
        Optional<Instant> at = mails.sendAgain(mail.id(), verdict.reason());
        if (at.isEmpty()) {
            return returned(
                    mail,
                    reported,
                    new Verdict(verdict.bounceClass(), Verdict.Consequence.REOPEN, verdict.reason() + "，重寄 3 次仍未送达"),
                    by);
        }
        tell(
                mail,
                "bounce.again",
                Map.of(
                        "recipient", RecipientMask.masked(mail.recipient()),
                        "reason", verdict.reason(),
                        "at", formats.minute(at.get())));
        return new Result(State.DONE, "已安排 " + formats.minute(at.get()) + " 自动再寄");
    }

    private Result returned(SentMail mail, @Nullable String reported, Verdict verdict, String by) {
        boolean own = reported == null || reported.equalsIgnoreCase(mail.recipient());
        if (verdict.bounceClass() == BounceClass.INVALID_ADDRESS && own) {
            suppressions.add(mail.recipient(), verdict.reason(), by);
        }
        if (!mails.bounced(mail.id(), verdict.reason())) {
            return known(mail);
        }
        return new Result(State.DONE, mail.caseId() == null ? "邮件已标为退信" : "邮件已标为退信，案件已转到更正邮箱的环节");
    }

    private static Result known(SentMail mail) {
        return new Result(State.DONE, mail.state() == MailState.QUEUED ? "邮件正等待再次发送，不重复办理" : "此前已按退信办理，不重复办理");
    }

    private static Map<String, String> facts(SentMail mail, Verdict verdict) {
        return Map.of("recipient", RecipientMask.masked(mail.recipient()), "reason", verdict.reason());
    }

    private void tell(SentMail mail, String kind, Map<String, String> facts) {
        if (mail.caseId() != null) {
            files.tell(mail.caseId(), kind, facts);
        }
    }
}
