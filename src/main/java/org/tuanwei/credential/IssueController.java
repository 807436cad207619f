package org.tuanwei.credential;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewers;

/** Tencent's page for one case, opened from its task: number and initial password, or why the data will not do. */
@Controller
@RequestMapping("/tasks/{taskId}/credentials")
class IssueController {

    private static final String PAGE = "credential/issue";
    private static final List<ProblemKind> OBJECTIONS =
            List.of(ProblemKind.DATA_INCOMPLETE, ProblemKind.ADDRESS_INVALID, ProblemKind.CANNOT_SEND);

    private final IssueService issues;
    private final Deliveries deliveries;
    private final CaseFiles files;
    private final Workflow workflow;
    private final Viewers viewers;
    private final Audit audit;

    IssueController(
            IssueService issues,
            Deliveries deliveries,
            CaseFiles files,
            Workflow workflow,
            Viewers viewers,
            Audit audit) {
        this.issues = issues;
        this.deliveries = deliveries;
        this.files = files;
        this.workflow = workflow;
        this.viewers = viewers;
        this.audit = audit;
    }

    @GetMapping
    String page(@PathVariable String taskId, Model model) {
        HumanTask task = tencentsOwn(taskId);
        audit.record("contact.viewed", "case:" + task.caseId(), "登记号码与密码");
        fill(model, task);
        return PAGE;
    }

    @PostMapping
    ModelAndView issue(
            @PathVariable String taskId,
            @RequestParam(defaultValue = "") String qqNumber,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String passwordAgain,
            RedirectAttributes redirect) {
        HumanTask task = tencentsOwn(taskId);
        try {
            issues.issue(task, qqNumber, password, passwordAgain);
        } catch (FormRefused refused) {
            return refused(task, refused, Map.of("qqNumber", qqNumber));
        }
        redirect.addFlashAttribute(
                "notice", "已登记“" + files.get(task.caseId()).organizationName() + "”的号码，取号链接将寄往其登记的邮箱。");
        return new ModelAndView("redirect:/desk");
    }

    @PostMapping("/objection")
    ModelAndView object(
            @PathVariable String taskId,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String text,
            RedirectAttributes redirect) {
        HumanTask task = tencentsOwn(taskId);
        if (!task.key().equals(CredentialProcess.ISSUE)) {
            throw new NotVisible("待办");
        }
        try {
            issues.object(task, kind, text);
        } catch (FormRefused refused) {
            return refused(task, refused, Map.of("kind", kind, "text", text));
        }
        redirect.addFlashAttribute(
                "notice", "已告知“" + files.get(task.caseId()).organizationName() + "”更正资料，更正后会重新提交给您。");
        return new ModelAndView("redirect:/desk");
    }

    private ModelAndView refused(HumanTask task, FormRefused refused, Map<String, String> typed) {
        ModelAndView page = new ModelAndView(PAGE, HttpStatus.UNPROCESSABLE_ENTITY);
        Map<String, String> errors = new LinkedHashMap<>();
        refused.fields().forEach(field -> errors.put(field.field(), field.message()));
        page.addAllObjects(model(task));
        page.addObject("errors", errors);
        page.addObject("typed", typed);
        return page;
    }

    private void fill(Model model, HumanTask task) {
        model.addAllAttributes(model(task));
        model.addAttribute("errors", Map.of());
        model.addAttribute("typed", Map.of());
    }

    private Map<String, Object> model(HumanTask task) {
        CaseFile file = files.get(task.caseId());
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("task", task);
        model.put("file", file);
        model.put("again", task.key().equals(CredentialProcess.PARTNER_HANDLE));
        model.put("problemText", String.valueOf(task.variables().getOrDefault("problemText", "")));
        model.put("objections", OBJECTIONS);
        deliveries.recipient(file).ifPresent(card -> model.put("contact", card));
        return model;
    }

    /** Entering credentials is Tencent's alone: nobody acts for it here, for all others the page does not exist. */
    private HumanTask tencentsOwn(String taskId) {
        HumanTask task = workflow.task(taskId)
                .filter(found -> found.key().equals(CredentialProcess.ISSUE)
                        || found.key().equals(CredentialProcess.PARTNER_HANDLE))
                .orElseThrow(() -> new NotVisible("待办"));
        if (!viewers.current().isTencent() || !workflow.mayWorkOn(taskId)) {
            throw new NotVisible("待办");
        }
        return task;
    }
}
