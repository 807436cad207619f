package org.tuanwei.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.SortedList;

/** Reads pages of the list of cases: who is late, and whom does it wait for. */
@Component
@Transactional(readOnly = true)
class CaseList {

    /** A row: the case, the party it waits for, since when, the nearest deadline. */
    record Row(
            CaseFile caseFile,
            @Nullable Party party,
            @Nullable String taskName,
            @Nullable Instant since) {}

    private static final String WAITING =
            " left join lateral (select * from case_waiting_for n where n.case_id = c.id) w on true";
    private static final String DUE = " left join lateral (select d.due_at from deadline d"
            + " where d.case_id = c.id and d.left_at is null order by d.due_at limit 1) d on true";

    private static final Map<String, String> SORTABLE = Map.of(
            "organization", "o.name collate \"zh-x-icu\"",
            "unit", "c.unit_code",
            "phase", SortedList.ranked("c.phase", Phase.values()),
            "party", "w.party",
            "due", "d.due_at",
            "opened", "c.created_at");

    private final JdbcClient jdbc;
    private final CaseScope scope;
    private final Clock clock;

    CaseList(JdbcClient jdbc, CaseScope scope, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.clock = clock;
    }

    ListQuery.Page<Row> page(Viewer viewer, CaseFilter filter) {
        boolean asked = filter.party() != null || Boolean.TRUE.equals(filter.overdue());
        // whom a case waits for is worked out for the page only, unless it decides what is on it
        ListQuery.Page<Long> page = narrowed(viewer, filter)
                .page(
                        jdbc,
                        "c.id",
                        asked ? CaseFiles.FROM + WAITING + DUE : CaseFiles.FROM,
                        asked ? "" : byParty(filter) ? WAITING + DUE : DUE,
                        filter.orderBy(SORTABLE, "c.state <> 'RUNNING', d.due_at nulls last, c.id desc"),
                        filter.pageNumber(),
                        (row, n) -> row.getLong(1));
        List<Row> rows = jdbc.sql(
                        "select " + CaseFiles.COLUMNS + ", w.party as now_party, w.task_name, w.from_at as since"
                                + CaseFiles.FROM + WAITING
                                + " where c.id = any(:ids::bigint[]) order by array_position(:ids::bigint[], c.id)")
                .param("ids", page.rows().toArray(Long[]::new))
                .query(CaseList::row)
                .list();
        return new ListQuery.Page<>(rows, page.total(), page.number());
    }

    private static boolean byParty(CaseFilter filter) {
        return "party".equals(filter.sort()) || "-party".equals(filter.sort());
    }

    /** The open deadlines of the cases the viewer may see, the most urgent first. */
    List<Long> openDeadlines(Viewer viewer, int most) {
        CaseScope.Condition visible = scope.of(viewer, Subject.CASE);
        return jdbc.sql("select d.id from deadline d join case_file c on c.id = d.case_id where d.state = 'OPEN' and "
                        + visible.sql() + " order by d.due_at, d.id limit :most")
                .params(visible.params())
                .param("most", most)
                .query(Long.class)
                .list();
    }

    private ListQuery narrowed(Viewer viewer, CaseFilter filter) {
        ListQuery query = new ListQuery(scope.of(viewer, Subject.CASE));
        if (SortedList.given(filter.q())) {
            Map<String, Object> typed = new HashMap<>();
            query.and(CaseSearch.condition(String.valueOf(filter.q()), "c", typed));
            typed.forEach(query::with);
        }
        query.equal("c.unit_code", filter.unit())
                .equal("o.school_type", filter.type())
                .equal("c.phase", filter.phase())
                .equal("c.state", filter.state())
                .equal("w.party", filter.party());
        if (Boolean.TRUE.equals(filter.overdue())) {
            query.and("d.due_at <= :now and c.state = 'RUNNING'").with("now", Timestamp.from(clock.instant()));
        }
        return query;
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        String party = row.getString("now_party");
        Timestamp since = row.getTimestamp("since");
        return new Row(
                CaseFiles.map(row, n),
                party == null ? null : Party.valueOf(party),
                row.getString("task_name"),
                since == null ? null : since.toInstant());
    }
}
