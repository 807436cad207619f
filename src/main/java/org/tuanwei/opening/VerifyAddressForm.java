package org.tuanwei.opening;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.contact.Contacts;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.mail.Suppressions;
import org.tuanwei.opening.NoticeBounces.Bounce;

/** Task_VerifyAddress: the level above finds out the right mail address of an organisation (C7, C10). */
@Component
class VerifyAddressForm implements TaskForm {

    private final CaseFiles files;
    private final Contacts contacts;
    private final OpeningLetters letters;
    private final NoticeBounces bounces;
    private final Suppressions suppressions;

    VerifyAddressForm(
            CaseFiles files,
            Contacts contacts,
            OpeningLetters letters,
            NoticeBounces bounces,
            Suppressions suppressions) {
        this.files = files;
        this.contacts = contacts;
        this.letters = letters;
        this.bounces = bounces;
        this.suppressions = suppressions;
    }

    @Override
    public String task() {
        return OpeningProcess.VERIFY_ADDRESS;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        CaseFile file = files.get(task.caseId());
        Map<String, Object> shown = new HashMap<>();
        letters.recipient(file).ifPresent(card -> shown.put("email", card.email()));
        List<Bounce> open = bounces.open(file.id());
        shown.put(
                "bounceText",
                open.isEmpty()
                        ? "没有待补发的通知。"
                        : "被退回 " + open.size() + " 封，最近一封的退信原因："
                                + Markdown.escape(open.get(open.size() - 1).reason()));
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        CaseFile file = files.get(task.caseId());
        ContactCard card = letters.recipient(file).orElseThrow(() -> new FormRefused("email", "该单位还没有登记联系人，请先请其登记"));
        String email = String.valueOf(values.get("email"));
        String reason = String.valueOf(values.get("reason"));
        suppressions.against(OpeningLetters.RESENT, email).ifPresent(why -> {
            throw new FormRefused("email", "这个邮箱确认无效（" + why + "），已停止向它发信，请填写其他邮箱");
        });
        ContactDetails now = card.details();
        contacts.correct(
                card.organizationId(),
                new ContactDetails(
                        now.contactName(),
                        now.position(),
                        now.phone(),
                        now.mobile(),
                        email,
                        now.address(),
                        now.postcode()),
                reason);
        files.tell(file.id(), "opening.addressVerified", Map.of("reason", reason), task.taskId());
        return Map.of();
    }
}
