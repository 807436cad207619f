package org.tuanwei.bounce;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.mail.Suppressions;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewers;

/** The list of addresses that are not written to any more, and the way off it. */
@Controller
class SuppressionController {

    private static final int PAGE_SIZE = 30;

    private final Suppressions suppressions;
    private final BounceDesk desk;
    private final Viewers viewers;
    private final AccessPolicy policy;

    SuppressionController(Suppressions suppressions, BounceDesk desk, Viewers viewers, AccessPolicy policy) {
        this.suppressions = suppressions;
        this.desk = desk;
        this.viewers = viewers;
        this.policy = policy;
    }

    @GetMapping("/bounces/suppressed")
    String page(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "false") boolean removed,
            @RequestParam(defaultValue = "1") int page,
            Model model) {
        requireDo();
        int number = Math.max(1, page);
        // whoever types a whole address knows it; parts would let masked addresses be found out
        String words = q.strip().contains("@") ? q.strip() : "";
        int total = suppressions.count(removed, words);
        List<Suppressions.Entry> entries = suppressions.page(removed, words, PAGE_SIZE, (number - 1) * PAGE_SIZE);
        model.addAttribute("q", q);
        model.addAttribute("removed", removed);
        model.addAttribute("entries", entries);
        model.addAttribute("total", total);
        model.addAttribute("number", number);
        model.addAttribute("pages", Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE));
        return "bounce/suppressed";
    }

    @PostMapping("/bounces/suppressed/{id:\\d+}/remove")
    String remove(@PathVariable long id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        requireDo();
        try {
            desk.allowAgain(id, reason);
            flash.addFlashAttribute("notice", "已移出停发名单，以后的邮件照常发往该邮箱。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
        }
        return "redirect:/bounces/suppressed";
    }

    private void requireDo() {
        if (policy.anyVerb(viewers.current(), Subject.UNMATCHED_BOUNCE) != Verb.DO) {
            throw new NotAllowed("停发名单由中央和系统运维管理；单位邮箱验证通过后会自动移出");
        }
    }
}
