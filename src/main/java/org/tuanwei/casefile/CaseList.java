package org.tuanwei.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** Reads pages of the list of cases: who is late, and whom does it wait for. */
@Component
@Transactional(readOnly = true)
class CaseList {

    static final int PAGE_SIZE = 30;

    /** A row: the case, the party it waits for, since when, the nearest deadline. */
    record Row(
            CaseFile caseFile,
            @Nullable Party party,
            @Nullable String taskName,
            @Nullable Instant since) {}

    /** A page of rows. */
    record Page(List<Row> rows, int total, int number) {
        public int pages() {
            return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        }
    }

    private static final String NOW_WAITING = """
             left join lateral (select * from case_waiting_for n where n.case_id = c.id) w on true
            left join lateral (select d.due_at from deadline d
                where d.case_id = c.id and d.left_at is null order by d.due_at limit 1) d on true""";

    private final JdbcClient jdbc;
    private final CaseScope scope;
    private final Clock clock;

    CaseList(JdbcClient jdbc, CaseScope scope, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.clock = clock;
    }

    Page page(Viewer viewer, CaseFilter filter) {
        Map<String, Object> params = new HashMap<>();
        String where = where(viewer, filter, params);
        int total = jdbc.sql("select count(*)" + CaseFiles.FROM + NOW_WAITING + where)
                .params(params)
                .query(Integer.class)
                .single();
        params.put("limit", PAGE_SIZE);
        params.put("offset", (filter.pageNumber() - 1) * PAGE_SIZE);
        List<Row> rows = jdbc.sql("select " + CaseFiles.COLUMNS
                        + ", w.party as now_party, w.task_name, w.from_at as since"
                        + CaseFiles.FROM + NOW_WAITING + where
                        + " order by c.state <> 'RUNNING', d.due_at nulls last, c.id desc limit :limit offset :offset")
                .params(params)
                .query(CaseList::row)
                .list();
        return new Page(rows, total, filter.pageNumber());
    }

    /** Ids of all cases of which the viewer may see this subject. */
    List<Long> ids(Viewer viewer, Subject subject) {
        CaseScope.Condition visible = scope.of(viewer, subject);
        return jdbc.sql("select c.id from case_file c where " + visible.sql())
                .params(visible.params())
                .query(Long.class)
                .list();
    }

    private String where(Viewer viewer, CaseFilter filter, Map<String, Object> params) {
        List<String> all = new ArrayList<>();
        CaseScope.Condition visible = scope.of(viewer, Subject.CASE);
        all.add(visible.sql());
        params.putAll(visible.params());
        if (CaseFilter.given(filter.q())) {
            all.add(
                    "(o.search_text like :text or lower(c.receipt) like :text or c.qq_number = :exact or o.code = :exact)");
            String text = String.valueOf(filter.q()).strip().toLowerCase(Locale.ROOT);
            params.put("exact", text);
            params.put(
                    "text", "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
        }
        equal(all, params, "c.unit_code", "unit", filter.unit());
        equal(all, params, "o.school_type", "type", filter.type());
        equal(all, params, "c.phase", "phase", filter.phase());
        equal(all, params, "c.state", "state", filter.state());
        equal(all, params, "w.party", "party", filter.party());
        if (Boolean.TRUE.equals(filter.overdue())) {
            all.add("d.due_at <= :now and c.state = 'RUNNING'");
            params.put("now", Timestamp.from(clock.instant()));
        }
        return " where " + String.join(" and ", all);
    }

    private static void equal(
            List<String> all, Map<String, Object> params, String column, String name, @Nullable Object value) {
        if (value != null && !value.toString().isBlank()) {
            all.add(column + " = :" + name);
            params.put(name, value.toString());
        }
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
