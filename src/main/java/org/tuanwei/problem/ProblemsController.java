package org.tuanwei.problem;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The list of problems, the page of one with its thread, and the two small forms: raise, add a note. */
@Controller
class ProblemsController {

    private final ProblemService service;
    private final Problems problems;
    private final ProblemList list;
    private final ProblemScope scope;
    private final ProblemProcess process;
    private final CaseFiles files;
    private final Deadlines deadlines;
    private final Organizations organizations;
    private final Viewers viewers;
    private final AccessPolicy policy;

    ProblemsController(
            ProblemService service,
            Problems problems,
            ProblemList list,
            ProblemScope scope,
            ProblemProcess process,
            CaseFiles files,
            Deadlines deadlines,
            Organizations organizations,
            Viewers viewers,
            AccessPolicy policy) {
        this.service = service;
        this.problems = problems;
        this.list = list;
        this.scope = scope;
        this.process = process;
        this.files = files;
        this.deadlines = deadlines;
        this.organizations = organizations;
        this.viewers = viewers;
        this.policy = policy;
    }

    @GetMapping("/problems")
    String list(ProblemFilter filter, Model model) {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.PROBLEM) == Verb.NONE) {
            throw new NotAllowed("您的角色不查看问题");
        }
        model.addAttribute("filter", filter);
        model.addAttribute("page", list.page(viewer, filter));
        model.addAttribute("states", Problem.State.values());
        model.addAttribute("kinds", ProblemKind.values());
        model.addAttribute(
                "units",
                organizations.units().stream()
                        .filter(unit -> viewer.nationwide()
                                || viewer.isTencent()
                                || viewer.unitCodes().contains(unit.code()))
                        .toList());
        return "problem/list";
    }

    @GetMapping("/problems/{id}")
    String page(@PathVariable long id, Model model) {
        Problem problem = service.visible(id);
        CaseFile file = files.get(problem.caseId());
        Verb verb = scope.verb(viewers.current(), problem, file);
        List<ProblemEntry> thread = problems.thread(id);
        Optional<HumanTask> task = process.openTask(problem);
        model.addAttribute("problem", problem);
        model.addAttribute("file", file);
        model.addAttribute("caseVisible", policy.verb(viewers.current(), Subject.CASE, file.target()) != Verb.NONE);
        model.addAttribute(
                "thread",
                verb == Verb.MASKED ? thread.stream().map(ProblemEntry::masked).toList() : thread);
        model.addAttribute("task", task.orElse(null));
        model.addAttribute("mine", task.filter(process::mayWorkOn).isPresent());
        Optional<Deadline> deadline = task.flatMap(open -> deadlines.openFor(open.taskId()));
        model.addAttribute("deadline", deadline.orElse(null));
        model.addAttribute("due", deadline.map(deadlines::dueText).orElse(null));
        model.addAttribute("mayAdd", verb == Verb.DO && !problem.closed());
        return "problem/problem";
    }

    @PostMapping("/problems/{id}/entries")
    String addEntry(@PathVariable long id, @RequestParam(defaultValue = "") String text, RedirectAttributes flash) {
        try {
            service.note(id, text);
            flash.addFlashAttribute("notice", "已补充到往来记录。");
        } catch (FormRefused refused) {
            flash.addFlashAttribute("refused", refused.getMessage());
            flash.addFlashAttribute("typed", text);
        }
        return "redirect:/problems/" + id;
    }

    @PostMapping("/cases/{caseId}/problems")
    String raise(
            @PathVariable long caseId,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String text,
            RedirectAttributes flash) {
        try {
            Problem problem = service.raise(caseId, kind, text);
            flash.addFlashAttribute("notice", "问题已登记，现由" + problem.standing() + "。处理结果会通知您确认。");
            return "redirect:/problems/" + problem.id();
        } catch (FormRefused refused) {
            flash.addFlashAttribute("problemRefused", refused.getMessage());
            flash.addFlashAttribute("problemKind", kind);
            flash.addFlashAttribute("problemText", text);
            return "redirect:/cases/" + caseId + "#problem";
        }
    }
}
