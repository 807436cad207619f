package org.tuanwei.duedate;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.DueMoves.Impact;
import org.tuanwei.deadline.DueMoves.Shift;
import org.tuanwei.deadline.NoticeDates;
import org.tuanwei.deadline.NoticeDates.Named;
import org.tuanwei.deadline.NoticeDates.Wish;
import org.tuanwei.deadline.StalePreview;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The dates that notices name: the centre's for everybody, a province's for its schools; moved with a preview. */
@Controller
@RequestMapping("/deadlines/notices")
class NoticeController {

    /** The tasks for which a notice may name a date, with the clause it serves. */
    private static final Map<String, String> TASKS = new java.util.TreeMap<>(Map.of(
            "account-opening.Task_Register", "注册基本信息",
            "account-opening.Task_Review", "审核登记资料",
            "account-opening.Task_FilePlan", "备案运营机制",
            "credential-delivery.Task_AwaitPickUp", "查收号码密码",
            "avatar-setup.Task_Upload", "上传头像",
            "avatar-setup.Task_Publish", "把头像设到账号上"));

    private static final int SHORTEST = 4;
    private static final int LONGEST = 200;

    /**
     * A date in force.
     *
     * @param mine whether the viewer may move it
     */
    record Line(Named named, String task, String level, boolean mine) {}

    /** A task in the preview. */
    record Row(Shift shift, String organization, String from) {}

    private final NoticeDates dates;
    private final WorkingCalendar calendar;
    private final Organizations organizations;
    private final Viewers viewers;
    private final Audit audit;
    private final Clock clock;

