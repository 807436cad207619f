package org.tuanwei.credential;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.credential.Objections.Objection;
import org.tuanwei.credential.PickupLink.Occasion;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.security.Audit;
import org.tuanwei.security.Viewers;

/** Tencent enters a number with its initial password, or says why the data will not do; the task is completed with it. */
@Service
@Transactional
class IssueService {

    private static final String REISSUED = "已重新登记号码与初始密码，取号链接将寄往登记的邮箱。";
    private static final Set<String> UNDER_WAY =
            Set.of(CredentialProcess.AWAIT_PICK_UP, CredentialProcess.CORRECT_ADDRESS, CredentialProcess.CONFIRM);

    private final Credentials credentials;
    private final Objections objections;
    private final Deliveries deliveries;
    private final CredentialProcess process;
    private final CaseFiles files;
    private final Workflow workflow;
    private final Viewers viewers;
    private final Audit audit;

    IssueService(
            Credentials credentials,
            Objections objections,
            Deliveries deliveries,
            CredentialProcess process,
            CaseFiles files,
            Workflow workflow,
            Viewers viewers,
            Audit audit) {
        this.credentials = credentials;
        this.objections = objections;
        this.deliveries = deliveries;
        this.process = process;
        this.files = files;
        this.workflow = workflow;
        this.viewers = viewers;
        this.audit = audit;
    }

    /**
     * Seals what was entered and completes the task: for a task of this process its link is mailed next, for a problem
     * the waiting school gets a fresh link at once.
     *
     * @throws FormRefused field by field, never quoting the password
     */
    public void issue(HumanTask task, String qqNumber, String password, String passwordAgain) {
        List<FormRefused.Field> wrong = new ArrayList<>();
        String number = qqNumber.strip();
        if (!Credential.isNumber(number)) {
            wrong.add(new FormRefused.Field("qqNumber", "QQ 号应为 5 至 11 位数字，首位不为 0"));
        } else {
            takenBy(number, task.caseId())
                    .ifPresent(other -> wrong.add(new FormRefused.Field("qqNumber", "这个 QQ 号已登记给" + other)));
        }
        String objection = Credential.objectionTo(password);
        if (!objection.isEmpty()) {
            wrong.add(new FormRefused.Field("password", objection));
        } else if (!password.equals(passwordAgain)) {
            wrong.add(new FormRefused.Field("passwordAgain", "两次输入的初始密码不一致"));
        }
        if (!wrong.isEmpty()) {
            throw new FormRefused(wrong);
        }
        store(task, number, password);
    }

    /** As above for values that were checked already, one line of a workbook. */
    void store(HumanTask task, String number, String password) {
        boolean again = task.key().equals(CredentialProcess.PARTNER_HANDLE);
        CaseFile file = files.get(task.caseId());
        try {
            credentials.seal(
                    file.id(),
                    number,
                    password.getBytes(StandardCharsets.UTF_8),
                    viewers.current().userId());
        } catch (DuplicateKeyException taken) {
            // entered for another school in this very moment; the cause names the number only, but is not needed
            throw new FormRefused("qqNumber", "这个 QQ 号刚刚登记给了其他单位");
        }
        audit.record(again ? "credential.reissued" : "credential.entered", "case:" + file.id(), "待办 " + task.taskId());
        files.tell(file.id(), again ? "credential.reissued" : "credential.entered", Map.of());
        if (again) {
            deliverAgain(file);
            workflow.complete(task.taskId(), new HashMap<>(Map.of("action", "reissue", "answer", REISSUED)));
        } else {
            workflow.complete(task.taskId(), new HashMap<>());
        }
    }

    private void deliverAgain(CaseFile file) {
        if (process.issued(file)) {
            return;
        }
        if (process.openTasks(file.id()).stream().noneMatch(UNDER_WAY::contains)) {
            throw new FormRefused("", "该案件目前不在号码送达环节，不需要重新登记号码，请直接在表单中答复");
        }
        deliveries.send(file, Occasion.RESENT);
    }

    /** The data will not do: the case goes back to its owner with kind and text (C7–C9). */
    public void object(HumanTask task, String kind, String text) {
        List<FormRefused.Field> wrong = new ArrayList<>();
        Optional<ProblemKind> problem = List.of(ProblemKind.values()).stream()
                .filter(each -> each.isObjection() && each.name().equals(kind))
                .findFirst();
        if (problem.isEmpty()) {
            wrong.add(new FormRefused.Field("kind", "请选择资料无法使用的原因"));
        }
        String reason = text.strip();
        if (reason.length() < 4 || reason.length() > 500) {
            wrong.add(new FormRefused.Field("text", "请用 4 至 500 个字说明哪里需要更正"));
        }
        if (!wrong.isEmpty()) {
            throw new FormRefused(wrong);
        }
        ProblemKind found = problem.orElseThrow();
        objections.raise(
                task.caseId(),
                task.taskId(),
                new Objection(found, reason, viewers.current().userId()));
        files.tell(task.caseId(), "credential.objected", Map.of("kind", found.label(), "text", reason));
        workflow.complete(task.taskId(), new HashMap<>());
    }

    /** The other organisation that has this number. */
    @Transactional(readOnly = true)
    public Optional<String> takenBy(String number, long caseId) {
        Optional<CaseFile> opened = files.byQqNumber(number).filter(file -> file.id() != caseId);
        if (opened.isPresent()) {
            return opened.map(CaseFile::organizationName);
        }
        return credentials.takenByOthers(List.of(number), caseId).isEmpty() ? Optional.empty() : Optional.of("其他单位");
    }
}
