package org.tuanwei.bounce;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.mailbox.MailboxStatus;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The list of bounces with the queue of those nobody could match, and the page of one. */
@Controller
class BouncesController {

    private final BounceList list;
    private final BounceScope scope;
    private final BounceDesk desk;
    private final Bounces bounces;
    private final CaseFiles files;
    private final MailboxStatus mailbox;
    private final Viewers viewers;
    private final AccessPolicy policy;

    BouncesController(
            BounceList list,
            BounceScope scope,
            BounceDesk desk,
            Bounces bounces,
            CaseFiles files,
            MailboxStatus mailbox,
            Viewers viewers,
            AccessPolicy policy) {
        this.list = list;
        this.scope = scope;
        this.desk = desk;
        this.bounces = bounces;
        this.files = files;
        this.mailbox = mailbox;
        this.viewers = viewers;
        this.policy = policy;
    }

    @GetMapping("/bounces")
    String list(BounceFilter filter, Model model) {
        Viewer viewer = viewers.current();
        if (!scope.any(viewer)) {
            throw new NotAllowed("您的角色不查看退信");
        }
        boolean unmatched = policy.anyVerb(viewer, Subject.UNMATCHED_BOUNCE) != Verb.NONE;
        model.addAttribute("filter", filter);
        model.addAttribute("page", list.page(viewer, filter));
        model.addAttribute("waiting", list.waiting(viewer));
        model.addAttribute("states", Bounce.State.values());
        model.addAttribute("kinds", BounceClass.values());
        model.addAttribute("mailbox", unmatched ? mailbox.shown() : null);
        model.addAttribute("unmatched", unmatched);
        model.addAttribute("casesVisible", policy.anyVerb(viewer, Subject.CASE) != Verb.NONE);
        return "bounce/list";
    }

    @GetMapping("/bounces/{id:\\d+}")
    String page(@PathVariable long id, Model model) {
        Viewer viewer = viewers.current();
        Bounce bounce = desk.visible(id);
        boolean clear = scope.clear(viewer, bounce);
        Bounces.Report report = bounces.report(bounce.reportId()).orElse(null);
        model.addAttribute("bounce", bounce);
        model.addAttribute("recipient", clear ? bounce.recipient() : BounceScope.masked(bounce.recipient()));
        model.addAttribute("diagnostic", clear ? bounce.diagnostic() : BounceScope.masked(bounce.diagnostic()));
        model.addAttribute("report", report);
        model.addAttribute(
                "readable", report == null ? "" : clear ? report.readable() : BounceScope.masked(report.readable()));
        model.addAttribute(
                "sender", report == null ? "" : clear ? report.sender() : BounceScope.masked(report.sender()));
        model.addAttribute("subject", report == null ? "" : BounceScope.masked(report.subject()));
        model.addAttribute("file", seen(viewer, bounce.caseId()));
        model.addAttribute("suspected", seen(viewer, bounce.suspectedCaseId()));
        model.addAttribute("mayDecide", bounce.open() && scope.verb(viewer, bounce) == Verb.DO);
        model.addAttribute("judged", BounceDesk.JUDGED);
        return "bounce/bounce";
    }

    @PostMapping("/bounces/{id:\\d+}/assign")
    String assign(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String receipt,
            @RequestParam(defaultValue = "") String email,
            @RequestParam(defaultValue = "") String bounceClass,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        try {
            desk.assign(id, receipt, email, bounceClass, reason);
            flash.addFlashAttribute("notice", "已归到案件，按退信办理。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
            flash.addFlashAttribute("typedReceipt", receipt);
            flash.addFlashAttribute("typedEmail", email);
            flash.addFlashAttribute("typedClass", bounceClass);
            flash.addFlashAttribute("typedReason", reason);
        }
        return "redirect:/bounces/" + id;
    }

    @PostMapping("/bounces/{id:\\d+}/dismiss")
    String dismiss(@PathVariable long id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        try {
            desk.dismiss(id, reason);
            flash.addFlashAttribute("notice", "已标为不处理。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("dismissRefused", refused.getMessage());
        }
        return "redirect:/bounces/" + id;
    }

    private @Nullable CaseFile seen(Viewer viewer, @Nullable Long caseId) {
        if (caseId == null) {
            return null;
        }
        CaseFile file = files.get(caseId);
        return policy.verb(viewer, Subject.CASE, file.target()) == Verb.NONE ? null : file;
    }
}
