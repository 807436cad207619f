package org.tuanwei.change;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.change.Change.Kind;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewers;

/** The page on which a unit or the centre proposes a change of an organisation. */
@Controller
@RequestMapping("/registry/{code}/changes")
class ChangeController {

    private final ChangeService service;
    private final Organizations organizations;
    private final AccessPolicy policy;
    private final Viewers viewers;

    ChangeController(ChangeService service, Organizations organizations, AccessPolicy policy, Viewers viewers) {
        this.service = service;
        this.organizations = organizations;
        this.policy = policy;
        this.viewers = viewers;
    }

    @GetMapping
    ModelAndView form(@PathVariable String code, @RequestParam(defaultValue = "") String kind) {
        return page(changeable(code), Map.of("kind", kind), Map.of());
    }

    @PostMapping
    ModelAndView propose(
            @PathVariable String code, @RequestParam Map<String, String> params, RedirectAttributes flash) {
        Organization organization = changeable(code);
        try {
            Kind kind = ChangeSection.kinds(organization).stream()
                    .filter(one -> one.name().equals(params.get("kind")))
                    .findFirst()
                    .orElseThrow(() -> new FormRefused("kind", "请选择要办理的变更"));
            String reason = text(params, "reason");
            if (kind == Kind.ADD) {
                service.proposeAddition(organization, text(params, "name"), reason);
            } else {
                service.propose(organization, kind, text(params, "name"), text(params, "into"), reason);
            }
        } catch (FormRefused refused) {
            Map<String, String> problems = new HashMap<>();
            refused.fields().forEach(field -> problems.put(field.field(), field.message()));
            ModelAndView again = page(organization, params, problems);
            again.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return again;
        }
        flash.addFlashAttribute("notice", "变更已提出，经审批后生效；结果会发到您的邮箱，也可在本页查看。");
        return new ModelAndView("redirect:/registry/" + organization.code());
    }

    /** @throws NotVisible for a foreign organisation; @throws org.tuanwei.security.NotAllowed for one he only sees */
    private Organization changeable(String code) {
        Organization organization = organizations
                .byCode(code)
                .filter(one -> organizations.visibleTo(viewers.current(), one))
                .orElseThrow(() -> new NotVisible("这个单位"));
        policy.requireDo(viewers.current(), Subject.REGISTRY, Organizations.target(organization), "这个单位");
        if (ChangeSection.kinds(organization).isEmpty()) {
            throw new NotVisible("这个单位");
        }
        return organization;
    }

    private ModelAndView page(Organization organization, Map<String, String> values, Map<String, String> problems) {
        ModelAndView page = new ModelAndView("change/propose");
        page.addObject("organization", organization);
        page.addObject("kinds", ChangeSection.kinds(organization));
        page.addObject("values", values);
        page.addObject("problems", problems);
        page.addObject("siblings", siblings(organization));
        return page;
    }

    private List<Organization> siblings(Organization organization) {
        if (organization.isUnit()) {
            return List.of();
        }
        return organizations.below(organizations.superiorOf(organization)).stream()
                .filter(one -> one.isActive() && one.kind() == organization.kind() && one.id() != organization.id())
                .toList();
    }

    private static String text(Map<String, String> params, String name) {
        return params.getOrDefault(name, "").strip();
    }
}
