package org.tuanwei.activityview;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
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
import org.tuanwei.activity.Check;
import org.tuanwei.activity.Checks;
import org.tuanwei.activity.Dispute;
import org.tuanwei.activity.DisputeService;
import org.tuanwei.activity.Disputes;
import org.tuanwei.activity.Result;
import org.tuanwei.activity.Results;
import org.tuanwei.activity.Streaks;
import org.tuanwei.activity.Streaks.Streak;
import org.tuanwei.activitycounts.ActivityScope;
import org.tuanwei.activitycounts.Closing;
import org.tuanwei.activitycounts.Count;
import org.tuanwei.activitycounts.CountedAccounts;
import org.tuanwei.activitycounts.Counts;
import org.tuanwei.activitycounts.OwnReports;
import org.tuanwei.activitycounts.ReportDesk;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.organization.Organization;
import org.tuanwei.security.NotVisible;

/** One organisation's weeks: the strip, the numbers behind each, reporting the week, disputing a result. */
@Controller
@RequestMapping("/activity/{code:[A-Z0-9-]+}")
class OwnWeeksController {

    private static final int WEEKS_SHOWN = 12;

    /** A week that may be reported now. */
    record Open(Week week, String until, boolean reported) {}

    private final ActivityScope scope;
    private final Results results;
    private final Streaks streaks;
    private final Checks checks;
    private final Disputes disputes;
    private final DisputeService disputing;
    private final Counts counts;
    private final CountedAccounts accounts;
    private final ReportDesk desk;
    private final OwnReports reports;
    private final Closing closing;
    private final Clock clock;

    OwnWeeksController(
            ActivityScope scope,
            Results results,
            Streaks streaks,
            Checks checks,
            Disputes disputes,
            DisputeService disputing,
            Counts counts,
            CountedAccounts accounts,
            ReportDesk desk,
            OwnReports reports,
            Closing closing,
            Clock clock) {
        this.scope = scope;
        this.results = results;
        this.streaks = streaks;
        this.checks = checks;
        this.disputes = disputes;
        this.disputing = disputing;
        this.counts = counts;
        this.accounts = accounts;
        this.desk = desk;
        this.reports = reports;
        this.closing = closing;
        this.clock = clock;
    }

    @GetMapping
    ModelAndView weeks(@PathVariable String code) {
        Organization organization = scope.requireSee(code);
        Week now = Week.of(clock.instant());
        List<Result> shown = results.ofOrganization(organization.id(), WEEKS_SHOWN);
        Streak streak = streaks.of(organization.id(), now);
        ModelAndView page = new ModelAndView("activity/own");
        page.addObject("organization", organization);
        page.addObject("weeks", shown);
        page.addObject("streak", streak);
        page.addObject("owner", scope.owner(scope.viewer(), organization));
        page.addObject("open", open(organization, now));
        page.addObject(
                "unit",
                scope.verbOfUnit(scope.viewer(), organization.unitCode()) != org.tuanwei.security.Access.Verb.NONE);
        return page;
    }

    /** This week and the last, as far as the account takes part and counts are taken. */
    private List<Open> open(Organization organization, Week now) {
        List<Open> open = new ArrayList<>();
        for (Week week : List.of(now.plus(-1), now)) {
            if (reports.open(organization.unitCode(), week)
                    && accounts.takingPart(organization.id(), week).isPresent()) {
                open.add(new Open(
                        week,
                        closing.text(organization.unitCode(), week),
                        counts.holding(organization.id(), week).isPresent()));
            }
        }
        return open;
    }

    @GetMapping("/weeks/{week}")
    ModelAndView week(@PathVariable String code, @PathVariable String week) {
        return weekPage(scope.requireSee(code), requireWeek(week), Map.of(), Map.of());
    }

