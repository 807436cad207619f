package org.tuanwei.duedate;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
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
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueMoves;
import org.tuanwei.deadline.StalePreview;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.duedate.DueFilter.Holder;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.extension.Extension;
import org.tuanwei.extension.ExtensionService;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The list of deadlines, and one of them: its history, its reminders, another date asked for or set. */
@Controller
@RequestMapping("/deadlines")
class DueController {

    private static final int SHORTEST_REASON = 4;
    private static final int LONGEST_REASON = 500;

    private final DueList list;
    private final DueScope scope;
    private final Deadlines deadlines;
    private final DueMoves moves;
    private final ExtensionService extensions;
    private final WorkingCalendar calendar;
    private final Organizations organizations;
    private final AccessPolicy policy;
    private final Viewers viewers;
    private final Clock clock;

    DueController(
            DueList list,
            DueScope scope,
            Deadlines deadlines,
            DueMoves moves,
            ExtensionService extensions,
            WorkingCalendar calendar,
            Organizations organizations,
            AccessPolicy policy,
            Viewers viewers,
            Clock clock) {
        this.list = list;
        this.scope = scope;
        this.deadlines = deadlines;
        this.moves = moves;
        this.extensions = extensions;
        this.calendar = calendar;
        this.organizations = organizations;
        this.policy = policy;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView list(DueFilter filter) {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.DEADLINE) == Verb.NONE) {
            throw new NotAllowed("您的角色不查看期限");
        }
        ModelAndView page = new ModelAndView("duedate/list");
        page.addObject("filter", filter);
        page.addObject("page", list.page(viewer, filter));
        page.addObject("units", organizations.unitsOf(viewer));
        page.addObject("provenances", Provenance.values());
        page.addObject("holders", Holder.values());
        page.addObject("lates", DueFilter.Late.values());
        page.addObject(
                "notices", viewer.isCentre() || viewer.unitCodes().stream().anyMatch(viewer::isProvince));
        return page;
    }

    @GetMapping("/{id}")
    ModelAndView show(@PathVariable long id) {
        return page(visible(id));
    }

    /** 申请延期. */
    @PostMapping("/{id}/extension")
    String ask(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String until,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        Deadline deadline = visible(id);
        try {
            extensions.ask(deadline, day(until), reason);
            flash.addFlashAttribute("notice", "延期申请已提交，由上一级审批；批准之前期限不变，结果会发到您的邮箱，也可在本页查看。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("askProblem", refused.getMessage());
            flash.addFlashAttribute("askUntil", until);
            flash.addFlashAttribute("askReason", reason);
        }
        return "redirect:/deadlines/" + id;
    }

    /** 调整日期: what would move along. */
    @PostMapping("/{id}/preview")
    ModelAndView preview(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        Deadline deadline = movable(id);
        try {
            return preview(deadline, requireMove(deadline, to, reason), reason.strip(), null);
        } catch (FormRefused refused) {
            return back(id, to, reason, String.valueOf(refused.getMessage()), flash);
        }
    }

    @PostMapping("/{id}/move")
    ModelAndView move(
            @PathVariable long id,
            @RequestParam(defaultValue = "") String to,
            @RequestParam(defaultValue = "") String reason,
            @RequestParam(defaultValue = "") String fingerprint,
            RedirectAttributes flash) {
        Deadline deadline = movable(id);
        try {
            LocalDate day = requireMove(deadline, to, reason);
            try {
                moves.move(deadline, day, reason.strip(), viewers.current().displayName(), fingerprint);
            } catch (StalePreview stale) {
                return preview(deadlines.required(id), day, reason.strip(), stale.getMessage());
            }
            flash.addFlashAttribute("notice", "期限已改为 " + day + " 24:00 前，提醒和流程定时随之改动。");
            return new ModelAndView("redirect:/deadlines/" + id);
        } catch (FormRefused refused) {
            return back(id, to, reason, String.valueOf(refused.getMessage()), flash);
        }
    }

    private ModelAndView back(long id, String to, String reason, String problem, RedirectAttributes flash) {
        flash.addFlashAttribute("moveProblem", problem);
        flash.addFlashAttribute("moveTo", to);
        flash.addFlashAttribute("moveReason", reason);
        return new ModelAndView("redirect:/deadlines/" + id);
    }

    private ModelAndView preview(Deadline deadline, LocalDate to, String reason, @Nullable String problem) {
        ModelAndView page = new ModelAndView("duedate/move");
        page.addObject("deadline", deadline);
        page.addObject("organization", organization(deadline));
        page.addObject("from", calendar.dueDay(deadline.dueAt()));
        page.addObject("to", to);
        page.addObject("reason", reason);
        page.addObject("impact", moves.preview(deadline, to));
        page.addObject("problem", problem);
        if (problem != null) {
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return page;
    }

    private ModelAndView page(Deadline deadline) {
        Viewer viewer = viewers.current();
        ModelAndView page = new ModelAndView("duedate/deadline");
        page.addObject("deadline", deadline);
        page.addObject("organization", organization(deadline));
        page.addObject("holder", Holder.of(deadline.party()));
        page.addObject("due", deadlines.dueText(deadline));
        page.addObject("history", moves.history(deadline.id()));
        page.addObject("rungs", moves.rungs(deadline.id()));
        page.addObject("requests", requests(deadline));
        page.addObject("mayAsk", extensions.mayAsk(deadline, viewer));
        page.addObject("mayMove", scope.mayMove(deadline, viewer));
        page.addObject("onlyEarlier", scope.onlyEarlier(deadline, viewer));
        page.addObject("today", calendar.dayOf(clock.instant()));
        page.addObject("latest", extensions.latest());
        return page;
    }

    /** A request with the names of those who acted. */
    record Request(
            Extension extension, String asker, @Nullable String decider) {}

    private List<Request> requests(Deadline deadline) {
        return extensions.of(deadline.id()).stream()
                .map(one -> {
                    String by = one.decidedBy();
                    return new Request(
                            one,
                            viewers.of(one.askedBy()).displayName(),
                            by == null || by.isEmpty() ? null : viewers.of(by).displayName());
                })
                .toList();
    }

    private LocalDate requireMove(Deadline deadline, String to, String reason) {
        LocalDate day = day(to);
        LocalDate today = calendar.dayOf(clock.instant());
        if (day == null || day.isBefore(today)) {
            throw new FormRefused("to", "请选择今天以后的日期");
        }
        if (day.equals(calendar.dueDay(deadline.dueAt()))) {
            throw new FormRefused("to", "与现在的期限相同");
        }
        if (day.isAfter(extensions.latest())) {
            throw new FormRefused("to", "一次最多改到 " + extensions.latest());
        }
        if (scope.onlyEarlier(deadline, viewers.current())
                && calendar.endOf(day).isAfter(deadline.dueAt())) {
            throw new FormRefused("to", "这是通知写明的日期，下级只能加严、不能放宽；确需放宽的，由团中央学校部调整");
        }
        int length = reason.strip().length();
        if (length < SHORTEST_REASON || length > LONGEST_REASON) {
            throw new FormRefused("reason", "请用 " + SHORTEST_REASON + " 至 " + LONGEST_REASON + " 个字写明调整理由");
        }
        return day;
    }

    private Deadline visible(long id) {
        Deadline deadline = deadlines.find(id).orElseThrow(() -> new NotVisible("这个期限"));
        scope.requireVisible(deadline, viewers.current());
        return deadline;
    }

    private Deadline movable(long id) {
        Deadline deadline = visible(id);
        if (!scope.mayMove(deadline, viewers.current())) {
            throw new NotAllowed("只有上级团组织可以调整未办结事项的期限");
        }
        return deadline;
    }

    private String organization(Deadline deadline) {
        String code = deadline.organizationCode() == null ? deadline.unitCode() : deadline.organizationCode();
        return organizations.byCode(code).map(Organization::name).orElse(code);
    }

    private static @Nullable LocalDate day(String text) {
        try {
            return text.isBlank() ? null : LocalDate.parse(text.strip());
        } catch (DateTimeParseException noDate) {
            throw new FormRefused("until", "日期应形如 2026-03-14");
        }
    }
}
