package org.tuanwei.certification;

import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.tuanwei.casefile.ListQuery;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/** 认证推荐名单: the published list of certified accounts, open to everybody without sign-in (F5). */
@Controller
class CertifiedController {

    private final CertifiedList list;
    private final Organizations organizations;

    CertifiedController(CertifiedList list, Organizations organizations) {
        this.list = list;
        this.organizations = organizations;
    }

    @GetMapping(CertifiedFilter.PATH)
    String list(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String unit,
            @RequestParam(defaultValue = "") String type,
            @RequestParam(defaultValue = "") String level,
            @RequestParam(required = false) @Nullable String sort,
            @RequestParam(defaultValue = "") String page,
            HttpServletResponse response,
            Model model) {
        CertifiedFilter filter =
                new CertifiedFilter(q.strip(), unit.strip(), type.strip(), level.strip(), sort, number(page));
        List<Organization> units = organizations.units();
        Optional<String> problem =
                filter.problem(units.stream().map(Organization::code).toList());
        if (problem.isPresent()) {
            response.setStatus(HttpStatus.BAD_REQUEST.value());
        }
        model.addAttribute("problem", problem.orElse(null));
        model.addAttribute("filter", filter);
        model.addAttribute("page", problem.isPresent() ? new ListQuery.Page<>(List.of(), 0, 1) : list.page(filter));
        model.addAttribute("all", list.all());
        model.addAttribute("units", units);
        model.addAttribute("types", CertifiedList.SCHOOL_TYPES);
        model.addAttribute("levels", CertifiedFilter.Level.values());
        return "certification/certified";
    }

    /** A page that is no number is the first: nobody chose it. */
    private static @Nullable Integer number(String page) {
        return page.matches("[1-9]\\d{0,5}") ? Integer.valueOf(page) : null;
    }
}
