package org.tuanwei.calendar;

import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.calendar.YearSheet.Span;
import org.tuanwei.deadline.CalendarUpdate;
import org.tuanwei.deadline.CalendarUpdate.Impact;
import org.tuanwei.deadline.CalendarYears;
import org.tuanwei.deadline.StalePreview;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.deadline.YearArrangement;
import org.tuanwei.deadline.YearArrangement.SpecialDay;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewers;
import org.tuanwei.spreadsheet.FormWriter;
import org.tuanwei.spreadsheet.WorkbookReader;
import org.tuanwei.spreadsheet.WorkbookRefused;
import org.tuanwei.web.Downloads;

/** The working calendar for everybody, and for the centre and operations the import of another year. */
@Controller
@RequestMapping("/calendar")
class CalendarController {

    private static final int YEARS_AHEAD = 2;

    /** A year as it is in force. */
    record YearView(int year, String source, List<Span> spans) {}

    /** A date in the preview with the name of its organisation. */
    record Row(String organization, String task, String from, String to, String origin) {}

    private final WorkingCalendar calendar;
    private final CalendarUpdate update;
    private final CalendarYears years;
    private final WorkbookReader reader;
    private final Organizations organizations;
    private final AccessPolicy policy;
    private final Viewers viewers;
    private final Audit audit;
    private final Clock clock;

