package org.tuanwei.problem;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.ListQuery;
import org.tuanwei.security.Viewer;

/** Reads pages of the list of problems: open ones first, the oldest on top. */
@Component
@Transactional(readOnly = true)
class ProblemList {

    /** A row of the list. */
    record Row(Problem problem, String unitName) {}

    private static final String FROM = Problems.FROM + " join organization u on u.code = p.unit_code";

    private final JdbcClient jdbc;
    private final ProblemScope scope;

    ProblemList(JdbcClient jdbc, ProblemScope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    ListQuery.Page<Row> page(Viewer viewer, ProblemFilter filter) {
        return new ListQuery(scope.of(viewer))
                .equal("p.state", filter.state())
                .equal("p.kind", filter.kind())
                .equal("p.unit_code", filter.unit())
                .page(
                        jdbc,
                        Problems.COLUMNS + ", u.name as unit_name",
                        FROM,
                        "p.state = 'CLOSED', case when p.state = 'CLOSED' then -p.id else p.id end",
                        filter.pageNumber(),
                        (row, n) -> new Row(Problems.map(row, n), row.getString("unit_name")));
    }
}
