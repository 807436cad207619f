package org.tuanwei.collection;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.tuanwei.collection.SchoolRows.Counts;
import org.tuanwei.collection.Submissions.DirectoryLine;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.contacttable.ContactTables.Part;
import org.tuanwei.contacttable.ContactTables.Total;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.web.Downloads;
import org.tuanwei.web.Formats;

/** The accepted directory, for Tencent above all, and the national summary; every look at persons is kept (D2). */
@Controller
@RequestMapping("/collections")
class DirectoryController {

    private final UnitRounds units;
    private final Rounds rounds;
    private final SchoolRows rows;
    private final Submissions submissions;
    private final DirectoryLog log;
    private final CollectionScope scope;
    private final ContactTables tables;
    private final Organizations organizations;
    private final WorkingCalendar calendar;
    private final Formats formats;
    private final Viewers viewers;

    DirectoryController(
            UnitRounds units,
            Rounds rounds,
            SchoolRows rows,
            Submissions submissions,
            DirectoryLog log,
            CollectionScope scope,
            ContactTables tables,
            Organizations organizations,
            WorkingCalendar calendar,
            Formats formats,
            Viewers viewers) {
        this.units = units;
        this.rounds = rounds;
        this.rows = rows;
        this.submissions = submissions;
        this.log = log;
        this.scope = scope;
        this.tables = tables;
        this.organizations = organizations;
        this.calendar = calendar;
        this.formats = formats;
        this.viewers = viewers;
    }

    /** A unit with an accepted directory. */
    record Shelf(UnitRound unit, Round round, int schools) {}

    /** Without a unit the shelves only: no person is shown, so nothing has to be logged. */
    @GetMapping("/directory")
    String directory(DirectoryFilter filter, Model model) {
        Viewer viewer = scope.requireAny();
        List<UnitRound> open = units.provided().stream()
                .filter(one -> scope.directory(viewer, one))
                .toList();
        List<Shelf> shelves = open.stream()
                .map(one -> new Shelf(
                        one,
                        rounds.get(one.roundId()),
                        submissions.accepted(List.of(one.id())).size()))
                .toList();
        model.addAttribute("shelves", filter.shelves(shelves));
        model.addAttribute("filter", filter);
        if (!filter.unitCode().isEmpty()) {
            UnitRound chosen = chosen(open, filter.unitCode());
            List<DirectoryLine> lines = filter.lines(submissions.accepted(List.of(chosen.id())));
            log.note(chosen, "查看", lines.size());
            model.addAttribute("chosen", chosen);
            model.addAttribute("lines", lines);
        }
        model.addAttribute("mayAccounts", viewer.isCentre() || viewer.isTencent());
        return "collection/directory";
    }

    @GetMapping("/directory/workbook")
    ResponseEntity<byte[]> workbook(@RequestParam String unit) {
        Viewer viewer = scope.requireAny();
        UnitRound chosen = chosen(
                units.provided().stream()
                        .filter(one -> scope.directory(viewer, one))
                        .toList(),
                unit);
        List<DirectoryLine> lines = submissions.accepted(List.of(chosen.id()));
        log.note(chosen, "下载", lines.size());
        return Downloads.workbook(
                "负责人名录-" + chosen.unitName() + ".xlsx",
                tables.provinceTable(
                        organizations.require(unit),
                        lines.stream().map(line -> line.version().entry()).toList()));
    }

    private static UnitRound chosen(List<UnitRound> open, String unitCode) {
        return open.stream()
                .filter(one -> one.unitCode().equals(unitCode))
                .findFirst()
                .orElseThrow(() -> new NotVisible("这份名录"));
    }

    /** The national 汇总表 of a round: totals, then each unit that has sent in. */
    @GetMapping("/{id:\\d+}/summary")
    void summary(@PathVariable long id, HttpServletResponse response) throws IOException {
        Viewer viewer = viewers.current();
        Round round = rounds.find(id).orElseThrow(() -> new NotVisible("这一轮"));
        if (!viewer.isCentre()) {
            if (RoundsController.national(viewer)) {
                throw new NotAllowed("您可以查看报送进度，不能下载负责人信息");
            }
            throw new NotVisible("这一轮");
        }
        LocalDate today = calendar.dayOf(formats.now());
        List<UnitRound> all = units.ofRound(id);
        List<Total> totals = all.stream().map(unit -> total(unit, today)).toList();
        response.setContentType(Downloads.XLSX.toString());
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION, Downloads.disposition("全国汇总表-" + round.title() + ".xlsx"));
        try (OutputStream out = response.getOutputStream()) {
            tables.national(
                    totals,
                    all.stream()
                            .filter(unit -> unit.state().sent())
                            .map(unit -> new Part(unit.unitName(), latest(unit))),
                    out);
        }
        all.stream()
                .filter(unit -> unit.state().sent())
                .forEach(unit -> log.note(unit, "全国汇总", latest(unit).size()));
    }

    private List<org.tuanwei.contacttable.ContactEntry> latest(UnitRound unit) {
        Optional<Submission> newest = submissions.of(unit.id()).stream().findFirst();
        return newest.map(submission -> submissions.rowsOf(submission.id()).stream()
                        .map(RowVersion::entry)
                        .toList())
                .orElse(List.of());
    }

    private Total total(UnitRound unit, LocalDate today) {
        Counts counts = rows.counts(unit.id());
        Standing standing = Standing.of(unit, today);
        return new Total(
                unit.unitName(),
                counts.expected(),
                counts.filled(),
                counts.exempt(),
                standing.label() + (unit.late() ? "（逾期报送）" : ""),
                formats.day(unit.submittedAt()));
    }
}
