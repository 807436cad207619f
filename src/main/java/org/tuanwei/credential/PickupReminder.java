package org.tuanwei.credential;

import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.deadline.Addressee;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.ReminderText;

/** Every reminder of a pick-up brings a fresh link, to the recorded contact only: the level above gets none. */
@Component
class PickupReminder implements ReminderText {

    private final CaseFiles files;
    private final Deliveries deliveries;

    PickupReminder(CaseFiles files, Deliveries deliveries) {
        this.files = files;
        this.deliveries = deliveries;
    }

    @Override
    public Optional<Paragraph> paragraph(Deadline deadline, Addressee addressee, String address) {
        Long caseId = deadline.caseId();
        if (caseId == null
                || addressee != Addressee.OWNER
                || !deadline.taskKey().equals(CredentialProcess.AWAIT_PICK_UP)) {
            return Optional.empty();
        }
        CaseFile file = files.get(caseId);
        return deliveries
                .goodAddress(file)
                .map(ContactCard::email)
                .filter(address::equalsIgnoreCase)
                .flatMap(contact -> deliveries.linkForReminder(file))
                .map(link -> new Paragraph(
                        "新的取号链接（先前的链接未过期的仍可使用，取号一次后全部失效）：\n" + PickupLinkText.markFor(link.id())
                                + "\n打开后输入登记时设置的取号口令即可领取；不是您要领的，请点“非本人领取”。",
                        Set.of(String.valueOf(link.id()))));
    }
}
