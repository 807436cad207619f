package org.tuanwei.review;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueText;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.WorkList;
import org.tuanwei.engine.WorkList.Offered;
import org.tuanwei.review.Looks.Look;
import org.tuanwei.review.ReviewFilter.Show;
import org.tuanwei.review.ReviewKind.Evidence;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.SortedList;

/** Reads all reviews of one kind that wait for the viewer's side, with what was noticed about each, in a few queries. */
@Component
@Transactional(readOnly = true)
class ReviewList {

    static final int PAGE_SIZE = 50;

    /** A unit has a few hundred schools; what is beyond this number waits until the oldest are done. */
    static final int MOST = 2000;

    /** One review. @param look whoever has it open @param fresh whether it came since the last working day */
    record Row(
            String taskId,
            String businessKey,
            Evidence evidence,
            Instant since,
            @Nullable Instant dueAt,
            @Nullable DueText due,
            @Nullable Look look,
            boolean fresh) {

        /** What a tick of this row sends: the task, and what was seen of it. */
        public String tick() {
            return new Tick(taskId, evidence.version()).toString();
        }

        /** Whether the viewer can approve it with others. */
        public boolean tickable() {
            return !evidence.own() && (look == null || look.mine());
        }

        public boolean late() {
            return due != null && due.overdue();
        }

        public boolean clean() {
            return !evidence.doubtful();
        }
    }

    /** A page of them, with how many there are of each sort before narrowing by it. */
    record Page(List<Row> rows, int total, int number, Map<Show, Long> counts, List<Row> all) {

        public int pages() {
            return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        }
    }

    private static final Comparator<Row> BY_DUE =
            Comparator.comparing(row -> row.dueAt() == null ? Instant.MAX : row.dueAt());

    /** The list's own order. */
    private static final Comparator<Row> MOST_URGENT =
            BY_DUE.thenComparing(Row::since).thenComparing(row -> row.evidence().code());

    private static final Map<String, Comparator<Row>> SORTABLE = Map.of(
            "organization", SortedList.byName(row -> row.evidence().name()),
            "doubts", Comparator.comparingInt(row -> row.evidence().doubts().size()),
            "due", BY_DUE,
            "since", Comparator.comparing(Row::since));

    private final WorkList workList;
    private final Reviewers reviewers;
    private final Looks looks;
    private final Deadlines deadlines;
    private final WorkingCalendar calendar;
    private final Clock clock;

    ReviewList(
            WorkList workList,
            Reviewers reviewers,
            Looks looks,
            Deadlines deadlines,
            WorkingCalendar calendar,
            Clock clock) {
        this.workList = workList;
        this.reviewers = reviewers;
        this.looks = looks;
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.clock = clock;
    }

    Page page(Viewer viewer, ReviewKind kind, ReviewFilter filter) {
        List<Row> found = all(viewer, kind).stream()
                .filter(row -> row.evidence().searchText().contains(filter.text()))
                .toList();
        Map<Show, Long> counts = new java.util.EnumMap<>(Show.class);
        for (Show show : Show.values()) {
            counts.put(show, found.stream().filter(row -> shows(show, row)).count());
        }
        List<Row> narrowed = filter.inOrder(
                found.stream()
                        .filter(row -> shows(filter.shown(), row))
                        .sorted(MOST_URGENT)
                        .toList(),
                SORTABLE);
        int from = Math.min(narrowed.size(), (filter.pageNumber() - 1) * PAGE_SIZE);
        int to = Math.min(narrowed.size(), from + PAGE_SIZE);
        return new Page(
                List.copyOf(narrowed.subList(from, to)), narrowed.size(), filter.pageNumber(), counts, narrowed);
    }

    /** One of them; empty when it is none of the viewer's, or done. */
    Optional<Row> find(Viewer viewer, ReviewKind kind, String taskId) {
        return rows(viewer, kind, List.of(taskId)).stream().findFirst();
    }

    List<Row> all(Viewer viewer, ReviewKind kind) {
        return described(viewer, kind, workList.offered(kind.task(), reviewers.groups(viewer), MOST));
    }

    /** Those of these tasks that still wait for the viewer's side. */
    List<Row> rows(Viewer viewer, ReviewKind kind, List<String> taskIds) {
        Set<String> asked = Set.copyOf(taskIds);
        return described(
                viewer,
                kind,
                workList.offered(kind.task(), reviewers.groups(viewer), MOST).stream()
                        .filter(task -> asked.contains(task.taskId()))
                        .toList());
    }

    private List<Row> described(Viewer viewer, ReviewKind kind, List<Offered> tasks) {
        if (tasks.isEmpty()) {
            return List.of();
        }
        Map<String, Evidence> evidence =
                kind.evidence(tasks.stream().map(Offered::businessKey).toList(), viewer);
        Map<String, Deadline> due =
                deadlines.openOfTasks(tasks.stream().map(Offered::taskId).toList());
        Map<String, Look> open = looks.of(
                tasks.stream()
                        .filter(task -> task.assignee() != null)
                        .collect(Collectors.toMap(Offered::taskId, task -> String.valueOf(task.assignee()))),
                viewer);
        Instant fresh = freshSince();
        List<Row> rows = new ArrayList<>();
        for (Offered task : tasks) {
            Evidence shown = evidence.get(task.businessKey());
            if (shown != null) {
                Deadline deadline = due.get(task.taskId());
                rows.add(new Row(
                        task.taskId(),
                        task.businessKey(),
                        shown,
                        task.since(),
                        deadline == null ? null : deadline.dueAt(),
                        deadline == null ? null : deadlines.dueText(deadline),
                        open.get(task.taskId()),
                        !task.since().isBefore(fresh)));
            }
        }
        return rows;
    }

    /** The beginning of the last working day before today: on a Monday what came on Friday is new. */
    private Instant freshSince() {
        LocalDate day = calendar.dayOf(clock.instant()).minusDays(1);
        while (!calendar.isWorkingDay(day)) {
            day = day.minusDays(1);
        }
        return calendar.endOf(day.minusDays(1));
    }

    private static boolean shows(Show show, Row row) {
        return switch (show) {
            case ALL -> true;
            case FRESH -> row.fresh();
            case DOUBTFUL -> row.evidence().doubtful();
            case CLEAN -> row.clean();
            case LATE -> row.late();
        };
    }
}
