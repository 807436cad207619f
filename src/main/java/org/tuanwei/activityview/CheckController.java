package org.tuanwei.activityview;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.activity.ActivityConsequences;
import org.tuanwei.activity.ActivityStory;
import org.tuanwei.activity.Check;
import org.tuanwei.activity.CheckService;
import org.tuanwei.activity.Checks;
import org.tuanwei.activity.Disputes;
import org.tuanwei.activity.Holidays;
import org.tuanwei.activity.Result;
import org.tuanwei.activity.Results;
import org.tuanwei.activity.Samples;
import org.tuanwei.activitycounts.ActivityScope;
import org.tuanwei.activitycounts.CountedAccounts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.NotVisible;

/** A unit's week from inside: the sample with its links, the results, disputes, what happened; and its vacation weeks. */
@Controller
@RequestMapping("/activity")
class CheckController {

    private static final int MOST = 500;
    private static final int WEEKS_SHOWN = 20;

    private final Checks checks;
    private final CheckService service;
    private final Results results;
    private final Samples samples;
    private final Disputes disputes;
    private final ActivityConsequences consequences;
    private final Holidays holidays;
    private final CountedAccounts accounts;
    private final ActivityStory story;
    private final ActivityScope scope;

    CheckController(
            Checks checks,
            CheckService service,
            Results results,
            Samples samples,
            Disputes disputes,
            ActivityConsequences consequences,
            Holidays holidays,
            CountedAccounts accounts,
            ActivityStory story,
            ActivityScope scope) {
        this.checks = checks;
        this.service = service;
        this.results = results;
        this.samples = samples;
        this.disputes = disputes;
        this.consequences = consequences;
        this.holidays = holidays;
        this.accounts = accounts;
        this.story = story;
        this.scope = scope;
    }

    /** Drafts are the province's own until they are public. */
    @GetMapping("/checks/{id:\\d+}")
    String check(@PathVariable long id, org.springframework.ui.Model model) {
        Check check = checks.find(id).orElseThrow(() -> new NotVisible("这次核查"));
        Verb verb = scope.verbOfUnit(scope.viewer(), check.unitCode());
        if (verb == Verb.NONE) {
            throw new NotVisible("这次核查");
        }
        boolean inside = check.state().published() || verb == Verb.DO;
        List<Result> lines = inside
                ? check.state().published() ? results.ofCheck(id, MOST) : results.of(id, check.version(), MOST)
                : List.of();
        model.addAttribute("check", check);
        model.addAttribute("inside", inside);
        model.addAttribute("lines", lines);
        model.addAttribute("more", lines.size() == MOST);
        model.addAttribute("tally", inside ? service.tally(check) : "");
        boolean collecting = check.state() == Check.State.COLLECTING;
        model.addAttribute("collecting", collecting);
        model.addAttribute("silent", collecting ? accounts.silent(check.unitCode(), check.week()) : List.of());
        model.addAttribute("sample", inside ? samples.of(id, check.version()) : List.of());
        model.addAttribute("disputes", verb == Verb.DO ? disputes.ofCheck(id) : List.of());
        model.addAttribute("listed", consequences.listed(id));
        model.addAttribute("story", story.of(id));
        return "activity/check";
    }

    @GetMapping("/units/{unit:[0-9]+}/holidays")
    ModelAndView holidays(@PathVariable String unit) {
        scope.requireStaff(unit);
        return holidayPage(unit, Map.of(), Map.of());
    }

    private ModelAndView holidayPage(String unit, Map<String, String> values, Map<String, String> problems) {
        Organization organization = scope.unit(unit);
        ModelAndView page = new ModelAndView("activity/holidays");
        page.addObject("unit", organization);
        page.addObject("holidays", holidays.list(unit));
        page.addObject("checks", checks.ofUnit(unit, WEEKS_SHOWN));
        page.addObject("values", values);
        page.addObject("problems", problems);
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return page;
    }

    @PostMapping("/units/{unit:[0-9]+}/holidays")
    Object declare(
            @PathVariable String unit,
            @RequestParam(defaultValue = "") String from,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        scope.requireStaff(unit);
        try {
            int declared =
                    service.declareHoliday(unit, week("from", from), week("to", to.isBlank() ? from : to), reason);
            flash.addFlashAttribute("notice", "已写明 " + declared + " 个假期周，这些周既不算达标也不算未达标。");
            return "redirect:/activity/units/" + unit + "/holidays";
        } catch (FormRefused refused) {
            return holidayPage(
                    unit, Map.of("from", from, "to", to, "reason", reason), OwnWeeksController.problems(refused));
        }
    }

    @PostMapping("/units/{unit:[0-9]+}/holidays/{week}/withdraw")
    String withdraw(@PathVariable String unit, @PathVariable String week, RedirectAttributes flash) {
        scope.requireStaff(unit);
        try {
            service.withdrawHoliday(unit, OwnWeeksController.requireWeek(week));
            flash.addFlashAttribute("notice", "已撤销，该周照常核查。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
        }
        return "redirect:/activity/units/" + unit + "/holidays";
    }

    private static Week week(String field, @Nullable String text) {
        return Week.parse(text == null ? "" : text).orElseThrow(() -> new FormRefused(field, "请选择假期周里的任何一天"));
    }
}
