package org.tuanwei.registration;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organization.Kind;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.TooManyRequests;

/** 登记: a school finds itself in the registry and submits its data; every submission gets the same answer page. */
@Controller
class RegistrationController {

    private static final int HITS = 10;
    private static final String ANSWER = "redirect:/register/done";

    /** What the public may know of a school. */
    record Hit(String code, String name, String type, String unit) {}

    private final PublicRegistrations registrations;
    private final Organizations organizations;
    private final PublicLimits limits;

    RegistrationController(PublicRegistrations registrations, Organizations organizations, PublicLimits limits) {
        this.registrations = registrations;
        this.organizations = organizations;
        this.limits = limits;
    }

    @GetMapping("/register")
    String page(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String school,
            HttpServletRequest request,
            Model model) {
        Optional<Organization> chosen = school.isEmpty() ? Optional.empty() : registrations.school(school);
        if (chosen.isPresent()) {
            return form(model, chosen.get(), RegistrationForm.empty(school), Map.of());
        }
        if (!q.isBlank()) {
            limits.search(request.getRemoteAddr());
        }
        model.addAttribute("q", q);
        model.addAttribute("hits", find(q));
        return "registration/search";
    }

    /** The hits alone, while somebody is typing. */
    @GetMapping("/register/search")
    String search(
            @RequestParam(defaultValue = "") String q,
            @RequestHeader(name = "HX-Request", required = false) @Nullable String htmx,
            HttpServletRequest request,
            Model model) {
        if (htmx == null) {
            return page(q, "", request, model);
        }
        model.addAttribute("q", q);
        try {
            limits.search(request.getRemoteAddr());
            model.addAttribute("hits", find(q));
        } catch (TooManyRequests tooMany) {
            model.addAttribute("hits", List.of());
            model.addAttribute("tooMany", true);
        }
        return "registration/search :: hits";
    }

    @PostMapping("/register")
    String register(
            @RequestParam Map<String, String> params,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        RegistrationForm form = RegistrationForm.of(params);
        limits.registration(request.getRemoteAddr(), form.school());
        if (form.fromProgramme()) {
            return ANSWER;
        }
        Optional<Organization> school = registrations.school(form.school());
        if (school.isEmpty()) {
            response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
            model.addAttribute("q", "");
            model.addAttribute("hits", List.of());
            model.addAttribute("problem", "请先找到并选择本校");
            return "registration/search";
        }
        Map<String, String> problems = form.problems();
        if (problems.isEmpty()) {
            try {
                registrations.register(school.get(), form);
                return ANSWER;
            } catch (FormRefused refused) {
                problems = fields(refused);
            }
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return form(model, school.get(), form, problems);
    }

    @GetMapping("/register/done")
    String done() {
        return "registration/done";
    }

    @GetMapping("/register/unknown")
    String unknown(@RequestParam(defaultValue = "") String name, Model model) {
        return unknown(model, AdditionForm.of(Map.of("schoolName", name)), Map.of());
    }

    @PostMapping("/register/unknown")
    String propose(
            @RequestParam Map<String, String> params,
            HttpServletRequest request,
            HttpServletResponse response,
            Model model) {
        AdditionForm form = AdditionForm.of(params);
        limits.addition(request.getRemoteAddr());
        if (form.fromProgramme()) {
            return ANSWER;
        }
        Map<String, String> problems = form.problems(
                organizations.units().stream().map(Organization::code).toList());
        if (!problems.containsKey("schoolName")) {
            known(form.schoolName()).ifPresent(hit -> {
                problems.put("schoolName", "名册里已有这所学校，请直接登记");
                model.addAttribute("known", hit);
            });
        }
        if (problems.isEmpty()) {
            registrations.propose(form);
            return ANSWER;
        }
        response.setStatus(HttpStatus.UNPROCESSABLE_ENTITY.value());
        return unknown(model, form, problems);
    }

    private String form(Model model, Organization school, RegistrationForm form, Map<String, String> problems) {
        model.addAttribute("school", hit(school, unitNames()));
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        return "registration/form";
    }

    private String unknown(Model model, AdditionForm form, Map<String, String> problems) {
        model.addAttribute("form", form);
        model.addAttribute("problems", problems);
        model.addAttribute("units", organizations.units());
        model.addAttribute("types", AdditionForm.SCHOOL_TYPES);
        return "registration/unknown";
    }

    private Optional<Hit> known(String name) {
        return organizations.search(name, 3, Set.of(Kind.SCHOOL), Set.of(Status.ACTIVE, Status.EXEMPT)).stream()
                .filter(school -> school.name().equals(name))
                .map(school -> hit(school, unitNames()))
                .findFirst();
    }

    private List<Hit> find(String q) {
        if (q.isBlank()) {
            return List.of();
        }
        Map<String, String> units = unitNames();
        return organizations.search(q, HITS, Set.of(Kind.SCHOOL), Set.of(Status.ACTIVE, Status.EXEMPT)).stream()
                .map(school -> hit(school, units))
                .toList();
    }

    private Map<String, String> unitNames() {
        Map<String, String> names = new LinkedHashMap<>();
        organizations.units().forEach(unit -> names.put(unit.code(), unit.name()));
        return names;
    }

    private static Hit hit(Organization school, Map<String, String> units) {
        return new Hit(
                school.code(),
                school.name(),
                school.typeLabel(),
                units.getOrDefault(school.unitCode(), school.unitCode()));
    }

    static Map<String, String> fields(FormRefused refused) {
        Map<String, String> fields = new LinkedHashMap<>();
        refused.fields().forEach(field -> fields.put(field.field(), field.message()));
        return fields;
    }
}
