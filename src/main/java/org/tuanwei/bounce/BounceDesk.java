package org.tuanwei.bounce;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.bounce.Verdict.Consequence;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.mail.ReturnedMails;
import org.tuanwei.mail.SentMail;
import org.tuanwei.mail.Suppressions;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** What people do with bounces that the system must not decide: bring them to a case, or leave them, with a reason. */
@Service
@Transactional
class BounceDesk {

    /** What people may judge a bounce to be. */
    static final Set<BounceClass> JUDGED = EnumSet.of(
            BounceClass.INVALID_ADDRESS, BounceClass.REFUSED, BounceClass.MAILBOX_FULL, BounceClass.TEMPORARY);

    private static final int LONGEST_REASON = 300;
    private static final String OBJECT = "退信";

    private final Bounces bounces;
    private final BounceScope scope;
    private final CaseFiles files;
    private final ReturnedMails mails;
    private final Consequences consequences;
    private final Suppressions suppressions;
    private final Viewers viewers;
    private final Audit audit;

    BounceDesk(
            Bounces bounces,
            BounceScope scope,
            CaseFiles files,
            ReturnedMails mails,
            Consequences consequences,
            Suppressions suppressions,
            Viewers viewers,
            Audit audit) {
        this.bounces = bounces;
        this.scope = scope;
        this.files = files;
        this.mails = mails;
        this.consequences = consequences;
        this.suppressions = suppressions;
        this.viewers = viewers;
        this.audit = audit;
    }

    /** @throws NotVisible when it is none of his */
    @Transactional(readOnly = true)
    Bounce visible(long id) {
        Bounce bounce = bounces.byId(id).orElseThrow(() -> new NotVisible(OBJECT));
        if (scope.verb(viewers.current(), bounce) == Verb.NONE) {
            throw new NotVisible(OBJECT);
        }
        return bounce;
    }

    /**
     * Brings a bounce to the mail of a case that it is about; from there it goes on as if the system had found it.
     *
     * @param receipt 受理号 of the case
     * @param email where the mail went; empty for the recipient the report names
     * @throws FormRefused with the field that is wrong
     */
    void assign(long id, String receipt, String email, String bounceClass, String reason) {
        Viewer viewer = viewers.current();
        Bounce bounce = workable(id, viewer);
        String why = required(reason);
        CaseFile file = files.byReceipt(receipt.strip().toUpperCase(Locale.ROOT))
                .filter(found -> scope.mayAssignTo(viewer, found))
                .orElseThrow(() -> new FormRefused("receipt", "没有这个受理号的案件，或不归您管。受理号形如 TW-2611-7K4M9QX2"));
        String address = email.isBlank() ? bounce.recipient() : email.strip();
        if (address == null) {
            throw new FormRefused("email", "报告里没有写收件人，请填写这封信寄往的邮箱");
        }
        SentMail mail = mails.newestTo(file.id(), address)
                .orElseThrow(() -> new FormRefused(
                        email.isBlank() ? "receipt" : "email", "这个案件近 30 天没有向该邮箱发过信，或那封信已按退信办理。请核对受理号和邮箱"));
        BounceClass judged = judged(bounceClass, bounce);
        if (!bounces.assign(
                id,
                mail,
                judged,
                judged == bounce.bounceClass() ? bounce.reason() : judged.label(),
                viewer.userId(),
                why)) {
            throw new FormRefused("receipt", "这封退信已有人处理，请刷新页面");
        }
        Consequence consequence = judged == BounceClass.TEMPORARY || judged == BounceClass.MAILBOX_FULL
                ? Consequence.RESEND
                : Consequence.REOPEN;
        String words = judged == bounce.bounceClass() ? bounce.reason() : judged.label();
        Consequences.Result result =
                consequences.of(mail, bounce.recipient(), new Verdict(judged, consequence, words), viewer.userId());
        bounces.follow(id, result.state(), result.outcome());
        files.tell(file.id(), "bounce.assigned", Map.of("reason", words, "why", why));
        audit.record("bounce.assigned", "bounce:" + id, "归入案件 " + file.id());
    }

    /** Leaves a bounce alone. @throws FormRefused without a reason */
    void dismiss(long id, String reason) {
        Viewer viewer = viewers.current();
        workable(id, viewer);
        if (!bounces.dismiss(id, viewer.userId(), required(reason))) {
            throw new FormRefused("reason", "这封退信已有人处理，请刷新页面");
        }
        bounces.follow(id, Bounce.State.DISMISSED, "不处理");
        audit.record("bounce.dismissed", "bounce:" + id, "");
    }

    /** Lets an address be written to again. @throws FormRefused without a reason */
    void allowAgain(long entry, String reason) {
        Viewer viewer = viewers.current();
        if (!suppressions.remove(entry, viewer.userId(), required(reason))) {
            throw new NotVisible("停发的邮箱");
        }
        audit.record("bounce.addressAllowed", "suppression:" + entry, "");
    }

    private Bounce workable(long id, Viewer viewer) {
        Bounce bounce = visible(id);
        if (scope.verb(viewer, bounce) != Verb.DO) {
            throw new NotAllowed("您只能查看这封退信，不能处理");
        }
        if (!bounce.open()) {
            throw new FormRefused("reason", "这封退信已经处理过了");
        }
        return bounce;
    }

    private static BounceClass judged(String given, Bounce bounce) {
        try {
            BounceClass judged = given.isBlank() ? bounce.bounceClass() : BounceClass.valueOf(given);
            if (JUDGED.contains(judged)) {
                return judged;
            }
        } catch (IllegalArgumentException unknown) {
            throw new FormRefused("bounceClass", "请选择退信属于哪一种");
        }
        throw new FormRefused("bounceClass", "请选择退信属于哪一种");
    }

    private static String required(String reason) {
        String text = reason.strip();
        if (text.length() < 2 || text.length() > LONGEST_REASON) {
            throw new FormRefused("reason", "请用 2 至 " + LONGEST_REASON + " 个字写明理由");
        }
        return text;
    }
}
