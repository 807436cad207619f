package org.tuanwei.figures;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.tuanwei.figures.FigureRows.Cell;
import org.tuanwei.figures.FigureSource.Measure;
import org.tuanwei.figures.Snapshots.Snapshot;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.spreadsheet.WorkbookWriter;
import org.tuanwei.web.Downloads;

/** The figures of a day, and the frozen list behind each of them. */
@Controller
@RequestMapping("/figures")
class FiguresController {

    static final int PAGE_SIZE = 50;
    private static final int TREND_DAYS = 14;
    private static final int DAYS_OFFERED = 60;
    private static final int MOST = 10_000;
    private static final List<String> TYPES = List.of("普通高校", "高职学校", "民办高校", "独立学院");
    static final List<String> HEADINGS =
            List.of("序号", "单位代码", "单位名称", "省级单位", "学校类型", "开通情况", "开通日期", "办理逾期", "统计表", "活跃度", "认证", "统计日期");

    /** A line of a table of figures, for one unit or one type. */
    record Line(String code, String name, Count unit, Count schools) {}

    /** A page of a list. */
    record Page(List<FigureRows.Row> rows, int total, int number) {
        public int pages() {
            return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        }
    }

    private final Snapshots snapshots;
    private final FigureRows rows;
    private final FigureScope scope;
    private final Measures measures;
    private final Organizations organizations;
    private final Audit audit;

    FiguresController(
            Snapshots snapshots,
            FigureRows rows,
            FigureScope scope,
            Measures measures,
            Organizations organizations,
            Audit audit) {
        this.snapshots = snapshots;
        this.rows = rows;
        this.scope = scope;
        this.measures = measures;
        this.organizations = organizations;
        this.audit = audit;
    }

    @GetMapping
    String figures(@RequestParam(defaultValue = "") String day, Model model) {
        Viewer viewer = scope.requireAny();
        Optional<Snapshot> snapshot = snapshot(day);
        LocalDate frozen = snapshot.map(Snapshot::day).orElse(null);
        List<Cell> cells = rows.cells(viewer, frozen);
        Count units = sum(cells.stream().filter(Cell::unit).toList());
        Count schools = sum(cells.stream().filter(cell -> !cell.unit()).toList());
        boolean national = scope.national(viewer);
        model.addAttribute("snapshot", snapshot.orElse(null));
        model.addAttribute("dayText", frozen == null ? FigureFilter.NOW : frozen.toString());
        model.addAttribute("days", snapshots.last(DAYS_OFFERED));
        model.addAttribute("units", units);
        model.addAttribute("schools", schools);
        model.addAttribute("national", national);
        model.addAttribute("opening", national ? NoticeSentence.opening(units, schools) : null);
        model.addAttribute("activity", national ? NoticeSentence.activity(units) : null);
        model.addAttribute("provinces", provinces(cells));
        model.addAttribute("types", types(cells));
        model.addAttribute("trend", rows.days(viewer, TREND_DAYS));
        model.addAttribute("measured", units.measured() + schools.measured() > 0);
        model.addAttribute(
                "certifying", snapshot.map(Snapshot::certified).orElseGet(() -> measures.has(Measure.CERTIFIED)));
        return "figures/figures";
    }

    private static Count sum(List<Cell> cells) {
        return cells.stream().map(Cell::count).reduce(Count.NONE, Count::plus);
    }

    private static List<Line> provinces(List<Cell> cells) {
        Map<String, Line> lines = new TreeMap<>();
        cells.forEach(cell -> lines.merge(
                cell.unitCode(),
                new Line(
                        cell.unitCode(),
                        cell.unitName(),
                        cell.unit() ? cell.count() : Count.NONE,
                        cell.unit() ? Count.NONE : cell.count()),
                (a, b) -> new Line(
                        a.code(), a.name(), a.unit().plus(b.unit()), a.schools().plus(b.schools()))));
        return List.copyOf(lines.values());
    }

