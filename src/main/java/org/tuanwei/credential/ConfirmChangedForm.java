package org.tuanwei.credential;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.credential.Complaints.Complaint;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.TaskForm;
import org.tuanwei.security.Viewers;
import org.tuanwei.web.Formats;

/** Task_ConfirmChanged: the password is changed, or something is wrong with what was picked up (A5, E3). */
@Component
class ConfirmChangedForm implements TaskForm {

    private final CaseFiles files;
    private final Credentials credentials;
    private final Complaints complaints;
    private final Viewers viewers;
    private final Formats formats;

    ConfirmChangedForm(
            CaseFiles files, Credentials credentials, Complaints complaints, Viewers viewers, Formats formats) {
        this.files = files;
        this.credentials = credentials;
        this.complaints = complaints;
        this.viewers = viewers;
        this.formats = formats;
    }

    @Override
    public String task() {
        return CredentialProcess.CONFIRM;
    }

    @Override
    public Map<String, Object> prefill(HumanTask task) {
        Optional<Credential> credential = credentials.latest(task.caseId());
        Map<String, Object> shown = new HashMap<>();
        shown.put("qqNumber", credential.map(Credential::qqNumber).orElse("（未登记）"));
        shown.put(
                "pickedUpText",
                credential
                        .map(Credential::revealedAt)
                        .map(at -> formats.minute(at) + " 凭取号口令领取")
                        .orElse("尚无领取记录"));
        return shown;
    }

    @Override
    public Map<String, Object> submit(HumanTask task, Map<String, Object> values) {
        String outcome = String.valueOf(values.get("outcome"));
        if (outcome.equals("changed")) {
            files.tell(task.caseId(), "credential.confirmed", Map.of(), task.taskId());
        } else {
            String reason = String.valueOf(values.getOrDefault("reason", ""));
            PlainWords.refusePassword("reason", reason);
            complaints.raise(
                    task.caseId(),
                    task.taskId(),
                    new Complaint(reason.strip(), viewers.current().userId()));
            files.tell(task.caseId(), "credential.rejected", Map.of("outcome", label(outcome)), task.taskId());
        }
        return Map.of("outcome", outcome);
    }

    private static String label(String outcome) {
        return switch (outcome) {
            case "wrongPassword" -> "密码不对";
            case "frozen" -> "号码冻结";
            case "notMe" -> "非本人领取";
            default -> "其他";
        };
    }
}
