package org.tuanwei.credential;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.mail.Suppressions;

/** Task_CorrectAddress: the right address, with the reason (C7). */
@Component
class CorrectAddressForm implements TaskForm {

    private final CaseFiles files;
    private final Deliveries deliveries;
    private final Contacts contacts;
    private final PickupLinks links;
    private final DeliveryNews news;
    private final Suppressions suppressions;

    CorrectAddressForm(
            CaseFiles files,
            Deliveries deliveries,
            Contacts contacts,
            PickupLinks links,
            DeliveryNews news,
            Suppressions suppressions) {
        this.files = files;
        this.deliveries = deliveries;
        this.contacts = contacts;
        this.links = links;
        this.news = news;
        this.suppressions = suppressions;
    }

    @Override
    public String task() {
        return CredentialProcess.CORRECT_ADDRESS;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        CaseFile file = files.get(task.caseId());
        Optional<ContactCard> card = deliveries.recipient(file);
        boolean bounced = card.isPresent() && deliveries.goodAddress(file).isEmpty();
        Map<String, Object> shown = new HashMap<>();
        shown.put("email", card.map(ContactCard::email).orElse(""));
        shown.put("bounceText", bounced ? "寄往现在这个邮箱的取号邮件被退回，请填写能收到邮件的邮箱。" : "请填写能收到邮件的邮箱，更正后立即重新寄出取号链接。");
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        CaseFile file = files.get(task.caseId());
        String email = String.valueOf(values.get("email")).strip();
        String reason = String.valueOf(values.get("reason")).strip();
        ContactCard card =
                deliveries.recipient(file).orElseThrow(() -> new FormRefused("email", "尚未登记联系人，请先在案件页登记联系人资料"));
        if (links.knownBad(file.id(), email)) {
            throw new FormRefused("email", "寄往这个邮箱的邮件被退回过，请填写其他邮箱。邮箱没有错的，请在单位页面重发验证邮件，在邮箱里确认后自动重寄");
        }
        suppressions.against(PickupLetter.KIND, email).ifPresent(why -> {
            throw new FormRefused("email", "这个邮箱确认无效（" + why + "），已停止向它发信，请填写其他邮箱");
        });
        ContactDetails now = card.details();
        news.whileCorrecting(
                file.id(),
                () -> contacts.correct(
                        card.organizationId(),
                        new ContactDetails(
                                now.contactName(),
                                now.position(),
                                now.phone(),
                                now.mobile(),
                                email,
                                now.address(),
                                now.postcode()),
                        reason));
        files.tell(file.id(), "credential.addressCorrected", Map.of("reason", reason), task.taskId());
        return Map.of();
    }
}
