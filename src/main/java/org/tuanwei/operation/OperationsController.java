package org.tuanwei.operation;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewers;

/** The page of operations: what failed, why, and the buttons that let it run again. */
@Controller
@RequestMapping("/operations")
class OperationsController {

    private final FailedWork failedWork;
    private final Condition condition;
    private final Viewers viewers;
    private final AccessPolicy policy;

    OperationsController(FailedWork failedWork, Condition condition, Viewers viewers, AccessPolicy policy) {
        this.failedWork = failedWork;
        this.condition = condition;
        this.viewers = viewers;
        this.policy = policy;
    }

    @GetMapping
    String page(Model model) {
        requireOperations();
        model.addAttribute("kinds", failedWork.kinds());
        model.addAttribute("figures", condition.count());
        return "operation/operations";
    }

    @PostMapping("/jobs/{jobId}/retry")
    String retry(@PathVariable String jobId, RedirectAttributes flash) {
        requireOperations();
        failedWork.retry(jobId);
        flash.addFlashAttribute("notice", "已安排重试。稍候刷新本页：不再列出的，就是办成了。");
        return "redirect:/operations";
    }

    @PostMapping("/retry")
    String retryKind(@RequestParam String kind, RedirectAttributes flash) {
        requireOperations();
        int retried = failedWork.retryKind(kind);
        flash.addFlashAttribute(
                "notice", retried == 0 ? "这一类作业都已不在：可能已经办成，或同事刚刚重试过。" : "已安排重试 " + retried + " 项。稍候刷新本页：不再列出的，就是办成了。");
        return "redirect:/operations";
    }

    private void requireOperations() {
        if (policy.anyVerb(viewers.current(), Subject.OPERATION) != Verb.DO) {
            throw new NotVisible("运维");
        }
    }
}
