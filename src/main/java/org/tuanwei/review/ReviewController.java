package org.tuanwei.review;

import java.util.List;
import java.util.Optional;
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
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Workflow;
import org.tuanwei.review.BulkReview.Line;
import org.tuanwei.review.ReviewFilter.Show;
import org.tuanwei.review.ReviewFilter.Sort;
import org.tuanwei.review.ReviewKind.Past;
import org.tuanwei.review.ReviewList.Page;
import org.tuanwei.review.ReviewList.Row;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Pages of the reviews of one kind: the list to tick, the preview, the results, one row to read and decide. */
@Controller
@RequestMapping(Address.PREFIX)
class ReviewController {

    private static final String PROBLEM = "problem";
    private static final String NOTICE = "notice";

    /** A tab of the list. */
    record Tab(String id, String label, long waiting, boolean here) {}

    private final Reviewers reviewers;
    private final ReviewList list;
    private final BulkReview bulk;
    private final ReviewBatches batches;
    private final ReviewDecisions decisions;
    private final Looks looks;
    private final Workflow workflow;
    private final Viewers viewers;

    ReviewController(
            Reviewers reviewers,
            ReviewList list,
            BulkReview bulk,
            ReviewBatches batches,
            ReviewDecisions decisions,
            Looks looks,
            Workflow workflow,
            Viewers viewers) {
        this.reviewers = reviewers;
        this.list = list;
        this.bulk = bulk;
        this.batches = batches;
        this.decisions = decisions;
        this.looks = looks;
        this.workflow = workflow;
        this.viewers = viewers;
    }

    /** The first kind of which something waits. */
    @GetMapping
    String any() {
        Viewer viewer = viewers.current();
        ReviewKind first = reviewers.kinds().get(0);
        reviewers.require(first.id(), viewer);
        return "redirect:"
                + Address.list(reviewers.kinds().stream()
                        .filter(kind -> reviewers.count(kind, viewer) > 0)
                        .findFirst()
                        .orElse(first));
    }

    @GetMapping("/{kind}")
    ModelAndView list(@PathVariable String kind, ReviewFilter asked) {
        Viewer viewer = viewers.current();
        ReviewKind found = reviewers.require(kind, viewer);
        ReviewFilter filter = asked.of(found);
        Page rows = list.page(viewer, found, filter);
        ModelAndView page = page("review/list", found, filter);
        page.addObject("page", rows);
        page.addObject(
                "sound",
                rows.all().stream().filter(row -> row.clean() && row.tickable()).count());
        page.addObject("most", BulkReview.MOST);
        page.addObject("shows", Show.values());
        page.addObject("sorts", Sort.values());
        page.addObject(
                "tabs",
                reviewers.kinds().stream()
                        .map(one -> new Tab(one.id(), one.label(), reviewers.count(one, viewer), one == found))
                        .toList());
        return page;
    }

    /** @param all {@code clean}: all of the list that have no doubt, ticked or not */
    @PostMapping("/{kind}/preview")
    ModelAndView preview(
            @PathVariable String kind,
            ReviewFilter filter,
            @RequestParam(required = false) @Nullable List<String> ids,
            @RequestParam(defaultValue = "") String all,
            RedirectAttributes flash) {
        Viewer viewer = viewers.current();
        ReviewKind found = reviewers.requireDo(kind, viewer);
        List<String> ticks = all.equals("clean")
                ? list.page(viewer, found, filter).all().stream()
                        .filter(row -> row.clean() && row.tickable())
                        .limit(BulkReview.MOST)
                        .map(Row::tick)
                        .toList()
                : orEmpty(ids);
        try {
            List<Line> lines = bulk.preview(found, viewer, ticks);
            ModelAndView page = page("review/preview", found, filter);
            page.addObject("sound", lines.stream().filter(Line::sound).toList());
            page.addObject("doubtful", lines.stream().filter(Line::doubtful).toList());
            page.addObject(
                    "left",
                    lines.stream().filter(line -> line.against() != null).toList());
            return page;
        } catch (FormRefused refused) {
            flash.addFlashAttribute(PROBLEM, refused.getMessage());
            return new ModelAndView("redirect:" + filter.address(Address.list(found), filter.pageNumber()));
        }
    }

    @PostMapping("/{kind}")
    String approve(
            @PathVariable String kind,
            ReviewFilter filter,
            @RequestParam(required = false) @Nullable List<String> ids,
            RedirectAttributes flash) {
        Viewer viewer = viewers.current();
        ReviewKind found = reviewers.requireDo(kind, viewer);
        try {
            return "redirect:" + filter.address(Address.results(found, bulk.approve(found, viewer, orEmpty(ids))), 1);
        } catch (FormRefused refused) {
            flash.addFlashAttribute(PROBLEM, refused.getMessage());
            return "redirect:" + filter.address(Address.list(found), filter.pageNumber());
        }
    }