    private static List<Line> types(List<Cell> cells) {
        Map<String, Count> counts = new LinkedHashMap<>();
        TYPES.forEach(type -> counts.put(type, Count.NONE));
        cells.forEach(cell -> {
            String type = cell.schoolType();
            if (!cell.unit() && type != null) {
                counts.merge(type, cell.count(), Count::plus);
            }
        });
        return counts.entrySet().stream()
                .map(entry -> new Line("", entry.getKey(), Count.NONE, entry.getValue()))
                .toList();
    }

    @GetMapping("/list")
    String list(FigureFilter filter, Model model) {
        Viewer viewer = scope.requireAny();
        Optional<Snapshot> snapshot = snapshot(filter.day());
        LocalDate frozen = snapshot.map(Snapshot::day).orElse(null);
        int total = rows.count(viewer, filter, frozen);
        model.addAttribute("filter", filter);
        model.addAttribute(
                "page",
                new Page(
                        rows.list(viewer, filter, frozen, PAGE_SIZE, (filter.pageNumber() - 1) * PAGE_SIZE),
                        total,
                        filter.pageNumber()));
        model.addAttribute("snapshot", snapshot.orElse(null));
        model.addAttribute("dayText", frozen == null ? FigureFilter.NOW : frozen.toString());
        model.addAttribute("days", snapshots.last(DAYS_OFFERED));
        model.addAttribute("figures", Figure.values());
        model.addAttribute("asked", filter.asked());
        model.addAttribute("provinces", organizations.unitsOf(viewer));
        model.addAttribute("types", TYPES);
        model.addAttribute("maySupervise", maySupervise(viewer, filter));
        return "figures/list";
    }

    /** Whether he may put those who have not opened under supervision (C1): the centre all, a province its schools. */
    private static boolean maySupervise(Viewer viewer, FigureFilter filter) {
        boolean centre =
                viewer.groups().contains("centre-staff") || viewer.groups().contains("supervisor-CN");
        boolean region = viewer.unitCodes().stream()
                .anyMatch(
                        code -> viewer.isProvinceStaff(code) || viewer.groups().contains("supervisor-" + code));
        return filter.asked().owed() && (centre || region && !filter.units());
    }

    @GetMapping("/list/workbook")
    ResponseEntity<byte[]> workbook(FigureFilter filter) {
        Viewer viewer = scope.requireAny();
        Optional<Snapshot> snapshot = snapshot(filter.day());
        LocalDate frozen = snapshot.map(Snapshot::day).orElse(null);
        String day = frozen == null ? snapshots.today() + "（实时）" : frozen.toString();
        List<List<String>> lines = new ArrayList<>();
        for (FigureRows.Row row : rows.list(viewer, filter, frozen, MOST, 0)) {
            lines.add(List.of(
                    Integer.toString(lines.size() + 1),
                    row.code(),
                    row.name(),
                    row.unitName(),
                    row.schoolType() == null ? "" : row.schoolType(),
                    row.openingLabel(),
                    row.openedOn() == null ? "" : row.openedOn().toString(),
                    row.overdue() ? "逾期" : "",
                    row.contactLabel(),
                    row.activeLabel(),
                    row.certifiedLabel(),
                    day));
        }
        audit.record("figures.list", "figures:" + day, filter.asked().label() + "，" + lines.size() + " 行");
        String name = filter.asked().label() + "-" + (filter.units() ? "省级" : "高校") + "-" + day + ".xlsx";
        return Downloads.workbook(name, WorkbookWriter.write(filter.asked().label(), HEADINGS, lines));
    }

    /**
     * The snapshot of the day in the address; the last one when none is named; none for how it stands this minute.
     *
     * @throws NotVisible for a day that was not taken
     */
    private Optional<Snapshot> snapshot(@Nullable String day) {
        if (day == null || day.isBlank()) {
            return snapshots.latest();
        }
        if (day.equals(FigureFilter.NOW)) {
            return Optional.empty();
        }
        try {
            return Optional.of(snapshots.of(LocalDate.parse(day.strip())).orElseThrow(() -> new NotVisible("这一天的数字")));
        } catch (DateTimeParseException noDay) {
            throw new NotVisible("这一天的数字");
        }
    }
}
