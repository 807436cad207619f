package org.tuanwei.microspace;

import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.tuanwei.activitycounts.ActivityScope;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.Formats;

/** The units by month for the centre, and a unit's own months (F2). */
@Controller
@RequestMapping("/activity/microspaces")
class MicrospaceController {

    private final Checklists lists;
    private final MicrospaceProcess process;
    private final ActivityScope scope;
    private final Clock clock;

    MicrospaceController(Checklists lists, MicrospaceProcess process, ActivityScope scope, Clock clock) {
        this.lists = lists;
        this.process = process;
        this.scope = scope;
        this.clock = clock;
    }

    /** @param show {@code missing} for the units that owe the last month or counted as 未报 in any month shown */
    @GetMapping
    String units(@RequestParam(defaultValue = "") String show, Model model) {
        Viewer viewer = scope.requireAny();
        if (!scope.national(viewer)) {
            return viewer.unitCodes().stream()
                    .filter(code -> scope.verbOfUnit(viewer, code) != Verb.NONE)
                    .findFirst()
                    .map(code -> "redirect:/activity/microspaces/" + code)
                    .orElseThrow(() -> new NotVisible("页面"));
        }
        Instant now = clock.instant();
        YearMonth last = YearMonth.from(now.atZone(Formats.ZONE)).minusMonths(1);
        MonthTable table = MonthTable.of(lists.between(last.minusMonths(MonthTable.MONTHS - 1), last), last, now);
        boolean missing = show.equals("missing");
        model.addAttribute("table", table);
        model.addAttribute(
                "rows",
                table.rows().stream().filter(row -> !missing || row.missing()).toList());
        model.addAttribute("missing", missing);
        model.addAttribute("without", lists.unitsWithoutAccount());
        return "microspace/units";
    }

    /** @throws NotVisible for a foreign or unknown unit */
    @GetMapping("/{unit:[0-9]+}")
    String unit(@PathVariable String unit, Model model) {
        Viewer viewer = scope.viewer();
        if (scope.verbOfUnit(viewer, unit) == Verb.NONE) {
            throw new NotVisible("这个省级单位");
        }
        Organization organization =
                scope.find(unit).filter(Organization::isUnit).orElseThrow(() -> new NotVisible("这个省级单位"));
        Instant now = clock.instant();
        List<Checklist> months = lists.ofUnit(unit);
        model.addAttribute("unit", organization);
        model.addAttribute("items", Item.values());
        model.addAttribute(
                "months",
                months.stream()
                        .map(list -> new MonthTable.Cell(list, list.state(now)))
                        .toList());
        model.addAttribute("national", scope.national(viewer));
        model.addAttribute(
                "task",
                months.stream()
                        .filter(list -> list.filedAt() == null && list.unreportedAt() == null)
                        .flatMap(list -> process.openTask(list).stream())
                        .findFirst()
                        .orElse(null));
        return "microspace/unit";
    }
}
