package org.tuanwei.opening;

import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewers;

/** What people set going from a case page or a registry entry; the answer is the page again, with the result on top. */
@Controller
class OpeningController {

    private final CaseFiles files;
    private final Openings openings;
    private final OpeningRights rights;
    private final Endings endings;
    private final Urgings urgings;
    private final Deputies deputies;
    private final Organizations organizations;
    private final Viewers viewers;

    OpeningController(
            CaseFiles files,
            Openings openings,
            OpeningRights rights,
            Endings endings,
            Urgings urgings,
            Deputies deputies,
            Organizations organizations,
            Viewers viewers) {
        this.files = files;
        this.openings = openings;
        this.rights = rights;
        this.endings = endings;
        this.urgings = urgings;
        this.deputies = deputies;
        this.organizations = organizations;
        this.viewers = viewers;
    }

    /** 登记本单位微博, or that of a school or class branch below. */
    @PostMapping("/registry/{code}/opening")
    String open(@PathVariable String code, RedirectAttributes flash) {
        Organization organization = organizations
                .byCode(code)
                .filter(one -> organizations.visibleTo(viewers.current(), one))
                .orElseThrow(() -> new NotVisible("单位"));
        if (!rights.mayOpen(organization, viewers.current())) {
            throw new NotAllowed("只有本单位和上级团组织可以建立登记案件");
        }
        Optional<CaseFile> before = files.living(organization.id(), CaseFile.TENCENT_WEIBO);
        CaseFile file = before.orElseGet(() -> openings.open(organization, CaseFile.TENCENT_WEIBO, false));
        flash.addFlashAttribute("notice", before.isPresent() ? "已有案件，受理号 " + file.receipt() : "案件已建立，请办理「注册基本信息」");
        return page(file.id());
    }

    @PostMapping("/cases/{id}/withdraw")
    String withdraw(@PathVariable long id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        return answer(id, "withdraw", reason, "案件已撤回", flash, () -> endings.withdraw(id, reason));
    }

    @PostMapping("/cases/{id}/urge")
    String urge(@PathVariable long id, @RequestParam(defaultValue = "") String text, RedirectAttributes flash) {
        return answer(
                id,
                "urge",
                text,
                () -> urgings.urge(id, text) > 0 ? "已催办，信件发给正在办理的一方" : "已催办并记入案件，对方的工作台和待办上看得到；没有可用的邮箱，没有发信",
                flash);
    }

    @PostMapping("/cases/{id}/acting")
    String act(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String taskId,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        return answer(id, "acting", reason, "可以代办了，请在待办中办理，办结后标明代办", flash, () -> deputies.actFor(id, taskId, reason));
    }

    private String answer(long id, String form, String typed, String done, RedirectAttributes flash, Runnable action) {
        return answer(
                id,
                form,
                typed,
                () -> {
                    action.run();
                    return done;
                },
                flash);
    }

    /** What was typed comes back with the mistake beside it. */
    private String answer(long id, String form, String typed, Supplier<String> action, RedirectAttributes flash) {
        try {
            flash.addFlashAttribute("notice", action.get());
        } catch (FormRefused refused) {
            flash.addFlashAttribute("openingForm", form);
            flash.addFlashAttribute("openingProblem", refused.getMessage());
            flash.addFlashAttribute("openingTyped", typed);
        }
        return page(id);
    }

    private static String page(long id) {
        return "redirect:/cases/" + id + "#opening";
    }
}
