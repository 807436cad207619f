package org.tuanwei.casefile;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tuanwei.deadline.DeadlineView;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.engine.WorkList;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** What other programs and the web apps' plug-ins may read, filtered to what the caller may see. */
@RestController
@RequestMapping("/api/v1")
class CaseApi {

    private static final int MOST_CARDS = 100;
    private static final int MOST_DEADLINES = 500;

    record CaseJson(
            long id,
            String receipt,
            String organization,
            String name,
            String phase,
            String state,
            @Nullable String holder,
            @Nullable Instant due,
            @Nullable String provenance,
            boolean overdue) {}

    record MailJson(long id, @Nullable Long caseId, String recipient, String subject, String state, String fate) {}

    record CardJson(
            String organization,
            String phase,
            @Nullable String dueText,
            @Nullable String light,
            @Nullable String caseUrl,
            List<CaseLink.Link> links) {}

    private final CaseList list;
    private final CaseFiles cases;
    private final DueViews dueViews;
    private final Deadlines deadlines;
    private final MailList mails;
    private final WorkList workList;
    private final List<CaseLink> links;
    private final Viewers viewers;

    CaseApi(
            CaseList list,
            CaseFiles cases,
            DueViews dueViews,
            Deadlines deadlines,
            MailList mails,
            WorkList workList,
            List<CaseLink> links,
            Viewers viewers) {
        this.list = list;
        this.cases = cases;
        this.dueViews = dueViews;
        this.deadlines = deadlines;
        this.mails = mails;
        this.workList = workList;
        this.links = links;
        this.viewers = viewers;
    }

    @GetMapping("/cases")
    List<CaseJson> cases(CaseFilter filter) {
        List<CaseList.Row> rows = list.page(viewers.current(), filter).rows();
        Map<Long, DueView> nearest =
                dueViews.nearest(rows.stream().map(row -> row.caseFile().id()).toList());
        return rows.stream()
                .map(row -> json(row, nearest.get(row.caseFile().id())))
                .toList();
    }

    private static CaseJson json(CaseList.Row row, @Nullable DueView due) {
        return new CaseJson(
                row.caseFile().id(),
                row.caseFile().receipt(),
                row.caseFile().organizationCode(),
                row.caseFile().organizationName(),
                row.caseFile().phase().name(),
                row.caseFile().state().name(),
                row.party() == null ? null : row.party().name(),
                due == null ? null : due.dueAt(),
                due == null ? null : due.provenance(),
                due != null && due.overdue());
    }

    @GetMapping("/mails")
    List<MailJson> mails(MailFilter filter) {
        return mails.page(viewers.current(), filter).rows().stream()
                .map(MailList.Row::mail)
                .map(mail -> new MailJson(
                        mail.id(),
                        mail.caseId(),
                        mail.recipient(),
                        mail.subject(),
                        mail.state().name(),
                        mail.fate()))
                .toList();
    }

    @GetMapping("/deadlines")
    List<DeadlineView> deadlines() {
        return deadlines.all(list.openDeadlines(viewers.current(), MOST_DEADLINES)).stream()
                .map(deadlines::view)
                .toList();
    }

    /** Cards for Tasklist; only such as he may work on are answered. */
    @GetMapping("/tasks/cards")
    Map<String, CardJson> cards(@RequestParam List<String> ids) {
        Viewer viewer = viewers.current();
        List<WorkList.Work> tasks =
                workList.among(ids.stream().limit(MOST_CARDS).toList(), viewer.userId(), viewer.groups());
        Map<Long, CaseFile> files = cases.byIds(tasks.stream()
                .filter(WorkList.Work::ofCase)
                .map(task -> Long.valueOf(task.businessKey()))
                .toList());
        Map<String, DueView> dues =
                dueViews.ofTasks(tasks.stream().map(WorkList.Work::taskId).toList());
        Map<String, CardJson> cards = new LinkedHashMap<>();
        for (WorkList.Work task : tasks) {
            DueView due = dues.get(task.taskId());
            CaseFile file = task.ofCase() ? files.get(Long.valueOf(task.businessKey())) : null;
            cards.put(
                    task.taskId(),
                    new CardJson(
                            file == null ? task.about() : file.organizationName(),
                            file == null ? task.name() : file.phase().label(),
                            due == null ? null : due.text(),
                            due == null ? null : due.light(),
                            file == null ? null : "/cases/" + file.id(),
                            file == null ? List.of() : linksOf(file)));
        }
        return cards;
    }

    private List<CaseLink.Link> linksOf(CaseFile file) {
        return links.stream()
                .flatMap(link -> link.of(file, viewers.current()).stream())
                .toList();
    }
}
