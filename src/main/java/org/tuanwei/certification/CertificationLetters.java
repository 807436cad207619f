package org.tuanwei.certification;

import java.util.List;
import org.springframework.stereotype.Component;
import org.tuanwei.contact.Contacts;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Directory;

/** Tells the applicant how it ended and what to do next; only about his own account. */
@Component
class CertificationLetters {

    private final Certifications certifications;
    private final Organizations organizations;
    private final Contacts contacts;
    private final Directory directory;
    private final Outbox outbox;
    private final MailLinks links;

    CertificationLetters(
            Certifications certifications,
            Organizations organizations,
            Contacts contacts,
            Directory directory,
            Outbox outbox,
            MailLinks links) {
        this.certifications = certifications;
        this.organizations = organizations;
        this.contacts = contacts;
        this.directory = directory;
        this.outbox = outbox;
        this.links = links;
    }

    void certified(long id) {
        send(id, "certification-certified", "微博已认证", "的微博已获腾讯认证，并列入公开的认证推荐名单。请继续保持每周更新：连续四周未达标的，团中央学校部将复核认证。");
    }

    void refused(long id) {
        send(id, "certification-refused", "认证申请未获通过", "的微博认证申请未获通过。\n\n原因：" + reason(id) + "\n\n按上述原因改进后可以再次申请。");
    }

    void lapsed(long id) {
        send(
                id,
                "certification-lapsed",
                "认证申请已退回：条件不再具备",
                "的微博认证申请在等候期间失去了申请条件，现退回。\n\n现在缺少：" + reason(id) + "\n\n补齐后可以再次申请。");
    }

    void withdrawn(long id) {
        send(
                id,
                "certification-withdrawn",
                "微博认证已撤销",
                "的微博经复核撤销认证，已移出公开的认证推荐名单。\n\n原因：" + reason(id) + "\n\n重新具备条件后可以再次申请。");
    }

    private String reason(long id) {
        String reason = certifications.get(id).reason();
        return reason == null ? "" : reason;
    }

    private void send(long id, String kind, String subject, String text) {
        Certification certification = certifications.get(id);
        Organization organization = organizations.get(certification.organizationId());
        List<String> mails = contacts.reaching(organization.id())
                .map(card -> List.of(card.email()))
                .orElseGet(() -> directory.mailsOf(organizations.ownerGroup(organization)));
        int number = 0;
        for (String mail : mails) {
            outbox.enqueue(new MailRequest(
                    kind + ":" + id + ":" + ++number,
                    certification.caseId(),
                    kind,
                    mail,
                    subject + "：" + organization.name(),
                    "您好：\n\n" + organization.name() + text + "\n\n查看：\n" + links.to("/registry/" + organization.code())
                            + "\n"));
        }
    }
}
