package org.tuanwei.activityview;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.tuanwei.activity.ActivityUrging;
import org.tuanwei.activity.Check;
import org.tuanwei.activity.Checks;
import org.tuanwei.activity.Result;
import org.tuanwei.activity.Verdict;
import org.tuanwei.activitycounts.ActivityScope;
import org.tuanwei.activitycounts.CountedAccounts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.activityview.HeatTable.Row;
import org.tuanwei.activityview.HeatTable.Table;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.urging.UrgingMatter;
import org.tuanwei.web.Downloads;

/** A unit's schools × weeks: who keeps up and who does not, with one click to urge those who do not (C5, E0). */
@Controller
@RequestMapping("/activity/units/{unit:[0-9]+}")
class UnitWeeksController {

    private static final int CHECKS_SHOWN = 12;

    private final HeatTable heat;
    private final Checks checks;
    private final CountedAccounts accounts;
    private final ActivityScope scope;
    private final AsOf asOf;
    private final Clock clock;

    UnitWeeksController(
            HeatTable heat, Checks checks, CountedAccounts accounts, ActivityScope scope, AsOf asOf, Clock clock) {
        this.heat = heat;
        this.checks = checks;
        this.accounts = accounts;
        this.scope = scope;
        this.asOf = asOf;
        this.clock = clock;
    }

    @GetMapping
    String unit(
            @PathVariable String unit,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String week,
            @RequestParam(defaultValue = "") String day,
            Model model) {
        Organization organization = require(unit);
        AsOf.Day told = asOf.day(day);
        Table table = heat.of(unit, last(unit, week), told);
        boolean persisting = show.equals("persisting");
        Viewer viewer = scope.viewer();
        model.addAttribute("unit", organization);
        model.addAttribute("table", table);
        model.addAttribute("rows", shown(table, persisting));
        model.addAttribute("persisting", persisting);
        model.addAttribute("day", told);
        model.addAttribute("checks", checks.ofUnit(unit, CHECKS_SHOWN));
        model.addAttribute("verdicts", Verdict.values());
        model.addAttribute("staff", scope.staff(viewer, unit));
        model.addAttribute("about", ActivityUrging.KEY);
        model.addAttribute("urgeable", told.today() && week.isBlank() ? urgeable(viewer, unit, table) : List.of());
        model.addAttribute("national", scope.national(viewer));
        return "activity/unit";
    }

    private static List<Row> shown(Table table, boolean persisting) {
        return table.rows().stream()
                .filter(row -> !persisting || row.persists())
                .toList();
    }

    /** The week asked for, or the last one that was published. */
    private Week last(String unit, String week) {
        if (!week.isBlank()) {
            return OwnWeeksController.requireWeek(week);
        }
        Optional<Week> published = checks.ofUnit(unit, CHECKS_SHOWN).stream()
                .filter(check -> check.state().published())
                .map(Check::week)
                .findFirst();
        return published.orElseGet(() -> Week.of(clock.instant()).plus(-1));
    }

    @GetMapping("/workbook")
    ResponseEntity<byte[]> workbook(
            @PathVariable String unit,
            @RequestParam(defaultValue = "") String show,
            @RequestParam(defaultValue = "") String week,
            @RequestParam(defaultValue = "") String day) {
        Organization organization = require(unit);
        AsOf.Day told = asOf.day(day);
        Table table = heat.of(unit, last(unit, week), told);
        List<String> headings = new ArrayList<>(List.of("单位代码", "单位名称", "连续情况"));
        table.weeks().forEach(one -> headings.add(one.label()));
        List<List<String>> lines = new ArrayList<>();
        for (Row row : shown(table, show.equals("persisting"))) {
            List<String> line = new ArrayList<>(List.of(row.code(), row.name(), row.streakText()));
            for (Result cell : row.cells()) {
                line.add(
                        cell == null
                                ? ""
                                : cell.verdict().label()
                                        + (cell.originals() == null ? "" : "（原创 " + cell.originals() + "）"));
            }
            lines.add(line);
        }
        return Downloads.workbook(
                organization.name() + "各周活跃度-" + told.day() + ".xlsx", WorkbookWriter.write("各周活跃度", headings, lines));
    }

    /** The cases of those that persist, the worst first, as far as the viewer is above them. */
    private List<Long> urgeable(Viewer viewer, String unit, Table table) {
        boolean ownToo = viewer.isCentre() || viewer.isSupervisor(unit);
        if (!ownToo && !viewer.isProvince(unit)) {
            return List.of();
        }
        Map<String, Long> cases = accounts.casesOf(unit);
        return table.rows().stream()
                .filter(row -> row.persists() && (ownToo || !row.level().equals("UNIT")))
                .flatMap(row -> Optional.ofNullable(cases.get(row.code())).stream())
                .limit(UrgingMatter.MOST)
                .toList();
    }

    private Organization require(String code) {
        if (scope.verbOfUnit(scope.viewer(), code) == Verb.NONE) {
            throw new NotVisible("这个省级单位");
        }
        Organization organization = scope.find(code).orElseThrow(() -> new NotVisible("这个省级单位"));
        if (!organization.isUnit()) {
            throw new NotVisible("这个省级单位");
        }
        return organization;
    }
}
