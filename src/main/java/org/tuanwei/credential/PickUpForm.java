package org.tuanwei.credential;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.web.Formats;

/** Task_AwaitPickUp: completing it is how a school asks for the link once more, or says that the address is wrong. */
@Component
class PickUpForm implements TaskForm {

    private final CaseFiles files;
    private final Deliveries deliveries;
    private final Formats formats;

    PickUpForm(CaseFiles files, Deliveries deliveries, Formats formats) {
        this.files = files;
        this.deliveries = deliveries;
        this.formats = formats;
    }

    @Override
    public String task() {
        return CredentialProcess.AWAIT_PICK_UP;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        CaseFile file = files.get(task.caseId());
        Optional<ContactCard> recipient = deliveries.recipient(file);
        Map<String, Object> shown = new HashMap<>();
        shown.put(
                "maskedEmail",
                Markdown.escape(recipient.map(card -> card.masked().email()).orElse("（未登记）")));
        shown.put("sentText", sentText(file));
        return shown;
    }

    private String sentText(CaseFile file) {
        if (deliveries.isPickedUp(file.id())) {
            return "号码和初始密码已经领取，页面稍后更新。";
        }
        List<PickupLink> open = deliveries.openLinks(file.id());
        if (open.isEmpty()) {
            return deliveries.goodAddress(file).isEmpty() ? "取号邮件被退回，请更正邮箱。" : "已寄出的取号链接都已过期，请申请重新发送。";
        }
        return open.stream()
                .map(link -> "- 取号链接已于 " + formats.minute(link.createdAt()) + " 寄出，有效至 "
                        + formats.deadline(link.expiresAt())
                        + (link.refusedAt() == null ? "" : "，邮件被退回"))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        CaseFile file = files.get(task.caseId());
        if (deliveries.isPickedUp(file.id())) {
            throw new FormRefused("request", "号码和初始密码刚刚已被领取，请刷新后办理“确认收到并改密”");
        }
        if ("resend".equals(values.get("request"))) {
            if (deliveries.goodAddress(file).isEmpty()) {
                throw new FormRefused("request", "寄往登记邮箱的邮件被退回过，请选择更正邮箱");
            }
            files.tell(file.id(), "credential.resendAsked", Map.of(), task.taskId());
            return Map.of("request", "resend");
        }
        files.tell(file.id(), "credential.newAddressAsked", Map.of(), task.taskId());
        return Map.of("request", "newAddress");
    }
}
