package org.tuanwei.problem;

import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseSearch;
import org.tuanwei.casefile.ListQuery;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.SortedList;

/** Reads pages of the list of problems: open ones first, the oldest on top. */
@Component
@Transactional(readOnly = true)
class ProblemList {

    /** A row of the list. */
    record Row(Problem problem, String unitName) {}

    private static final String FROM = Problems.FROM + " join organization u on u.code = p.unit_code";

    private static final Map<String, String> SORTABLE = Map.of(
            "kind", SortedList.ranked("p.kind", ProblemKind.values()),
            "organization", "o.name collate \"zh-x-icu\"",
            "unit", "p.unit_code",
            "state", SortedList.ranked("p.state", Problem.State.values()),
            "opened", "p.opened_at",
            "receipt", "f.receipt");

    private final JdbcClient jdbc;
    private final ProblemScope scope;

    ProblemList(JdbcClient jdbc, ProblemScope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    ListQuery.Page<Row> page(Viewer viewer, ProblemFilter filter) {
        ListQuery query = new ListQuery(scope.of(viewer))
                .equal("p.state", filter.state())
                .equal("p.kind", filter.kind())
                .equal("p.unit_code", filter.unit());
        if (SortedList.given(filter.q())) {
            Map<String, Object> typed = new HashMap<>();
            query.and(CaseSearch.condition(String.valueOf(filter.q()), "f", typed));
            typed.forEach(query::with);
        }
        return query.page(
                jdbc,
                Problems.COLUMNS + ", u.name as unit_name",
                FROM,
                filter.orderBy(SORTABLE, "p.state = 'CLOSED', case when p.state = 'CLOSED' then -p.id else p.id end"),
                filter.pageNumber(),
                (row, n) -> new Row(Problems.map(row, n), row.getString("unit_name")));
    }
}
