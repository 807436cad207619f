package org.tuanwei.casefile;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.tuanwei.casefile.CaseFile.State;
import org.tuanwei.contact.ContactSection;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.Mails;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** The list of cases and the page of one: where it stands, whom it waits for, until when, what happened. */
@Controller
class CasesController {

    record ListRow(
            CaseFile caseFile,
            @Nullable Party party,
            @Nullable String taskName,
            @Nullable Instant since,
            @Nullable DueView due) {}

    record WaitingRow(
            String taskId,
            Party party,
            String taskName,
            Instant since,
            @Nullable String assignee,
            @Nullable DueView due,
            boolean mine) {}

    record Docked(String fragment, Object model) {}

    private final CaseFiles cases;
    private final CaseList list;
    private final PhaseLine phaseLine;
    private final Story story;
    private final Waiting waiting;
    private final DueViews dueViews;
    private final Mails mails;
    private final Workflow workflow;
    private final Organizations organizations;
    private final ContactSection contactSection;
    private final List<CaseSection> sections;
    private final Viewers viewers;
    private final AccessPolicy policy;

    CasesController(
            CaseFiles cases,
            CaseList list,
            PhaseLine phaseLine,
            Story story,
            Waiting waiting,
            DueViews dueViews,
            Mails mails,
            Workflow workflow,
            Organizations organizations,
            ContactSection contactSection,
            List<CaseSection> sections,
            Viewers viewers,
            AccessPolicy policy) {
        this.cases = cases;
        this.list = list;
        this.phaseLine = phaseLine;
        this.story = story;
        this.waiting = waiting;
        this.dueViews = dueViews;
        this.mails = mails;
        this.workflow = workflow;
        this.organizations = organizations;
        this.contactSection = contactSection;
        this.sections = sections.stream()
                .sorted((a, b) -> Integer.compare(a.order(), b.order()))
                .toList();
        this.viewers = viewers;
        this.policy = policy;
    }

    @GetMapping("/cases")
    String list(CaseFilter filter, Model model) {
        Viewer viewer = viewers.current();
        if (policy.anyVerb(viewer, Subject.CASE) == Verb.NONE) {
            throw new NotAllowed("您的角色不查看案件");
        }
        ListQuery.Page<CaseList.Row> page = list.page(viewer, filter);
        Map<Long, DueView> due = dueViews.nearest(
                page.rows().stream().map(row -> row.caseFile().id()).toList());
        model.addAttribute("filter", filter);
        model.addAttribute("page", page);
        model.addAttribute(
                "rows",
                page.rows().stream()
                        .map(row -> new ListRow(
                                row.caseFile(),
                                row.party(),
                                row.taskName(),
                                row.since(),
                                row.caseFile().running()
                                        ? due.get(row.caseFile().id())
                                        : null))
                        .toList());
        model.addAttribute("units", organizations.unitsOf(viewer));
        model.addAttribute("mailsVisible", policy.anyVerb(viewer, Subject.MAIL) != Verb.NONE);
        model.addAttribute("phases", Phase.values());
        model.addAttribute("states", State.values());
        model.addAttribute("parties", EnumSet.of(Party.SCHOOL, Party.PROVINCE, Party.CENTRE, Party.TENCENT));
        return "casefile/list";
    }

    @GetMapping("/cases/{id}")
    String page(@PathVariable long id, Model model) {
        CaseFile file = cases.visible(id);
        Viewer viewer = viewers.current();
        model.addAttribute("file", file);
        model.addAttribute("steps", phaseLine.of(file));
        model.addAttribute("waiting", waitingRows(id));
        model.addAttribute("story", story.of(id));
        model.addAttribute(
                "mails", policy.verb(viewer, Subject.MAIL, file.target()) == Verb.NONE ? null : mails.ofCase(id));
        model.addAttribute("contact", contactSection.model(organizations.get(file.organizationId()), viewer));
        model.addAttribute("sections", docked(file, viewer));
        model.addAttribute("registryVisible", policy.verb(viewer, Subject.REGISTRY, file.target()) != Verb.NONE);
        return "casefile/case";
    }

    private List<WaitingRow> waitingRows(long id) {
        return waiting.openOf(id).stream()
                .map(open -> new WaitingRow(
                        open.taskId(),
                        open.party(),
                        open.taskName(),
                        open.since(),
                        workflow.assignee(open.taskId()),
                        dueViews.ofTask(open.taskId()).orElse(null),
                        workflow.mayWorkOn(open.taskId())))
                .toList();
    }

    private List<Docked> docked(CaseFile file, Viewer viewer) {
        return sections.stream()
                .map(section -> Optional.ofNullable(section.model(file, viewer))
                        .map(model -> new Docked(section.fragment(), model))
                        .orElse(null))
                .filter(Objects::nonNull)
                .toList();
    }
}
