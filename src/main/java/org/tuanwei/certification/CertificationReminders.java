package org.tuanwei.certification;

import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Addressee;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.ReminderText;
import org.tuanwei.mail.MailLinks;
import org.tuanwei.web.Formats;

/** Says in a reminder what 省级推荐 or 腾讯认证 is about, since when it waits, and that silence decides nothing (F5). */
@Component
class CertificationReminders implements ReminderText {

    private final Certifications certifications;
    private final MailLinks links;
    private final Formats formats;

    CertificationReminders(Certifications certifications, MailLinks links, Formats formats) {
        this.certifications = certifications;
        this.links = links;
        this.formats = formats;
    }

    @Override
    public Optional<Paragraph> paragraph(Deadline deadline, Addressee addressee, String address) {
        String task = deadline.taskKey();
        if (task.equals(CertificationProcess.RECHECK)) {
            return Optional.of(paragraph("已认证的微博连续四周未达标，请明确保留或撤销认证；逾期不视为撤销。", deadline));
        }
        if (!task.startsWith(CertificationProcess.KEY + ".")) {
            return Optional.empty();
        }
        return certifications
                .ofInstance(deadline.processInstanceId())
                .map(one -> paragraph(
                        "微博认证申请，" + formats.day(one.appliedAt()) + " 提出，" + formats.day(deadline.enteredAt())
                                + " 办到这一步；逾期不视为同意。",
                        deadline));
    }

    /** The partner has no such page. */
    private Paragraph paragraph(String text, Deadline deadline) {
        String code = deadline.organizationCode();
        boolean page = code != null && deadline.party() != Deadline.Party.TENCENT;
        return new Paragraph(page ? text + "\n办理经过：" + links.to("/registry/" + code) : text, Set.of());
    }
}
