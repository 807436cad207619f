package org.tuanwei.duedate;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseSearch;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueText;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.duedate.DueFilter.Holder;
import org.tuanwei.duedate.DueFilter.Late;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.SortedList;

/** Reads pages of the list of deadlines, the most urgent first. */
@Component
@Transactional(readOnly = true)
class DueList {

    static final int PAGE_SIZE = 50;

    /**
     * A row.
     *
     * @param asked an extension waits for its verdict
     */
    record Row(Deadline deadline, String organization, String unit, DueText due, Holder holder, boolean asked) {}

    record Page(List<Row> rows, int total, int number) {

        public int pages() {
            return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        }
    }

    private record Found(long id, String organization, String unit, boolean asked) {}

    private static final String FROM = " from deadline d left join organization o on o.code = d.organization_code"
            + " left join organization u on u.code = d.unit_code";

    private static final Map<String, String> SORTABLE = Map.of(
            "due", "d.due_at",
            "task", "d.task_name collate \"zh-x-icu\"",
            "organization", "coalesce(o.name, u.name) collate \"zh-x-icu\"",
            "unit", "d.unit_code",
            "party", "d.party",
            "provenance", "d.provenance");

    private final JdbcClient jdbc;
    private final DueScope scope;
    private final Deadlines deadlines;
    private final WorkingCalendar calendar;
    private final Clock clock;

    DueList(JdbcClient jdbc, DueScope scope, Deadlines deadlines, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.clock = clock;
    }

    Page page(Viewer viewer, DueFilter filter) {
        Map<String, Object> params = new HashMap<>();
        String where = where(viewer, filter, params);
        int total = jdbc.sql("select count(*)" + FROM + where)
                .params(params)
                .query(Integer.class)
                .single();
        params.put("limit", PAGE_SIZE);
        params.put("offset", (filter.pageNumber() - 1) * PAGE_SIZE);
        List<Found> found = jdbc.sql("select d.id, coalesce(o.name, u.name, '—'), coalesce(u.name, ''), exists (select"
                        + " from extension_request x where x.deadline_id = d.id and x.state = 'ASKED')" + FROM + where
                        + " order by " + filter.orderBy(SORTABLE, "d.due_at, d.id") + " limit :limit offset :offset")
                .params(params)
                .query((row, n) -> new Found(row.getLong(1), row.getString(2), row.getString(3), row.getBoolean(4)))
                .list();
        List<Deadline> page = deadlines.all(found.stream().map(Found::id).toList());
        return new Page(
                IntStream.range(0, page.size())
                        .mapToObj(i -> row(found.get(i), page.get(i)))
                        .toList(),
                total,
                filter.pageNumber());
    }

    private Row row(Found found, Deadline deadline) {
        return new Row(
                deadline,
                found.organization(),
                found.unit(),
                deadlines.dueText(deadline),
                Holder.of(deadline.party()),
                found.asked());
    }

    private String where(Viewer viewer, DueFilter filter, Map<String, Object> params) {
        DueScope.Condition visible = scope.of(viewer);
        params.putAll(visible.params());
        List<String> all = new ArrayList<>(List.of(visible.sql()));
        Instant now = clock.instant();
        Late late = filter.lateness();
        all.add(late == Late.DONE_LATE ? "d.state = 'LATE'" : "d.state = 'OPEN'");
        if (late == Late.OVERDUE || late == Late.SOON) {
            all.add("d.due_at <= :until");
            Instant soon = calendar.endOf(calendar.plusWorkingDays(calendar.dayOf(now), 1));
            params.put("until", Timestamp.from(late == Late.OVERDUE ? now : soon));
        }
        if (late == Late.SOON) {
            all.add("d.due_at > :now");
            params.put("now", Timestamp.from(now));
        }
        if (SortedList.given(filter.q())) {
            String text = String.valueOf(filter.q()).strip();
            // looked for among the schools, which are few beside their tasks
            all.add("(strpos(d.task_name, :task) > 0 or o.id in (select o.id from organization o"
                    + " left join case_file c on c.organization_id = o.id where "
                    + CaseSearch.condition(text, "c", params) + "))");
            params.put("task", text);
        }
        if (SortedList.given(filter.unit())) {
            all.add("d.unit_code = :unit");
            params.put("unit", filter.unit());
        }
        if (filter.source() != null) {
            all.add("d.provenance = :provenance");
            params.put("provenance", filter.source().name());
        }
        if (filter.holder() != null) {
            all.add("d.party = :party");
            params.put("party", filter.holder().name());
        }
        return " where " + String.join(" and ", all);
    }
}
