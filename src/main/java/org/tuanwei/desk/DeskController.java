package org.tuanwei.desk;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.tuanwei.casefile.RecentWork;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FailedJobs;
import org.tuanwei.review.Reviewers;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Role;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The page everybody starts from, by role. */
@Controller
class DeskController {

    private static final int LAST_DONE = 20;

    private final DeskWorks works;
    private final DeskFigures figures;
    private final OwnCases ownCases;
    private final Reviewers reviewers;
    private final RecentWork recentWork;
    private final Queue queue;
    private final FailedJobs failedJobs;
    private final Viewers viewers;
    private final AccessPolicy policy;
    private final WorkingCalendar calendar;
    private final Clock clock;

    DeskController(
            DeskWorks works,
            DeskFigures figures,
            OwnCases ownCases,
            Reviewers reviewers,
            RecentWork recentWork,
            Queue queue,
            FailedJobs failedJobs,
            Viewers viewers,
            AccessPolicy policy,
            WorkingCalendar calendar,
            Clock clock) {
        this.works = works;
        this.figures = figures;
        this.ownCases = ownCases;
        this.reviewers = reviewers;
        this.recentWork = recentWork;
        this.queue = queue;
        this.failedJobs = failedJobs;
        this.viewers = viewers;
        this.policy = policy;
        this.calendar = calendar;
        this.clock = clock;
    }

    @GetMapping("/desk")
    String desk(Model model) {
        Viewer viewer = viewers.current();
        boolean tasks = policy.anyVerb(viewer, Subject.TASKLIST) != Verb.NONE;
        List<DeskWork> waiting = tasks ? works.of(viewer) : List.of();
        Map<String, Long> lights =
                waiting.stream().collect(Collectors.groupingBy(DeskWork::light, Collectors.counting()));
        model.addAttribute("tasks", tasks);
        model.addAttribute("works", waiting);
        model.addAttribute("total", tasks ? works.count(viewer) : 0);
        model.addAttribute("lights", lights);
        model.addAttribute("reviews", reviewers.waitingFor(viewer));
        model.addAttribute("own", ownCases.of(viewer, waiting));
        boolean counts = policy.anyVerb(viewer, Subject.FIGURES) != Verb.NONE;
        boolean schoolOnly = viewer.roles().size() == 1 && !viewer.schoolCodes().isEmpty();
        if (counts && !schoolOnly && !onlyPartner(viewer)) {
            model.addAttribute("region", figures.region(viewer));
            model.addAttribute("phases", figures.phases(viewer));
            model.addAttribute(
                    "figuresPage",
                    viewer.isCentre()
                            || viewer.groups().contains("supervisor-CN")
                            || !viewer.unitCodes().isEmpty());
        }
        if (viewer.isCentre() || viewer.groups().contains("supervisor-CN")) {
            model.addAttribute("units", figures.units(viewer));
        }
        if (policy.anyVerb(viewer, Subject.CALENDAR) == Verb.DO) {
            calendar.missingYear(calendar.dayOf(clock.instant()))
                    .ifPresent(year -> model.addAttribute("calendarMissing", year));
        }
        model.addAttribute(
                "urges",
                viewer.isCentre()
                        || viewer.is(Role.SUPERVISOR)
                        || viewer.unitCodes().stream().anyMatch(viewer::isProvince));
        if (viewer.isTencent()) {
            model.addAttribute("partner", figures.partner());
        }
        if (policy.anyVerb(viewer, Subject.QUEUE) != Verb.NONE) {
            model.addAttribute("queue", queue.sizes());
        }
        if (policy.anyVerb(viewer, Subject.OPERATION) != Verb.NONE) {
            model.addAttribute("failed", failedJobs.count());
        }
        model.addAttribute(
                "aside", List.of("region", "partner", "queue").stream().anyMatch(model::containsAttribute));
        model.addAttribute("done", recentWork.of(viewer, LAST_DONE));
        return "desk/desk";
    }

    private static boolean onlyPartner(Viewer viewer) {
        return viewer.isTencent() && viewer.roles().size() == 1;
    }
}
