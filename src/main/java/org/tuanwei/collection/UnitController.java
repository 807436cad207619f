package org.tuanwei.collection;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.collection.UnitRound.State;
import org.tuanwei.contacttable.ContactTables;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.MailFate;
import org.tuanwei.mail.Mails;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.web.Downloads;

/** A unit's table: its schools, what is missing, what was sent in and became of it, and what can be done now. */
@Controller
@RequestMapping("/collections/units/{id}")
class UnitController {

    /** The way of a table, for the line of phases on the page. */
    private static final List<State> WAY = List.of(
            State.ARRANGING,
            State.COLLECTING,
            State.APPROVING,
            State.SUBMITTED,
            State.ACCEPTED,
            State.PROVIDED,
            State.ARCHIVED);

    private final Rounds rounds;
    private final SchoolRows rows;
    private final RowList list;
    private final Submissions submissions;
    private final Happenings happenings;
    private final DirectoryLog directoryLog;
    private final Mailboxes mailboxes;
    private final CollectionService service;
    private final Asking asking;
    private final SendingService sending;
    private final CollectionScope scope;
    private final CollectionProcess process;
    private final Workflow workflow;
    private final ContactTables tables;
    private final Organizations organizations;
    private final Mails mails;
    private final WorkingCalendar calendar;
    private final Viewers viewers;
    private final Clock clock;