    CalendarController(
            WorkingCalendar calendar,
            CalendarUpdate update,
            CalendarYears years,
            WorkbookReader reader,
            Organizations organizations,
            AccessPolicy policy,
            Viewers viewers,
            Audit audit,
            Clock clock) {
        this.calendar = calendar;
        this.update = update;
        this.years = years;
        this.reader = reader;
        this.organizations = organizations;
        this.policy = policy;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView show(@RequestParam(defaultValue = "") String year) {
        Verb verb = policy.anyVerb(viewers.current(), Subject.CALENDAR);
        if (verb == Verb.NONE) {
            throw new NotAllowed("您的角色不查看工作日历");
        }
        return page(number(year), "", "", List.of());
    }

    @GetMapping("/template")
    ResponseEntity<byte[]> template(@RequestParam(defaultValue = "") String year) {
        requireImporter();
        int wanted = number(year) == null ? nextToImport() : number(year);
        return Downloads.workbook(wanted + "年放假安排.xlsx", FormWriter.write(YearSheet.template(wanted)));
    }

    @PostMapping("/preview")
    ModelAndView preview(
            @RequestParam(defaultValue = "") String year,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(required = false) @Nullable MultipartFile file)
            throws IOException {
        requireImporter();
        try {
            int wanted = requireYear(year);
            YearSheet sheet = file == null || file.isEmpty()
                    ? YearSheet.of(wanted, source, requireText(text))
                    : YearSheet.of(wanted, source, reader.read(file.getBytes(), name(file)));
            requireDifferent(sheet);
            return preview(sheet, update.preview(sheet.arrangement()), null);
        } catch (CalendarRefused refused) {
            return refused(year, source, text, refused.problems());
        } catch (WorkbookRefused refused) {
            return refused(year, source, text, List.of(String.valueOf(refused.getMessage())));
        }
    }

    @PostMapping("/confirm")
    ModelAndView confirm(
            @RequestParam(defaultValue = "") String year,
            @RequestParam(defaultValue = "") String source,
            @RequestParam(defaultValue = "") String text,
            @RequestParam(defaultValue = "") String fingerprint,
            @RequestParam(defaultValue = "false") boolean doubtsSeen,
            RedirectAttributes flash) {
        requireImporter();
        try {
            YearSheet sheet = YearSheet.of(requireYear(year), source, requireText(text));
            requireDifferent(sheet);
            if (!sheet.doubts().isEmpty() && !doubtsSeen) {
                return preview(sheet, update.preview(sheet.arrangement()), "请先核对下面列出的疑点，并勾选「已核对」");
            }
            try {
                Impact impact = update.apply(
                        sheet.arrangement(), fingerprint, viewers.current().displayName());
                audit.record(
                        "calendar.imported",
                        "calendar:" + year,
                        sheet.arrangement().source());
                flash.addFlashAttribute(
                        "notice",
                        year + " 年放假安排已生效，" + impact.shifts().size() + " 个期限、" + impact.reminders() + " 次提醒、"
                                + impact.timers() + " 个定时随之改动。");
                return new ModelAndView("redirect:/calendar?year=" + year);
            } catch (StalePreview stale) {
                return preview(sheet, update.preview(sheet.arrangement()), stale.getMessage());
            }
        } catch (CalendarRefused refused) {
            return refused(year, source, text, refused.problems());
        }
    }

    private ModelAndView preview(YearSheet sheet, Impact impact, @Nullable String problem) {
        ModelAndView page = new ModelAndView("calendar/preview");
        page.addObject("sheet", sheet);
        page.addObject("lines", sheet.asLines());
        page.addObject("impact", impact);
        page.addObject("problem", problem);
        page.addObject(
                "shifts",
                impact.shifts().stream()
                        .map(shift -> new Row(
                                organization(shift.deadline().organizationCode()),
                                shift.deadline().taskName(),
                                calendar.dueDay(shift.deadline().dueAt()).toString(),
                                calendar.dueDay(shift.to()).toString(),
                                shift.deadline().origin()))
                        .toList());
        page.addObject(
                "onDaysOff",
                impact.onDaysOff().stream()
                        .map(deadline -> new Row(
                                organization(deadline.organizationCode()),
                                deadline.taskName(),
                                calendar.dueDay(deadline.dueAt()).toString(),
                                "",
                                deadline.origin()))
                        .toList());
        if (problem != null) {
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return page;
    }

    private ModelAndView refused(String year, String source, String text, List<String> problems) {
        ModelAndView page = page(number(year), source, text, problems);
        page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        return page;
    }

    private ModelAndView page(@Nullable Integer year, String source, String text, List<String> problems) {
        LocalDate today = calendar.dayOf(clock.instant());
        ModelAndView page = new ModelAndView("calendar/calendar");
        int shown = year != null && calendar.arrangement(year).isPresent() ? year : latestKnown(today);
        page.addObject("known", calendar.knownYears());
        page.addObject(
                "shown",
                calendar.arrangement(shown).map(CalendarController::view).orElse(null));
        page.addObject("missing", calendar.missingYear(today).orElse(null));
        page.addObject("may", policy.anyVerb(viewers.current(), Subject.CALENDAR) == Verb.DO);
        page.addObject("imports", years.imports());
        page.addObject("wanted", problems.isEmpty() || year == null ? nextToImport() : year);
        page.addObject("source", source);
        page.addObject("text", text);
        page.addObject("problems", problems);
        return page;
    }

    private int latestKnown(LocalDate today) {
        return calendar.covers(today) ? today.getYear() : calendar.knownYears().get(0);
    }

    private int nextToImport() {
        LocalDate today = calendar.dayOf(clock.instant());
        return calendar.covers(today) ? today.getYear() + 1 : today.getYear();
    }

    /** Days in a row of the same kind and festival as one line. */
    private static YearView view(YearArrangement arrangement) {
        List<Span> spans = new ArrayList<>();
        for (SpecialDay day : arrangement.days()) {
            Span last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
            if (last != null
                    && last.last().plusDays(1).equals(day.day())
                    && last.working() == day.working()
                    && last.festival().equals(day.festival())) {
                spans.set(
                        spans.size() - 1,
                        new Span(last.line(), last.first(), day.day(), day.working(), day.festival()));
            } else {
                spans.add(new Span(0, day.day(), day.day(), day.working(), day.festival()));
            }
        }
        return new YearView(arrangement.year(), arrangement.source(), spans);
    }

    private String organization(@Nullable String code) {
        return code == null
                ? "—"
                : organizations.byCode(code).map(Organization::name).orElse(code);
    }

    private int requireYear(String text) throws CalendarRefused {
        Integer year = number(text);
        int now = calendar.dayOf(clock.instant()).getYear();
        if (year == null || year < now || year > now + YEARS_AHEAD) {
            throw new CalendarRefused(List.of("年份应为 " + now + " 至 " + (now + YEARS_AHEAD) + "，以往年份不再影响期限"));
        }
        return year;
    }

    private static String requireText(String text) throws CalendarRefused {
        if (text.isBlank()) {
            throw new CalendarRefused(List.of("请上传工作簿，或粘贴通知里的放假安排"));
        }
        return text;
    }

    private void requireDifferent(YearSheet sheet) throws CalendarRefused {
        if (calendar.arrangement(sheet.arrangement().year())
                .filter(sheet.arrangement()::equals)
                .isPresent()) {
            throw new CalendarRefused(List.of("与现行的 " + sheet.arrangement().year() + " 年安排完全相同，不必再导入"));
        }
    }

    private void requireImporter() {
        if (policy.anyVerb(viewers.current(), Subject.CALENDAR) != Verb.DO) {
            throw new NotAllowed("只有团中央和系统运维可以导入放假安排");
        }
    }

    private static @Nullable Integer number(String text) {
        return text.strip().matches("\\d{4}") ? Integer.valueOf(text.strip()) : null;
    }

    private static String name(MultipartFile file) {
        String name = file.getOriginalFilename();
        return name == null || name.isBlank() ? "放假安排.xlsx" : name;
    }
}
