package org.tuanwei.activityview;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.tuanwei.activity.Result;
import org.tuanwei.activity.Results;
import org.tuanwei.activity.Verdict;
import org.tuanwei.activitycounts.ActivityScope;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.activityview.CountryTable.Point;
import org.tuanwei.organization.Organizations;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.web.Downloads;

/** The country's units as tiles, their weeks as a line, and the list behind every figure, as of a day (C3–C5). */
@Controller
@RequestMapping("/activity")
class CountryController {

    private static final int WEEKS = 12;
    private static final List<String> HEADINGS =
            List.of("序号", "单位代码", "单位名称", "周", "结果", "原创", "转发", "最后发布", "头像", "来源", "缺什么", "标准", "版本", "统计日期");

    private final CountryTable country;
    private final Results results;
    private final Organizations organizations;
    private final ActivityScope scope;
    private final AsOf asOf;
    private final Audit audit;
    private final Clock clock;

    CountryController(
            CountryTable country,
            Results results,
            Organizations organizations,
            ActivityScope scope,
            AsOf asOf,
            Audit audit,
            Clock clock) {
        this.country = country;
        this.results = results;
        this.organizations = organizations;
        this.scope = scope;
        this.asOf = asOf;
        this.audit = audit;
        this.clock = clock;
    }

    /** @throws NotVisible for whoever does not look beyond a unit */
    @GetMapping("/country")
    String tiles(
            @RequestParam(defaultValue = "") String week, @RequestParam(defaultValue = "") String day, Model model) {
        Viewer viewer = scope.requireAny();
        if (!scope.national(viewer)) {
            throw new NotVisible("页面");
        }
        AsOf.Day told = asOf.day(day);
        Week last = country.last(told).orElseGet(() -> Week.of(clock.instant()).plus(-1));
        Week shown = week.isBlank() ? last : OwnWeeksController.requireWeek(week);
        List<Point> trend = country.trend(last, WEEKS, told);
        model.addAttribute("week", shown);
        model.addAttribute("day", told);
        model.addAttribute("tiles", country.tiles(shown, told));
        model.addAttribute("trend", trend);
        model.addAttribute(
                "point",
                trend.stream()
                        .filter(point -> point.week().equals(shown))
                        .findFirst()
                        .orElse(null));
        model.addAttribute("verdicts", Verdict.values());
        model.addAttribute("numbers", scope.entersNumbers(viewer));
        return "activity/country";
    }

    @GetMapping("/list")
    String list(ListFilter filter, Model model) {
        Viewer viewer = scope.requireAny();
        AsOf.Day told = asOf.day(filter.day());
        List<Result> found = found(viewer, filter, told);
        model.addAttribute("filter", filter);
        model.addAttribute("week", OwnWeeksController.requireWeek(filter.week()));
        model.addAttribute("day", told);
        model.addAttribute("total", found.size());
        model.addAttribute("results", found.subList(0, Math.min(ListFilter.SHOWN, found.size())));
        model.addAttribute("verdicts", Verdict.values());
        model.addAttribute("units", organizations.unitsOf(viewer));
        return "activity/list";
    }

    @GetMapping("/list/workbook")
    ResponseEntity<byte[]> workbook(ListFilter filter) {
        Viewer viewer = scope.requireAny();
        AsOf.Day told = asOf.day(filter.day());
        List<List<String>> lines = new ArrayList<>();
        for (Result one : found(viewer, filter, told)) {
            lines.add(List.of(
                    Integer.toString(lines.size() + 1),
                    one.code(),
                    one.name(),
                    one.week().label(),
                    one.verdict().label(),
                    text(one.originals()),
                    text(one.reposts()),
                    text(one.lastPostOn()),
                    one.avatar() == null ? "" : one.avatar() ? "有" : "没有",
                    one.source() == null ? "" : one.source().label(),
                    one.missing(),
                    one.standard(),
                    Integer.toString(one.version()),
                    told.day().toString()));
        }
        audit.record("activity.list", "activity:" + filter.week(), lines.size() + " 行");
        return Downloads.workbook(
                "活跃度-" + OwnWeeksController.requireWeek(filter.week()).code() + "-" + told.day() + ".xlsx",
                WorkbookWriter.write("活跃度", HEADINGS, lines));
    }

    private List<Result> found(Viewer viewer, ListFilter filter, AsOf.Day day) {
        SubtreeScope own = scope.subtree(viewer);
        Map<String, Object> params = own.params();
        return country.list(results, filter, day, own.predicate("r"), params);
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