    UnitController(
            Rounds rounds,
            SchoolRows rows,
            RowList list,
            Submissions submissions,
            Happenings happenings,
            DirectoryLog directoryLog,
            Mailboxes mailboxes,
            CollectionService service,
            Asking asking,
            SendingService sending,
            CollectionScope scope,
            CollectionProcess process,
            Workflow workflow,
            ContactTables tables,
            Organizations organizations,
            Mails mails,
            WorkingCalendar calendar,
            Viewers viewers,
            Clock clock) {
        this.rounds = rounds;
        this.rows = rows;
        this.list = list;
        this.submissions = submissions;
        this.happenings = happenings;
        this.directoryLog = directoryLog;
        this.mailboxes = mailboxes;
        this.service = service;
        this.asking = asking;
        this.sending = sending;
        this.scope = scope;
        this.process = process;
        this.workflow = workflow;
        this.tables = tables;
        this.organizations = organizations;
        this.mails = mails;
        this.calendar = calendar;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** What was sent in once, and how its mail fared. */
    record Sent(Submission submission, @Nullable MailFate mail, boolean mayMailAgain) {}

    /** A step of the way. @param mark done, now, or empty for what is still to come */
    record Step(State state, String mark, @Nullable Instant at) {}

    @GetMapping
    String page(@PathVariable long id, RowFilter asked, Model model) {
        UnitRound unit = scope.requireSee(id);
        Viewer viewer = viewers.current();
        boolean persons = scope.verb(viewer, unit).compareTo(Verb.SEE) >= 0;
        RowFilter filter = asked.of(id);
        List<Organization> newcomers = asking.newcomers(unit);
        boolean staff = scope.staff(unit);
        model.addAttribute("unit", unit);
        model.addAttribute("round", rounds.get(unit.roundId()));
        model.addAttribute("counts", rows.counts(id));
        model.addAttribute("page", list.page(id, filter, persons));
        model.addAttribute("filter", filter);
        model.addAttribute("persons", persons);
        model.addAttribute("today", today());
        model.addAttribute("overdue", unit.overdue(today()));
        model.addAttribute("steps", steps(unit));
        model.addAttribute("sent", sent(id));
        model.addAttribute("happenings", happenings.ofCollection(id));
        model.addAttribute("accesses", persons ? directoryLog.of(id) : List.of());
        model.addAttribute("mailbox", mailboxes.of(unit.unitCode()).orElse(""));
        model.addAttribute("national", RoundsController.national(viewer));
        model.addAttribute("staff", staff);
        model.addAttribute("centre", scope.centre(unit));
        model.addAttribute("open", unit.state().open());
        model.addAttribute(
                "obstacle",
                unit.state().open() ? service.obstacle(unit, newcomers).orElse(null) : null);
        model.addAttribute("newcomers", staff ? newcomers.size() : 0);
        model.addAttribute("mayCancel", mayCancel(unit));
        process.openTask(unit).ifPresent(task -> {
            model.addAttribute("waits", task.name());
            if (workflow.mayWorkOn(task.taskId())) {
                model.addAttribute("task", task);
            }
        });
        return "collection/unit";
    }

    private List<Step> steps(UnitRound unit) {
        List<Step> steps = new ArrayList<>();
        State now = unit.state() == State.RETURNED
                ? State.COLLECTING
                : unit.state() == State.SUBMITTING ? State.APPROVING : unit.state();
        int at = WAY.indexOf(now);
        for (int i = 0; i < WAY.size(); i++) {
            State state = WAY.get(i);
            boolean last = now == State.ARCHIVED;
            String mark = at < 0 || i > at ? "" : i < at || last ? "done" : "now";
            Instant when = i > at
                    ? null
                    : switch (state) {
                        case SUBMITTED -> unit.submittedAt();
                        case ACCEPTED -> unit.acceptedAt();
                        case PROVIDED -> unit.providedAt();
                        case ARCHIVED -> unit.archivedAt();
                        default -> null;
                    };
            steps.add(new Step(state, mark, when));
        }
        return steps;
    }

    private List<Sent> sent(long id) {
        return submissions.of(id).stream()
                .map(submission -> new Sent(
                        submission,
                        Optional.ofNullable(submission.mailKey())
                                .flatMap(mails::byKey)
                                .orElse(null),
                        sending.mayMailAgain(submission)))
                .toList();
    }

    @PostMapping("/urge")
    String urge(@PathVariable long id, RedirectAttributes flash) {
        UnitRound unit = scope.requireSee(id);
        if (!scope.staff(unit) && !scope.centre(unit)) {
            throw new NotAllowed("催办由省级专人或团中央学校部办理");
        }
        return answer(id, flash, () -> "已催办 " + asking.urge(id) + " 所学校，邮件正在发出。");
    }

    @PostMapping("/newcomers")
    String takeNewcomers(@PathVariable long id, RedirectAttributes flash) {
        scope.requireStaff(id);
        return answer(id, flash, () -> "已列入 " + asking.takeNewcomers(id) + " 所学校，并已请其填报。");
    }

    @PostMapping("/cancel")
    String cancel(@PathVariable long id, @RequestParam(defaultValue = "") String reason, RedirectAttributes flash) {
        UnitRound unit = scope.requireSee(id);
        if (!mayCancel(unit)) {
            throw new NotAllowed("报送由开启方在报送之前撤销");
        }
        return answer(id, flash, () -> {
            service.cancel(id, reason);
            return "已撤销，学校不必再填报。";
        });
    }

    @PostMapping("/submissions/{submissionId}/mail")
    String mailAgain(@PathVariable long id, @PathVariable long submissionId, RedirectAttributes flash) {
        scope.requireStaff(id);
        return answer(id, flash, () -> {
            sending.mailAgain(submissions
                    .find(submissionId)
                    .filter(found -> found.collectionId() == id)
                    .orElseThrow(() -> new org.tuanwei.security.NotVisible("这次报送")));
            return "工作簿已重新寄送。";
        });
    }

    @GetMapping("/submissions/{submissionId}/workbook")
    ResponseEntity<byte[]> workbook(@PathVariable long id, @PathVariable long submissionId) {
        scope.requirePersons(id);
        Submission submission = submissions
                .find(submissionId)
                .filter(found -> found.collectionId() == id)
                .orElseThrow(() -> new org.tuanwei.security.NotVisible("这次报送"));
        return Downloads.workbook(submission.fileName(), submissions.workbook(submissionId));
    }

    @GetMapping("/template")
    ResponseEntity<byte[]> template(@PathVariable long id) {
        UnitRound unit = scope.requirePersons(id);
        Organization organization = organizations.require(unit.unitCode());
        List<Organization> schools = organizations.schoolsTakingPart(organization);
        return Downloads.workbook("统计表模板-" + unit.unitName() + ".xlsx", tables.template(organization, schools));
    }

    @GetMapping("/table")
    ResponseEntity<byte[]> table(@PathVariable long id) {
        UnitRound unit = scope.requirePersons(id);
        Map<Long, RowVersion> content = rows.currentOf(id);
        return Downloads.workbook(
                "统计表-" + unit.unitName() + "-" + today() + ".xlsx",
                tables.provinceTable(
                        organizations.require(unit.unitCode()),
                        rows.ofCollection(id).stream()
                                .map(row -> content.get(row.id()))
                                .filter(java.util.Objects::nonNull)
                                .map(RowVersion::entry)
                                .toList()));
    }

    private boolean mayCancel(UnitRound unit) {
        boolean opener = rounds.get(unit.roundId()).byCentre() ? scope.centre(unit) : scope.staff(unit);
        return opener && !unit.state().sent() && !unit.state().over();
    }

    private static String answer(long id, RedirectAttributes flash, java.util.function.Supplier<String> work) {
        try {
            flash.addFlashAttribute("notice", work.get());
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
        }
        return "redirect:/collections/units/" + id;
    }

    private LocalDate today() {
        return calendar.dayOf(clock.instant());
    }
}