    private ModelAndView weekPage(
            Organization organization, Week week, Map<String, String> values, Map<String, String> problems) {
        List<Result> versions = results.versions(organization.id(), week);
        @Nullable Check check = checks.of(organization.unitCode(), week).orElse(null);
        boolean owner = scope.owner(scope.viewer(), organization);
        List<Dispute> raised = check == null ? List.of() : disputes.ofOrganization(check.id(), organization.id());
        ModelAndView page = new ModelAndView("activity/week");
        page.addObject("organization", organization);
        page.addObject("week", week);
        page.addObject("versions", versions);
        page.addObject("result", versions.isEmpty() ? null : versions.get(0));
        page.addObject("counts", counts.versions(organization.id(), week));
        page.addObject(
                "holding",
                counts.holding(organization.id(), week).map(Count::id).orElse(0L));
        page.addObject("posts", desk.posts(organization.id(), week));
        page.addObject("check", check);
        page.addObject("disputes", raised);
        page.addObject(
                "mayDispute",
                owner
                        && check != null
                        && !versions.isEmpty()
                        && disputing.open(check)
                        && raised.stream().noneMatch(one -> one.upheld() == null));
        page.addObject("mayReport", owner && reports.open(organization.unitCode(), week));
        page.addObject("values", values);
        page.addObject("problems", problems);
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return page;
    }

    @GetMapping("/report")
    ModelAndView reportForm(@PathVariable String code, @RequestParam String week) {
        return reportPage(scope.requireOwner(code), requireWeek(week), Map.of(), Map.of());
    }

    private ModelAndView reportPage(
            Organization organization, Week week, Map<String, String> values, Map<String, String> problems) {
        ModelAndView page = new ModelAndView("activity/report");
        page.addObject("organization", organization);
        page.addObject("week", week);
        page.addObject("until", closing.text(organization.unitCode(), week));
        page.addObject("openNow", reports.open(organization.unitCode(), week));
        page.addObject("posts", desk.posts(organization.id(), week));
        page.addObject("own", desk.own(organization.id(), week).orElse(null));
        page.addObject("values", values);
        page.addObject("problems", problems);
        if (!problems.isEmpty()) {
            page.setStatus(HttpStatus.UNPROCESSABLE_ENTITY);
        }
        return page;
    }

    @PostMapping("/report")
    Object report(
            @PathVariable String code,
            @RequestParam String week,
            @RequestParam(defaultValue = "") String posts,
            @RequestParam(defaultValue = "") String reposts,
            @RequestParam(defaultValue = "") String avatar,
            RedirectAttributes flash) {
        Organization organization = scope.requireOwner(code);
        Week reported = requireWeek(week);
        return handIn(
                () -> desk.submit(organization, reported, posts, reposts, avatar),
                problems -> reportPage(
                        organization, reported, Map.of("posts", posts, "reposts", reposts, "avatar", avatar), problems),
                () -> thanks(organization, reported, "已收下，计为原创的和不计的各条见下。截止前可以重新报送，以最后一次为准。", flash));
    }

    @PostMapping("/weeks/{week}/dispute")
    Object dispute(
            @PathVariable String code,
            @PathVariable String week,
            @RequestParam(defaultValue = "") String originals,
            @RequestParam(defaultValue = "") String avatar,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash) {
        Organization organization = scope.requireOwner(code);
        Week disputed = requireWeek(week);
        return handIn(
                () -> disputing.raise(organization, disputed, originals, avatar.equals("yes"), reason),
                problems -> weekPage(
                        organization,
                        disputed,
                        Map.of("originals", originals, "avatar", avatar, "reason", reason),
                        problems),
                () -> thanks(organization, disputed, "异议已提交省级复核，结论会写在这里并寄到联系人邮箱。", flash));
    }

    /** What is refused comes back on the page it was typed on, with what was typed. */
    private static Object handIn(
            Runnable step, Function<Map<String, String>, ModelAndView> again, Supplier<String> taken) {
        try {
            step.run();
        } catch (FormRefused refused) {
            return again.apply(problems(refused));
        }
        return taken.get();
    }

    private static String thanks(Organization organization, Week week, String words, RedirectAttributes flash) {
        flash.addFlashAttribute("notice", words);
        return "redirect:/activity/" + organization.code() + "/weeks/" + week.code();
    }

    static Map<String, String> problems(FormRefused refused) {
        return refused.fields().stream()
                .collect(Collectors.toMap(
                        FormRefused.Field::field, FormRefused.Field::message, (a, b) -> a, LinkedHashMap::new));
    }

    static Week requireWeek(String text) {
        return Week.parse(text).orElseThrow(() -> new NotVisible("这一周"));
    }
}
