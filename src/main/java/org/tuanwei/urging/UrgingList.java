package org.tuanwei.urging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.casefile.CaseSearch;
import org.tuanwei.casefile.Party;
import org.tuanwei.casefile.Phase;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueText;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.urging.UrgingFilter.Late;
import org.tuanwei.web.SortedList;

/** Reads the running cases that the viewer may urge, the latest first. */
@Component
@Transactional(readOnly = true)
class UrgingList {

    static final int PAGE_SIZE = 50;

    /** A case that may be urged. @param lastUrged none when nobody has */
    record Row(
            long caseId,
            String name,
            String unit,
            Phase phase,
            @Nullable Party party,
            @Nullable String taskName,
            @Nullable Instant lastUrged,
            @Nullable DueText due) {}

    record Page(List<Row> rows, int total, int number) {

        public int pages() {
            return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        }
    }

    private static final String FROM = """
             from case_file c
            join organization o on o.id = c.organization_id
            join organization u on u.code = c.unit_code
            left join lateral (select * from case_waiting_for n where n.case_id = c.id) w on true
            left join lateral (select d.due_at from deadline d
                where d.case_id = c.id and d.left_at is null order by d.due_at limit 1) d on true""";

    private static final Map<String, String> SORTABLE = Map.of(
            "organization", "o.name collate \"zh-x-icu\"",
            "unit", "c.unit_code",
            "party", "w.party",
            "due", "d.due_at",
            "urged", "urged");

    private final JdbcClient jdbc;
    private final CaseScope scope;
    private final Deadlines deadlines;
    private final WorkingCalendar calendar;
    private final Clock clock;

    UrgingList(JdbcClient jdbc, CaseScope scope, Deadlines deadlines, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.deadlines = deadlines;
        this.calendar = calendar;
        this.clock = clock;
    }

    Page page(Viewer viewer, UrgingFilter filter) {
        Map<String, Object> params = new HashMap<>();
        String where = where(viewer, filter, params);
        int total = jdbc.sql("select count(*)" + FROM + where)
                .params(params)
                .query(Integer.class)
                .single();
        params.put("limit", PAGE_SIZE);
        params.put("offset", (filter.pageNumber() - 1) * PAGE_SIZE);
        List<Row> rows = jdbc.sql("select c.id, o.name, u.name as unit, c.phase, w.party, w.task_name,"
                        + " (select max(g.urged_at) from urging g where g.case_id = c.id) as urged" + FROM + where
                        + " order by " + filter.orderBy(SORTABLE, "d.due_at nulls last, c.id")
                        + " limit :limit offset :offset")
                .params(params)
                .query(UrgingList::row)
                .list();
        return new Page(withDue(rows), total, filter.pageNumber());
    }

    private List<Row> withDue(List<Row> rows) {
        Map<Long, DueText> due = new HashMap<>();
        for (Deadline deadline :
                deadlines.openOfCases(rows.stream().map(Row::caseId).toList())) {
            due.putIfAbsent(deadline.caseId(), deadlines.dueText(deadline));
        }
        return rows.stream()
                .map(row -> new Row(
                        row.caseId(),
                        row.name(),
                        row.unit(),
                        row.phase(),
                        row.party(),
                        row.taskName(),
                        row.lastUrged(),
                        due.get(row.caseId())))
                .toList();
    }

    private String where(Viewer viewer, UrgingFilter filter, Map<String, Object> params) {
        CaseScope.Condition visible = scope.of(viewer, Subject.CASE);
        params.putAll(visible.params());
        List<String> all = new ArrayList<>(List.of(visible.sql(), "c.state = 'RUNNING'"));
        if (!Urgers.national(viewer)) {
            // nobody urges himself: the unit's own case is for the centre and its supervisor to urge
            all.add("(c.level <> 'UNIT' and c.unit_code = any(:urgers) or c.unit_code = any(:supervised))");
            params.put("urgers", Urgers.unitsOf(viewer).toArray(String[]::new));
            params.put("supervised", Urgers.supervisedBy(viewer).toArray(String[]::new));
        }
        if (SortedList.given(filter.q())) {
            all.add(CaseSearch.condition(String.valueOf(filter.q()), "c", params));
        }
        if (SortedList.given(filter.unit())) {
            all.add("c.unit_code = :unit");
            params.put("unit", filter.unit());
        }
        if (filter.phase() != null) {
            all.add("c.phase = :phase");
            params.put("phase", filter.phase().name());
        }
        Instant now = clock.instant();
        LocalDate tomorrow = calendar.plusWorkingDays(calendar.dayOf(now), 1);
        if (filter.lateness() != Late.ANY) {
            all.add("d.due_at <= :until");
            params.put("until", Timestamp.from(filter.lateness() == Late.OVERDUE ? now : calendar.endOf(tomorrow)));
        }
        return " where " + String.join(" and ", all);
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        String party = row.getString("party");
        Timestamp urged = row.getTimestamp("urged");
        return new Row(
                row.getLong("id"),
                row.getString("name"),
                row.getString("unit"),
                Phase.valueOf(row.getString("phase")),
                party == null ? null : Party.valueOf(party),
                row.getString("task_name"),
                urged == null ? null : urged.toInstant(),
                null);
    }
}
