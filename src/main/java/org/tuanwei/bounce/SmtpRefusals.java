package org.tuanwei.bounce;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.bounce.Bounce.Match;
import org.tuanwei.bounce.Bounce.State;
import org.tuanwei.contact.ContactProved;
import org.tuanwei.contact.Contacts;
import org.tuanwei.inbound.DeliveryReport.Kind;
import org.tuanwei.inbound.Failure;
import org.tuanwei.inbound.ReportReader;
import org.tuanwei.mail.MailRefused;
import org.tuanwei.mail.MailState;
import org.tuanwei.mail.ReturnedMails;
import org.tuanwei.mail.SentMail;
import org.tuanwei.mail.Suppressions;

/** Notes mails that a server refused at once beside those that came back later, and minds the list of bad addresses. */
@Component
class SmtpRefusals {

    private final ReturnedMails mails;
    private final ReportReader reader;
    private final Verdicts verdicts;
    private final Bounces bounces;
    private final Suppressions suppressions;
    private final Contacts contacts;

    SmtpRefusals(
            ReturnedMails mails,
            ReportReader reader,
            Verdicts verdicts,
            Bounces bounces,
            Suppressions suppressions,
            Contacts contacts) {
        this.mails = mails;
        this.reader = reader;
        this.verdicts = verdicts;
        this.bounces = bounces;
        this.suppressions = suppressions;
        this.contacts = contacts;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(MailRefused refused) {
        mails.byId(refused.mailId())
                .filter(mail -> mail.state() == MailState.REFUSED)
                .ifPresent(mail -> note(mail, refused.reason()));
    }

    private void note(SentMail mail, String reason) {
        Failure failure = reader.explain(mail.recipient(), reason);
        Verdict verdict = verdicts.on(Kind.REPORT, failure);
        long id = bounces.note(null, mail, Match.SMTP, null, failure, verdict);
        bounces.follow(id, State.DONE, mail.caseId() == null ? "邮件没有送出" : "邮件没有送出，案件已转到更正邮箱的环节");
        if (verdict.bounceClass() == BounceClass.INVALID_ADDRESS) {
            suppressions.add(mail.recipient(), verdict.reason(), "");
        }
    }

    /** Whoever reads a test mail proves that the address is good. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(ContactProved proved) {
        contacts.current(proved.organizationId()).ifPresent(card -> suppressions.proved(card.email()));
    }
}
