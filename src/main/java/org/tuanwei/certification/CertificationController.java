package org.tuanwei.certification;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewers;

/** The buttons with which an organisation applies for certification, and takes its application back. */
@Controller
class CertificationController {

    private final CertificationService service;
    private final Organizations organizations;
    private final AccessPolicy policy;
    private final Viewers viewers;

    CertificationController(
            CertificationService service, Organizations organizations, AccessPolicy policy, Viewers viewers) {
        this.service = service;
        this.organizations = organizations;
        this.policy = policy;
        this.viewers = viewers;
    }

    @PostMapping("/registry/{code}/certification")
    String apply(
            @PathVariable String code, @RequestParam(defaultValue = "") String statement, RedirectAttributes flash) {
        Organization organization = mine(code);
        try {
            service.apply(organization, statement);
            flash.addFlashAttribute("notice", "认证申请已提出，结果会发到联系人的邮箱，也可在本页查看。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("certificationProblem", refused.getMessage());
            flash.addFlashAttribute("certificationStatement", statement);
        }
        return "redirect:/registry/" + organization.code() + "#certification";
    }

    @PostMapping("/registry/{code}/certification/retraction")
    String retract(
            @PathVariable String code, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        Organization organization = mine(code);
        try {
            service.retract(organization, reason);
            flash.addFlashAttribute("notice", "认证申请已撤回，可以再次申请。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("certificationProblem", refused.getMessage());
        }
        return "redirect:/registry/" + organization.code() + "#certification";
    }

    private Organization mine(String code) {
        Organization organization = organizations
                .byCode(code)
                .filter(one -> organizations.visibleTo(viewers.current(), one))
                .orElseThrow(() -> new NotVisible("这个单位"));
        policy.requireDo(viewers.current(), Subject.CERTIFICATION, Organizations.target(organization), "这个单位");
        return organization;
    }
}
