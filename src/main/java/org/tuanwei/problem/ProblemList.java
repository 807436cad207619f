package org.tuanwei.problem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.security.Viewer;

/** Reads pages of the list of problems: open ones first, the oldest on top. */
@Component
@Transactional(readOnly = true)
class ProblemList {

    static final int PAGE_SIZE = 30;

    /** A row of the list. */
    record Row(Problem problem, String unitName) {}

    /** A page of rows. */
    record Page(List<Row> rows, int total, int number) {
        public int pages() {
            return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        }
    }

    private static final String FROM = Problems.FROM + " join organization u on u.code = p.unit_code";

    private final JdbcClient jdbc;
    private final ProblemScope scope;

    ProblemList(JdbcClient jdbc, ProblemScope scope) {
        this.jdbc = jdbc;
        this.scope = scope;
    }

    Page page(Viewer viewer, ProblemFilter filter) {
        CaseScope.Condition visible = scope.of(viewer);
        Map<String, Object> params = new HashMap<>(visible.params());
        List<String> all = new ArrayList<>(List.of(visible.sql()));
        equal(all, params, "p.state", "state", filter.state());
        equal(all, params, "p.kind", "kind", filter.kind());
        equal(all, params, "p.unit_code", "unit", filter.unit());
        String where = " where " + String.join(" and ", all);
        int total = jdbc.sql("select count(*)" + FROM + where)
                .params(params)
                .query(Integer.class)
                .single();
        params.put("limit", PAGE_SIZE);
        params.put("offset", (filter.pageNumber() - 1) * PAGE_SIZE);
        List<Row> rows = jdbc.sql("select " + Problems.COLUMNS
                        + ", u.name as unit_name" + FROM + where
                        + " order by p.state = 'CLOSED', case when p.state = 'CLOSED' then -p.id else p.id end"
                        + " limit :limit offset :offset")
                .params(params)
                .query((row, n) -> new Row(Problems.map(row, n), row.getString("unit_name")))
                .list();
        return new Page(rows, total, filter.pageNumber());
    }

    private static void equal(
            List<String> all, Map<String, Object> params, String column, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            all.add(column + " = :f_" + name);
            params.put("f_" + name, value);
        }
    }
}