    NoticeController(
            NoticeDates dates,
            WorkingCalendar calendar,
            Organizations organizations,
            Viewers viewers,
            Audit audit,
            Clock clock) {
        this.dates = dates;
        this.calendar = calendar;
        this.organizations = organizations;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView list() {
        requireNamer();
        return list(Map.of(), null);
    }

    @PostMapping("/preview")
    ModelAndView preview(@RequestParam Map<String, String> params) {
        requireNamer();
        try {
            return preview(wish(params), reason(params), null);
        } catch (FormRefused refused) {
            ModelAndView page = list(params, refused.getMessage());
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return page;
        }
    }

    @PostMapping
    ModelAndView apply(@RequestParam Map<String, String> params, RedirectAttributes flash) {
        Viewer viewer = requireNamer();
        try {
            Wish wish = wish(params);
            String reason = reason(params);
            try {
                Impact impact = dates.apply(wish, reason, viewer.displayName(), params.getOrDefault("fingerprint", ""));
                audit.record(
                        "deadline.notice",
                        "deadline:" + wish.taskKey() + " " + wish.unitCode(),
                        wish.dueOn() == null ? "撤销" : wish.dueOn().toString());
                flash.addFlashAttribute(
                        "notice",
                        (wish.dueOn() == null ? "已撤销" : "已生效") + "，"
                                + impact.shifts().size() + " 项待办的期限随之改动。");
                return new ModelAndView("redirect:/deadlines/notices");
            } catch (StalePreview stale) {
                return preview(wish, reason, stale.getMessage());
            }
        } catch (FormRefused refused) {
            ModelAndView page = list(params, refused.getMessage());
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return page;
        }
    }

    private ModelAndView list(Map<String, String> typed, @Nullable String problem) {
        Viewer viewer = viewers.current();
        Set<String> mine = levels(viewer);
        List<Line> lines = dates.inForce().stream()
                .filter(one -> viewer.isCentre()
                        || one.unitCode().equals(Organization.CENTRE_CODE)
                        || mine.contains(one.unitCode()))
                .map(one -> new Line(
                        one,
                        TASKS.getOrDefault(one.taskKey(), one.taskKey()),
                        name(one.unitCode()),
                        mine.contains(one.unitCode())))
                .toList();
        ModelAndView page = new ModelAndView("duedate/notices");
        page.addObject("lines", lines);
        page.addObject("tasks", TASKS);
        page.addObject("typed", typed);
        page.addObject("problem", problem);
        page.addObject("today", calendar.dayOf(clock.instant()));
        return page;
    }

    private ModelAndView preview(Wish wish, String reason, @Nullable String problem) {
        Impact impact = dates.preview(wish);
        ModelAndView page = new ModelAndView("duedate/notice-preview");
        page.addObject("wish", wish);
        page.addObject("task", TASKS.getOrDefault(wish.taskKey(), wish.taskKey()));
        page.addObject("level", name(wish.unitCode()));
        page.addObject("reason", reason);
        page.addObject("impact", impact);
        page.addObject(
                "rows",
                impact.shifts().stream()
                        .map(shift -> new Row(
                                shift,
                                organization(shift.deadline()),
                                calendar.dueDay(shift.deadline().dueAt()).toString()))
                        .toList());
        page.addObject(
                "lower",
                impact.lower().stream()
                        .map(one -> name(one.unitCode()) + "：" + one.from() + " → " + one.to())
                        .toList());
        page.addObject("problem", problem);
        if (problem != null) {
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return page;
    }

    /** @throws FormRefused field by field; @throws NotVisible for a date of somebody else's */
    private Wish wish(Map<String, String> params) {
        Viewer viewer = viewers.current();
        String unit = levels(viewer).stream().sorted().findFirst().orElseThrow();
        String id = params.getOrDefault("id", "");
        LocalDate day = params.containsKey("withdraw") ? null : day(params.getOrDefault("dueOn", ""));
        if (!id.isEmpty()) {
            Named named = dates.inForce().stream()
                    .filter(one ->
                            Long.toString(one.id()).equals(id) && levels(viewer).contains(one.unitCode()))
                    .findFirst()
                    .orElseThrow(() -> new NotVisible("这个日期"));
            if (named.dueOn().equals(day)) {
                throw new FormRefused("dueOn", "与现在的日期相同");
            }
            return checked(
                    new Wish(named.id(), named.unitCode(), named.taskKey(), day, named.sourceTitle(), named.clause()));
        }
        String task = params.getOrDefault("task", "");
        if (!TASKS.containsKey(task)) {
            throw new FormRefused("task", "请选择待办");
        }
        String title = params.getOrDefault("title", "").strip().replaceAll("^《|》$", "");
        if (title.length() < SHORTEST || title.length() > LONGEST) {
            throw new FormRefused("title", "请填写通知标题，" + SHORTEST + " 至 " + LONGEST + " 个字");
        }
        String clause = params.getOrDefault("clause", "").strip();
        if (clause.isEmpty() || clause.length() > 20) {
            throw new FormRefused("clause", "请填写条款，如「第3条」，不超过 20 个字");
        }
        return checked(new Wish(null, unit, task, day, title, clause));
    }

    private Wish checked(Wish wish) {
        dates.refusal(wish).ifPresent(problem -> {
            throw new FormRefused("dueOn", problem);
        });
        return wish;
    }

    private static String reason(Map<String, String> params) {
        String reason = params.getOrDefault("reason", "").strip();
        if (params.getOrDefault("id", "").isEmpty() && reason.isEmpty()) {
            return "《" + params.getOrDefault("title", "").strip() + "》写明日期";
        }
        if (reason.length() < SHORTEST || reason.length() > LONGEST) {
            throw new FormRefused("reason", "请用 " + SHORTEST + " 至 " + LONGEST + " 个字写明改动理由");
        }
        return reason;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text.strip());
        } catch (DateTimeParseException noDate) {
            throw new FormRefused("dueOn", "请选择日期，应形如 2026-03-14");
        }
    }

    private static Set<String> levels(Viewer viewer) {
        return viewer.isCentre()
                ? Set.of(Organization.CENTRE_CODE)
                : viewer.unitCodes().stream().filter(viewer::isProvince).collect(Collectors.toSet());
    }

    private Viewer requireNamer() {
        Viewer viewer = viewers.current();
        if (levels(viewer).isEmpty()) {
            throw new NotAllowed("通知日期由团中央学校部和省级团委学校部登记");
        }
        return viewer;
    }

    private String name(String unitCode) {
        return organizations.byCode(unitCode).map(Organization::name).orElse(unitCode);
    }

    private String organization(Deadline deadline) {
        String code = deadline.organizationCode() == null ? deadline.unitCode() : deadline.organizationCode();
        return name(code);
    }
}
