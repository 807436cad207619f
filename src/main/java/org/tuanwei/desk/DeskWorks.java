package org.tuanwei.desk;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.Phase;
import org.tuanwei.casefile.TaskNotes;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueText;
import org.tuanwei.engine.WorkList;
import org.tuanwei.engine.WorkList.Work;
import org.tuanwei.security.Viewer;

/** Puts names, phases and lights to the open tasks of a person. */
@Component
@Transactional(readOnly = true)
class DeskWorks {

    static final int MOST = 50;

    /** Tasks that are done on a page of ours, and the last part of its address. */
    private static final Map<String, String> PAGES = Map.of(
            "credential-delivery.Task_IssueCredentials", "credentials",
            "avatar-setup.Task_Upload", "avatar");

    private record Place(String organizationName, String phase) {}

    private final WorkList workList;
    private final Deadlines deadlines;
    private final ObjectProvider<TaskNotes> notes;
    private final JdbcClient jdbc;

    DeskWorks(WorkList workList, Deadlines deadlines, ObjectProvider<TaskNotes> notes, JdbcClient jdbc) {
        this.workList = workList;
        this.deadlines = deadlines;
        this.notes = notes;
        this.jdbc = jdbc;
    }

    /** The most urgent ones. */
    List<DeskWork> of(Viewer viewer) {
        List<Work> works = workList.of(viewer.userId(), viewer.groups(), MOST);
        Set<Long> cases = works.stream()
                .filter(Work::ofCase)
                .map(work -> Long.valueOf(work.businessKey()))
                .collect(Collectors.toSet());
        Map<Long, Place> places = places(cases);
        Map<String, Deadline> due = new HashMap<>();
        deadlines.openOfCases(cases).forEach(deadline -> due.put(deadline.taskId(), deadline));
        List<String> taskIds = works.stream().map(Work::taskId).toList();
        Map<String, String> said = new HashMap<>();
        notes.orderedStream().forEach(source -> said.putAll(source.of(taskIds)));
        return works.stream()
                .map(work -> {
                    Deadline deadline = work.ofCase()
                            ? due.get(work.taskId())
                            : deadlines.openFor(work.taskId()).orElse(null);
                    Long caseId = work.ofCase() ? Long.valueOf(work.businessKey()) : null;
                    return describe(work, caseId, caseId == null ? null : places.get(caseId), deadline, said);
                })
                .toList();
    }

    long count(Viewer viewer) {
        return workList.count(viewer.userId(), viewer.groups());
    }

    private DeskWork describe(
            Work work,
            @Nullable Long caseId,
            @Nullable Place place,
            @Nullable Deadline deadline,
            Map<String, String> said) {
        DueText text = deadline == null ? null : deadlines.dueText(deadline);
        return new DeskWork(
                work.taskId(),
                work.name(),
                caseId,
                place == null ? work.about() : place.organizationName(),
                place == null ? "" : place.phase(),
                href(work),
                text == null ? "GREY" : text.light().name(),
                text == null ? "未设期限" : text.words(),
                deadline == null ? "" : deadline.origin(),
                said.getOrDefault(work.taskId(), ""),
                work.own());
    }

    private Map<Long, Place> places(Collection<Long> cases) {
        Map<Long, Place> places = new HashMap<>();
        if (!cases.isEmpty()) {
            jdbc.sql("select c.id, o.name, c.phase from case_file c join organization o on o.id = c.organization_id"
                            + " where c.id in (:cases)")
                    .param("cases", cases)
                    .query((row, n) -> places.put(
                            row.getLong(1),
                            new Place(
                                    row.getString(2),
                                    Phase.valueOf(row.getString(3)).label())))
                    .list();
        }
        return places;
    }

    private static String href(Work work) {
        String page = PAGES.get(work.key());
        return page == null
                ? "/camunda/app/tasklist/default/#/?task=" + work.taskId()
                : "/tasks/" + work.taskId() + "/" + page;
    }
}
