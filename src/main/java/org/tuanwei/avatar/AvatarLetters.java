package org.tuanwei.avatar;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.Level;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.Contacts;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.mail.MailRequest;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** The letter that says why an avatar came back. */
@Component
class AvatarLetters {

    static final String RETURNED = "avatar-returned";

    private final Outbox outbox;
    private final Contacts contacts;
    private final Organizations organizations;
    private final MailLinks links;

    AvatarLetters(Outbox outbox, Contacts contacts, Organizations organizations, MailLinks links) {
        this.outbox = outbox;
        this.contacts = contacts;
        this.organizations = organizations;
        this.links = links;
    }

    void returned(CaseFile file, Avatar avatar) {
        recipient(file)
                .ifPresent(card -> outbox.enqueue(new MailRequest(
                        RETURNED + ":" + avatar.id(),
                        file.id(),
                        RETURNED,
                        card.email(),
                        "头像被退回，请重新上传（受理号 " + file.receipt() + "）",
                        """
                        %s：

                        贵单位上传的头像（第 %d 版）经上级团组织审核，需要更换后重新提交。

                        退回原因：%s

                        请登录系统，在待办「上传头像」中重新上传：
                        %s
                        """.formatted(
                                        file.organizationName(),
                                        avatar.version(),
                                        avatar.reason(),
                                        links.to("/cases/" + file.id())))));
    }

    /** The organisation's contact, for a class branch without one its school's. */
    private Optional<ContactCard> recipient(CaseFile file) {
        Optional<ContactCard> own = contacts.current(file.organizationId());
        if (own.isPresent() || file.level() != Level.BRANCH || file.schoolCode() == null) {
            return own;
        }
        return organizations.byCode(file.schoolCode()).map(Organization::id).flatMap(contacts::current);
    }
}