    @GetMapping("/{kind}/results/{id}")
    ModelAndView results(@PathVariable String kind, @PathVariable long id, ReviewFilter filter) {
        Viewer viewer = viewers.current();
        ReviewKind found = reviewers.require(kind, viewer);
        ModelAndView page = page("review/results", found, filter);
        page.addObject("batch", batches.mine(found, id, viewer));
        List<ReviewBatches.Line> lines = batches.lines(id);
        page.addObject("lines", lines);
        page.addObject(
                "done",
                lines.stream()
                        .filter(line -> line.outcome() != null
                                && line.outcome().result().done())
                        .count());
        return page;
    }

    @GetMapping("/{kind}/{taskId}")
    ModelAndView row(@PathVariable String kind, @PathVariable String taskId, ReviewFilter filter) {
        Viewer viewer = viewers.current();
        ReviewKind found = reviewers.require(kind, viewer);
        return row(found, required(found, taskId, viewer), filter, "", "");
    }

    /** Opening claims it: from now on the colleagues see who reads it. */
    @PostMapping("/{kind}/{taskId}/open")
    String open(@PathVariable String kind, @PathVariable String taskId, ReviewFilter filter, RedirectAttributes flash) {
        Viewer viewer = viewers.current();
        ReviewKind found = reviewers.requireDo(kind, viewer);
        Optional<HumanTask> task = task(found, taskId, viewer);
        if (task.isEmpty()) {
            flash.addFlashAttribute(PROBLEM, "这一项已不在待审核之列：可能已由同事办结，或已撤回");
            return back(found, filter);
        }
        if (!looks.open(found, task.get(), viewer)) {
            flash.addFlashAttribute(PROBLEM, "同事刚打开了这一项，请看下面是谁");
            return back(found, filter);
        }
        return "redirect:" + filter.address(Address.row(found, taskId), filter.pageNumber());
    }

    @PostMapping("/{kind}/{taskId}/close")
    String close(@PathVariable String kind, @PathVariable String taskId, ReviewFilter filter) {
        Viewer viewer = viewers.current();
        ReviewKind found = reviewers.requireDo(kind, viewer);
        task(found, taskId, viewer).ifPresent(task -> looks.close(taskId));
        return back(found, filter);
    }

    @PostMapping("/{kind}/{taskId}")
    ModelAndView decide(
            @PathVariable String kind,
            @PathVariable String taskId,
            @RequestParam(defaultValue = "") String version,
            @RequestParam(defaultValue = "") String decision,
            @RequestParam(defaultValue = "") String reason,
            ReviewFilter filter,
            RedirectAttributes flash) {
        Viewer viewer = viewers.current();
        ReviewKind found = reviewers.requireDo(kind, viewer);
        task(found, taskId, viewer);
        String name = found.past(version).map(Past::name).orElse("这一项");
        try {
            if (!decision.equals("approve") && !decision.equals("return")) {
                throw new FormRefused("decision", "请选择通过或退回");
            }
            Outcome outcome = decisions.decide(found, new Tick(taskId, version), decision.equals("approve"), reason);
            flash.addFlashAttribute(outcome.result().done() ? NOTICE : PROBLEM, name + "：" + outcome.words());
            return new ModelAndView(back(found, filter));
        } catch (FormRefused refused) {
            ModelAndView page =
                    row(found, required(found, taskId, viewer), filter, String.valueOf(refused.getMessage()), reason);
            page.addObject("decision", decision);
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
            return page;
        }
    }

    private ModelAndView row(ReviewKind kind, Row row, ReviewFilter filter, String problem, String reason) {
        ModelAndView page = page("review/row", kind, filter);
        boolean mine = row.look() != null && row.look().mine();
        page.addObject("row", row);
        page.addObject("mine", mine);
        page.addObject("facts", kind.facts(row.businessKey(), mine));
        page.addObject("typedProblem", problem);
        page.addObject("reason", reason);
        page.addObject("decision", "");
        return page;
    }

    private ModelAndView page(String view, ReviewKind kind, ReviewFilter filter) {
        ModelAndView page = new ModelAndView(view);
        page.addObject("kind", kind);
        page.addObject("base", Address.list(kind));
        page.addObject("filter", filter);
        page.addObject("decides", reviewers.mayDecide(viewers.current()));
        return page;
    }

    private Row required(ReviewKind kind, String taskId, Viewer viewer) {
        return list.find(viewer, kind, taskId).orElseThrow(() -> new NotVisible("待审核的事项"));
    }

    /** Empty when it is over. @throws NotVisible for a task of another kind, or offered to somebody else */
    private Optional<HumanTask> task(ReviewKind kind, String taskId, Viewer viewer) {
        Optional<HumanTask> task = workflow.task(taskId);
        if (task.isPresent()
                && (!task.get().key().equals(kind.task())
                        || workflow.candidateGroups(taskId).stream().noneMatch(viewer.groups()::contains))) {
            throw new NotVisible("待审核的事项");
        }
        return task;
    }

    private static String back(ReviewKind kind, ReviewFilter filter) {
        return "redirect:" + filter.address(Address.list(kind), filter.pageNumber());
    }

    private static List<String> orEmpty(@Nullable List<String> ids) {
        return ids == null ? List.of() : ids;
    }
}
