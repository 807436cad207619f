package org.tuanwei.supervision;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueText;
import org.tuanwei.organization.SearchText;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.SortedList;

/** Reads the list and the ledger of what the viewer may see: open ones first, the most urgent on top. */
@Component
@Transactional(readOnly = true)
class SupervisionList {

    static final int PAGE_SIZE = 30;

    /** As many rows as a ledger may have in one workbook. */
    static final int MOST = 5_000;

    /** A row; {@code due} is none where nobody is waited for. */
    record Row(
            Supervision supervision,
            List<Lapse> lapses,
            @Nullable String waitsFor,
            @Nullable Instant dueAt,
            @Nullable DueText due,
            @Nullable String provenance) {

        public String matters() {
            return lapses.stream()
                    .map(Lapse::text)
                    .reduce((a, b) -> a + "；" + b)
                    .orElse("");
        }
    }

    /** A page of rows. */
    record Page(List<Row> rows, int total, int number) {
        public int pages() {
            return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        }
    }

    private record Found(
            Supervision supervision,
            @Nullable String waitsFor,
            @Nullable String taskId) {}

    private static final String WAITING =
            " left join supervision_waiting w on w.supervision_id = s.id and w.to_at is null"
                    + " left join deadline d on d.task_id = w.task_id and d.state = 'OPEN'";

    private static final Map<String, String> SORTABLE = Map.of(
            "number", "s.year * 100000 + s.serial",
            "organization", "o.name collate \"zh-x-icu\"",
            "state", SortedList.ranked("s.state", Supervision.State.values()),
            "due", "d.due_at",
            "issued", "s.issued_at");

    private final JdbcClient jdbc;
    private final SupervisionScope scope;
    private final Lapses lapses;
    private final Deadlines deadlines;
    private final Clock clock;

    SupervisionList(JdbcClient jdbc, SupervisionScope scope, Lapses lapses, Deadlines deadlines, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.lapses = lapses;
        this.deadlines = deadlines;
        this.clock = clock;
    }

    Page page(Viewer viewer, SupervisionFilter filter) {
        Query query = query(viewer, filter);
        int total = jdbc.sql("select count(*)" + Supervisions.FROM + WAITING + query.where())
                .params(query.params())
                .query(Integer.class)
                .single();
        return new Page(
                rows(
                        query,
                        " order by "
                                + filter.orderBy(SORTABLE, "s.decided_at is not null, d.due_at nulls last, s.id desc"),
                        PAGE_SIZE,
                        (filter.pageNumber() - 1) * PAGE_SIZE),
                total,
                filter.pageNumber());
    }

    /** All of it in the order of opening, for the ledger. */
    List<Row> ledger(Viewer viewer, SupervisionFilter filter) {
        return rows(query(viewer, filter), " order by s.id", MOST, 0);
    }

    /** All of an organisation that the viewer may see, the newest first. */
    List<Row> ofOrganization(Viewer viewer, long organizationId) {
        SupervisionScope.Condition visible = scope.of(viewer);
        Map<String, Object> params = new HashMap<>(visible.params());
        params.put("organization", organizationId);
        return rows(
                new Query(" where s.organization_id = :organization and " + visible.sql(), params),
                " order by s.id desc",
                PAGE_SIZE,
                0);
    }

    /** How many the viewer sees in each state. */
    Map<String, Integer> counts(Viewer viewer) {
        SupervisionScope.Condition visible = scope.of(viewer);
        Map<String, Integer> counts = new HashMap<>();
        jdbc.sql("select s.state, count(*) from supervision s where " + visible.sql() + " group by s.state")
                .params(visible.params())
                .query((row, n) -> counts.put(row.getString(1), row.getInt(2)))
                .list();
        return counts;
    }

    private record Query(String where, Map<String, Object> params) {}

    private Query query(Viewer viewer, SupervisionFilter filter) {
        SupervisionScope.Condition visible = scope.of(viewer);
        Map<String, Object> params = new HashMap<>(visible.params());
        List<String> all = new ArrayList<>(List.of(visible.sql()));
        String state = filter.state();
        if ("OPEN".equals(state)) {
            all.add("s.decided_at is null");
        } else if (SortedList.given(state)) {
            all.add("s.state = :state");
            params.put("state", state);
        }
        if (SortedList.given(filter.kind())) {
            all.add("exists (select from supervision_lapse l where l.supervision_id = s.id and l.kind = :kind)");
            params.put("kind", filter.kind());
        }
        if (SortedList.given(filter.unit())) {
            all.add("s.unit_code = :unit");
            params.put("unit", filter.unit());
        }
        String q = filter.q();
        if (q != null && !q.isBlank()) {
            all.add(SearchText.condition(q, params));
        }
        if (SortedList.given(filter.overdue())) {
            all.add("(d.due_at <= :now or s.late)");
            params.put("now", Timestamp.from(clock.instant()));
        }
        return new Query(" where " + String.join(" and ", all), params);
    }

    private List<Row> rows(Query query, String order, int limit, int offset) {
        List<Found> found = jdbc.sql("select " + Supervisions.COLUMNS + ", w.task_name as waits_for, w.task_id"
                        + Supervisions.FROM + WAITING + query.where() + order + " limit " + limit + " offset " + offset)
                .params(query.params())
                .query((row, n) ->
                        new Found(Supervisions.map(row, n), row.getString("waits_for"), row.getString("task_id")))
                .list();
        Map<Long, List<Lapse>> owed =
                lapses.of(found.stream().map(one -> one.supervision().id()).toList());
        return found.stream()
                .map(one -> row(one, owed.getOrDefault(one.supervision().id(), List.of())))
                .toList();
    }

    private Row row(Found one, List<Lapse> owed) {
        String taskId = one.taskId();
        Deadline deadline = taskId == null ? null : deadlines.openFor(taskId).orElse(null);
        return new Row(
                one.supervision(),
                owed,
                one.waitsFor(),
                deadline == null ? null : deadline.dueAt(),
                deadline == null ? null : deadlines.dueText(deadline),
                deadline == null ? null : deadline.origin());
    }
}
