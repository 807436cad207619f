package org.tuanwei.collection;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.casefile.ListQuery;
import org.tuanwei.collection.RoundOpenings.Opening;
import org.tuanwei.collection.SchoolRows.Counts;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;

/** The rounds: the list by role, opening one, and the centre's matrix of the provinces. */
@Controller
@RequestMapping("/collections")
class RoundsController {

    private final Rounds rounds;
    private final UnitRounds units;
    private final SchoolRows rows;
    private final RoundOpenings openings;
    private final CollectionScope scope;
    private final DayRules days;
    private final Mailboxes mailboxes;
    private final Organizations organizations;
    private final WorkingCalendar calendar;
    private final Clock clock;

    RoundsController(
            Rounds rounds,
            UnitRounds units,
            SchoolRows rows,
            RoundOpenings openings,
            CollectionScope scope,
            DayRules days,
            Mailboxes mailboxes,
            Organizations organizations,
            WorkingCalendar calendar,
            Clock clock) {
        this.rounds = rounds;
        this.units = units;
        this.rows = rows;
        this.openings = openings;
        this.scope = scope;
        this.days = days;
        this.mailboxes = mailboxes;
        this.organizations = organizations;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** A round in the centre's list, with how many units stand where. */
    record RoundLine(Round round, Map<Standing, Integer> standings, int late) {}

    /** A unit's part of a round, ready for a list. */
    record UnitLine(UnitRound unit, Round round, Counts counts, Standing standing, String light) {}

    /** A school's row in a round. */
    record RowLine(SchoolRow row, UnitRound unit, Round round) {}

    @GetMapping
    String list(RoundFilter filter, Model model) {
        Viewer viewer = scope.requireAny();
        boolean national = national(viewer);
        boolean own = !viewer.unitCodes().isEmpty() || !viewer.schoolCodes().isEmpty();
        if (!national && !own) {
            return "redirect:/collections/directory";
        }
        List<RoundLine> all = national ? rounds.all().stream().map(this::line).toList() : List.of();
        ListQuery.Page<RoundLine> page =
                ListQuery.Page.of(filter.inOrder(all, RoundOrders.rounds()), filter.pageNumber());
        model.addAttribute("filter", filter);
        model.addAttribute("page", page);
        model.addAttribute("rounds", page.rows());
        model.addAttribute("national", national);
        model.addAttribute("standings", Standing.values());
        List<UnitLine> mine = viewer.unitCodes().stream()
                .flatMap(code -> lines(units.ofUnit(code)).stream())
                .toList();
        model.addAttribute("mine", filter.inOrder(mine, RoundOrders.units()));
        model.addAttribute("hasUnit", !viewer.unitCodes().isEmpty());
        List<RowLine> ownRows = viewer.schoolCodes().stream()
                .flatMap(code -> rows.ofSchool(code).stream())
                .map(row -> {
                    UnitRound unit = units.get(row.collectionId());
                    return new RowLine(row, unit, rounds.get(unit.roundId()));
                })
                .toList();
        model.addAttribute("ownRows", ownRows);
        model.addAttribute("hasSchool", !viewer.schoolCodes().isEmpty());
        model.addAttribute("mayOpen", viewer.isCentre() || ownUnit(viewer).isPresent());
        model.addAttribute("mayAccounts", viewer.isCentre() || viewer.isTencent());
        model.addAttribute("today", today());
        return "collection/list";
    }

    private RoundLine line(Round round) {
        Map<Standing, Integer> standings = new EnumMap<>(Standing.class);
        int late = 0;
        for (UnitRound unit : units.ofRound(round.id())) {
            standings.merge(Standing.of(unit, today()), 1, Integer::sum);
            late += unit.late() ? 1 : 0;
        }
        return new RoundLine(round, standings, late);
    }

    private List<UnitLine> lines(List<UnitRound> of) {
        Map<Long, Counts> counts = rows.countsOf(of.stream().map(UnitRound::id).toList());
        LocalDate today = today();
        return of.stream()
                .map(unit -> new UnitLine(
                        unit,
                        rounds.get(unit.roundId()),
                        counts.getOrDefault(unit.id(), Counts.NONE),
                        Standing.of(unit, today),
                        unit.light(today)))
                .toList();
    }

    @GetMapping("/{id:\\d+}")
    String round(@PathVariable long id, RoundFilter asked, Model model) {
        Viewer viewer = scope.requireAny();
        Round round = rounds.find(id).orElseThrow(() -> new NotVisible("这一轮"));
        if (!national(viewer)) {
            return "redirect:" + ownPage(viewer, round).orElseThrow(() -> new NotVisible("这一轮"));
        }
        RoundFilter filter = asked.of(id);
        List<UnitLine> all = lines(units.ofRound(id));
        List<UnitLine> shown = filter.inOrder(all, RoundOrders.units()).stream()
                .filter(filter::fits)
                .toList();
        Map<Standing, Long> figures = new EnumMap<>(Standing.class);
        all.forEach(line -> figures.merge(line.standing(), 1L, Long::sum));
        model.addAttribute("round", round);
        model.addAttribute("filter", filter);
        model.addAttribute(
                "lines",
                shown.stream()
                        .filter(line -> filter.narrowed() || line.standing() != Standing.EXCUSED)
                        .toList());
        model.addAttribute(
                "excused",
                shown.stream()
                        .filter(line -> !filter.narrowed() && line.standing() == Standing.EXCUSED)
                        .toList());
        model.addAttribute("total", all.size());
        model.addAttribute("figures", figures);
        model.addAttribute(
                "lateCount", all.stream().filter(line -> line.unit().late()).count());
        model.addAttribute("standings", Standing.values());
        model.addAttribute("sum", sum(all));
        model.addAttribute("mayDownload", viewer.isCentre());
        return "collection/round";
    }

    private static Counts sum(List<UnitLine> lines) {
        return lines.stream()
                .map(UnitLine::counts)
                .reduce(
                        Counts.NONE,
                        (a, b) -> new Counts(
                                a.total() + b.total(),
                                a.filled() + b.filled(),
                                a.missing() + b.missing(),
                                a.returned() + b.returned(),
                                a.exempt() + b.exempt(),
                                a.late() + b.late(),
                                a.conflicts() + b.conflicts(),
                                a.objected() + b.objected()));
    }

    private Optional<String> ownPage(Viewer viewer, Round round) {
        for (String code : viewer.unitCodes()) {
            Optional<UnitRound> unit = units.of(round.id(), code);
            if (unit.isPresent()) {
                return Optional.of("/collections/units/" + unit.get().id());
            }
        }
        for (String code : viewer.schoolCodes()) {
            for (SchoolRow row : rows.ofSchool(code)) {
                if (units.get(row.collectionId()).roundId() == round.id()) {
                    return Optional.of("/collections/rows/" + row.id());
                }
            }
        }
        return Optional.empty();
    }

    @GetMapping("/new")
    ModelAndView form() {
        Viewer viewer = requireOpener();
        LocalDate unitDay = calendar.plusWorkingDays(today(), 12);
        Map<String, String> values = new HashMap<>();
        values.put("title", today().getYear() + "年高校团委微博建设负责人信息统计");
        values.put("unitDueOn", unitDay.toString());
        values.put("schoolDueOn", days.latestForReview(unitDay).toString());
        values.put("email", mailboxes.of(openerCode(viewer)).orElse(""));
        List<String> preset = openings.addressed().stream()
                .filter(one -> one.excuse() == null)
                .map(one -> one.unit().code())
                .toList();
        return page(viewer, values, preset, Map.of());
    }

    @PostMapping
    ModelAndView open(@RequestParam MultiValueMap<String, String> params, RedirectAttributes flash) {
        Viewer viewer = requireOpener();
        Map<String, String> values = params.toSingleValueMap();
        List<String> chosen = params.getOrDefault("units", List.of());
        try {
            Opening opening = new Opening(
                    values.getOrDefault("title", ""),
                    blankToNull(values.get("sourceTitle")),
                    DayRules.parse("schoolDueOn", values.getOrDefault("schoolDueOn", "")),
                    DayRules.parse("unitDueOn", values.getOrDefault("unitDueOn", "")),
                    viewer.isCentre() ? chosen : List.of(openerCode(viewer)),
                    values.getOrDefault("email", ""));
            requireReviewTime(opening, values.containsKey("accepted"));
            long id = viewer.isCentre()
                    ? openings.open(opening)
                    : openings.openForUnit(organizations.require(openerCode(viewer)), opening);
            flash.addFlashAttribute(
                    "notice", viewer.isCentre() ? "已开启，" + chosen.size() + " 个省级单位收到待办「安排本省报送」。" : "已开启，正在通知本省各校填报。");
            return new ModelAndView("redirect:/collections/" + id);
        } catch (FormRefused refused) {
            Map<String, String> problems = new HashMap<>();
            refused.fields().forEach(field -> problems.putIfAbsent(field.field(), field.message()));
            ModelAndView again = page(viewer, values, chosen, problems);
            again.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return again;
        }
    }

    private void requireReviewTime(Opening opening, boolean accepted) {
        int left = days.reviewDays(opening.schoolDueOn(), opening.unitDueOn());
        if (left < UnitRound.ENOUGH_REVIEW_DAYS
                && !accepted
                && !opening.schoolDueOn().isAfter(opening.unitDueOn())) {
            throw new FormRefused(
                    "accepted",
                    "学校截止到报送截止之间只有 " + left + " 个工作日，少于 2 个，可能来不及审核；请把学校截止改为 "
                            + days.latestForReview(opening.unitDueOn()) + " 或更早，或勾选「仍按此日期」");
        }
    }

    private ModelAndView page(
            Viewer viewer, Map<String, String> values, List<String> chosen, Map<String, String> problems) {
        ModelAndView page = new ModelAndView("collection/new");
        page.addObject("values", values);
        page.addObject("chosen", chosen);
        page.addObject("problems", problems);
        page.addObject("centre", viewer.isCentre());
        page.addObject("addressed", viewer.isCentre() ? openings.addressed() : new ArrayList<>());
        page.addObject("opener", organizations.require(openerCode(viewer)));
        return page;
    }

    private Viewer requireOpener() {
        Viewer viewer = scope.requireAny();
        if (!viewer.isCentre() && ownUnit(viewer).isEmpty()) {
            throw new NotAllowed("一轮报送由团中央或省级专人开启");
        }
        return viewer;
    }

    private static String openerCode(Viewer viewer) {
        return viewer.isCentre() ? Organization.CENTRE_CODE : ownUnit(viewer).orElseThrow();
    }

    /** The unit whose staff he is. */
    private static Optional<String> ownUnit(Viewer viewer) {
        return viewer.unitCodes().stream().filter(viewer::isProvinceStaff).findFirst();
    }

    /** Who sees the country's matrix: the centre and its supervisor. */
    static boolean national(Viewer viewer) {
        return viewer.isCentre() || viewer.groups().contains("supervisor-CN");
    }

    private static @org.jspecify.annotations.Nullable String blankToNull(
            @org.jspecify.annotations.Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private LocalDate today() {
        return calendar.dayOf(clock.instant());
    }
}
