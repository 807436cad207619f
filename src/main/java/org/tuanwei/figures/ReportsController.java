package org.tuanwei.figures;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
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
import org.tuanwei.engine.FormRefused;
import org.tuanwei.figures.Snapshots.Snapshot;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;

/** The reports: drafted at the centre, issued by its lead, read by the units they speak of. */
@Controller
@RequestMapping("/figures/reports")
class ReportsController {

    private final Reports reports;
    private final Snapshots snapshots;
    private final FigureScope scope;

    ReportsController(Reports reports, Snapshots snapshots, FigureScope scope) {
        this.reports = reports;
        this.snapshots = snapshots;
        this.scope = scope;
    }

    /** @throws NotVisible for schools: a report goes to the units */
    private Viewer requireReader() {
        Viewer viewer = scope.requireAny();
        if (!scope.national(viewer) && viewer.unitCodes().isEmpty()) {
            throw new NotVisible("页面");
        }
        return viewer;
    }

    private static boolean mayIssue(Viewer viewer) {
        return viewer.groups().contains("centre-lead");
    }

    @GetMapping
    String list(Model model) {
        Viewer viewer = requireReader();
        model.addAttribute("reports", reports.all());
        model.addAttribute("mayDraft", viewer.isCentre());
        return "figures/reports";
    }

    @GetMapping("/{id:\\d+}")
    String report(@PathVariable long id, Model model) {
        Viewer viewer = requireReader();
        Report report = reports.find(id).orElseThrow(() -> new NotVisible("这份通报"));
        model.addAttribute("report", report);
        model.addAttribute("rule", Ranking.RULE);
        model.addAttribute("own", viewer.unitCodes());
        return "figures/report";
    }

    @GetMapping("/new")
    ModelAndView draft(@RequestParam(defaultValue = "") String day) {
        Viewer viewer = requireCentre();
        Map<String, String> values = new HashMap<>();
        LocalDate chosen = day.isBlank() ? snapshots.latest().map(Snapshot::day).orElse(null) : parse(day);
        if (chosen == null || snapshots.of(chosen).isEmpty()) {
            return page(viewer, values, Map.of());
        }
        values.put("day", chosen.toString());
        values.put("title", "关于全国高校团组织微博体系建设情况的通报");
        values.put("body", reports.draft(viewer, chosen));
        return page(viewer, values, Map.of());
    }

    @PostMapping
    ModelAndView issue(@RequestParam Map<String, String> params, RedirectAttributes flash) {
        Viewer viewer = requireCentre();
        if (!mayIssue(viewer)) {
            throw new NotAllowed("通报由团中央学校部负责人印发");
        }
        try {
            LocalDate day = parse(params.getOrDefault("day", ""));
            if (day == null) {
                throw new FormRefused("day", "请选择统计日期");
            }
            long id = reports.issue(viewer, day, params.getOrDefault("title", ""), params.getOrDefault("body", ""));
            flash.addFlashAttribute("notice", "已印发，并发信告知各省级团委学校部。");
            return new ModelAndView("redirect:/figures/reports/" + id);
        } catch (FormRefused refused) {
            Map<String, String> problems = new HashMap<>();
            refused.fields().forEach(field -> problems.putIfAbsent(field.field(), field.message()));
            ModelAndView again = page(viewer, params, problems);
            again.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return again;
        }
    }

    private ModelAndView page(Viewer viewer, Map<String, String> values, Map<String, String> problems) {
        ModelAndView draft = new ModelAndView("figures/report-new");
        LocalDate day = parse(values.getOrDefault("day", ""));
        draft.addObject("values", values);
        draft.addObject("problems", problems);
        draft.addObject("days", snapshots.last(60));
        draft.addObject("rule", Ranking.RULE);
        draft.addObject(
                "ranking", day == null || snapshots.of(day).isEmpty() ? List.of() : reports.ranking(viewer, day));
        draft.addObject("mayIssue", mayIssue(viewer));
        return draft;
    }

    private Viewer requireCentre() {
        Viewer viewer = requireReader();
        if (!viewer.isCentre()) {
            throw new NotAllowed("通报由团中央学校部起草和印发");
        }
        return viewer;
    }

    private static @org.jspecify.annotations.Nullable LocalDate parse(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException noDay) {
            return null;
        }
    }
}
