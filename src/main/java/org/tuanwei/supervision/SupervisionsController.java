package org.tuanwei.supervision;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.supervision.SupervisionOpening.Opened;
import org.tuanwei.supervision.SupervisionOpening.Wanted;
import org.tuanwei.web.Downloads;

/** The list of supervisions, the page of one, opening one by hand, parking, and the ledger as a workbook. */
@Controller
@RequestMapping("/supervisions")
class SupervisionsController {

    private static final List<String> TERMS = List.of("3", "5", "7", "10", "15", "20");

    private final SupervisionScope scope;
    private final SupervisionList list;
    private final SupervisionPage page;
    private final SupervisionOpening opening;
    private final SupervisionService service;
    private final LedgerSheet ledger;
    private final Organizations organizations;
    private final Audit audit;

    SupervisionsController(
            SupervisionScope scope,
            SupervisionList list,
            SupervisionPage page,
            SupervisionOpening opening,
            SupervisionService service,
            LedgerSheet ledger,
            Organizations organizations,
            Audit audit) {
        this.scope = scope;
        this.list = list;
        this.page = page;
        this.opening = opening;
        this.service = service;
        this.ledger = ledger;
        this.organizations = organizations;
        this.audit = audit;
    }

    @GetMapping
    String list(SupervisionFilter filter, Model model) {
        Viewer viewer = scope.requireAny();
        model.addAttribute("filter", filter);
        model.addAttribute("page", list.page(viewer, filter));
        model.addAttribute("states", Supervision.State.values());
        model.addAttribute("kinds", LapseKind.values());
        model.addAttribute("units", organizations.unitsOf(viewer));
        model.addAttribute("mayOpen", opening.mayOpenAny(viewer));
        model.addAttribute("schoolOnly", viewer.unitCodes().isEmpty() && !viewer.nationwide());
        return "supervision/list";
    }

    @GetMapping("/ledger")
    ResponseEntity<byte[]> ledger(SupervisionFilter filter) {
        Viewer viewer = scope.requireAny();
        List<SupervisionList.Row> rows = list.ledger(viewer, filter);
        audit.record("supervision.ledger", "supervisions:" + service.today(), rows.size() + " 行");
        return workbook("督办台账-" + service.today() + ".xlsx", ledger.write(rows));
    }

    static ResponseEntity<byte[]> workbook(String fileName, byte[] content) {
        return Downloads.workbook(fileName, content);
    }

    @GetMapping("/{id:\\d+}")
    String page(@PathVariable long id, Model model) {
        model.addAllAttributes(page.of(scope.require(id)));
        return "supervision/supervision";
    }

    @GetMapping("/new")
    ModelAndView form(@RequestParam(defaultValue = "") String organization) {
        requireOpener();
        Map<String, String> values = new HashMap<>();
        values.put("organization", organization);
        values.put("termDays", "5");
        return page(values, Map.of());
    }

    @PostMapping
    ModelAndView open(@RequestParam Map<String, String> params, RedirectAttributes flash) {
        Viewer viewer = requireOpener();
        try {
            Opened opened = opening.open(organization(viewer, params), wanted(params));
            Supervision supervision = opened.supervision();
            flash.addFlashAttribute(
                    "notice",
                    opened.created()
                            ? "已立项，送上级领导审核；同意后下发给" + supervision.organizationName() + "。"
                            : supervision.organizationName() + "已有一件在办的督办，这项缺口已并入，一并办理。");
            return new ModelAndView("redirect:/supervisions/" + supervision.id());
        } catch (FormRefused refused) {
            Map<String, String> problems = new HashMap<>();
            refused.fields().forEach(field -> problems.putIfAbsent(field.field(), field.message()));
            ModelAndView again = page(params, problems);
            again.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return again;
        }
    }

    private Organization organization(Viewer viewer, Map<String, String> params) {
        String typed = text(params, "organization");
        Organization found = organizations
                .byCodeOrName(typed)
                .filter(one -> organizations.visibleTo(viewer, one))
                .orElseThrow(() -> new FormRefused(
                        "organization", typed.isEmpty() ? "请填写承办单位的名称或代码" : "您的范围内没有「" + typed + "」，请填写单位代码或全称"));
        if (!opening.mayOpen(viewer, found)) {
            throw new FormRefused("organization", found.isUnit() ? "省级单位由团中央督办" : "只能督办省级单位和高校");
        }
        return found;
    }

    private static Wanted wanted(Map<String, String> params) {
        LapseKind kind = java.util.Arrays.stream(LapseKind.values())
                .filter(one -> one.name().equals(params.get("kind")))
                .findFirst()
                .orElseThrow(() -> new FormRefused("kind", "请选择缺口的类别"));
        String demand = text(params, "demand");
        if (demand.length() < 4 || demand.length() > 1000) {
            throw new FormRefused("demand", "请用 4 至 1000 个字写明督办要求");
        }
        String term = text(params, "termDays");
        if (!TERMS.contains(term)) {
            throw new FormRefused("termDays", "请选择办理期限");
        }
        return new Wanted(kind, text(params, "detail"), demand, term);
    }

    private ModelAndView page(Map<String, String> values, Map<String, String> problems) {
        ModelAndView form = new ModelAndView("supervision/new");
        form.addObject("values", values);
        form.addObject("problems", problems);
        form.addObject("kinds", LapseKind.values());
        form.addObject("terms", TERMS);
        return form;
    }

    private Viewer requireOpener() {
        Viewer viewer = scope.requireAny();
        if (!opening.mayOpenAny(viewer)) {
            throw new NotAllowed("督办由上级的专人或督办人提出");
        }
        return viewer;
    }

    @PostMapping("/{id:\\d+}/parking")
    String park(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        requireSupervisor(id);
        try {
            service.park(id, day(until), reason);
            flash.addFlashAttribute("notice", "已挂起，期限顺延，到期自动恢复办理。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("parkingProblem", refused.getMessage());
            flash.addFlashAttribute("parkingUntil", until);
            flash.addFlashAttribute("parkingReason", reason);
        }
        return "redirect:/supervisions/" + id + "#parking";
    }

    @PostMapping("/{id:\\d+}/parking/end")
    String resume(@PathVariable long id, RedirectAttributes flash) {
        requireSupervisor(id);
        try {
            service.resume(id);
            flash.addFlashAttribute("notice", "已恢复办理，期限按挂起的工作日顺延。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("parkingProblem", refused.getMessage());
        }
        return "redirect:/supervisions/" + id;
    }

    private void requireSupervisor(long id) {
        Supervision supervision = scope.require(id);
        if (!service.supervises(scope.requireAny(), supervision)) {
            throw new NotAllowed("只有督办人可以挂起和恢复督办");
        }
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }

    private static String text(Map<String, String> params, String name) {
        return params.getOrDefault(name, "").strip();
    }
}
