package org.tuanwei.cockpit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.casefile.CaseSearch;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.Formats;

/** Reads the cases that are over, as far as the viewer may look into Cockpit. */
@Component
@Transactional(readOnly = true)
class FinishedCases {

    private static final int PAGE_SIZE = 30;

    /** @param how in words: 账号已开通, 单位撤并 … */
    record Row(
            long caseId,
            String receipt,
            String organization,
            String unit,
            String state,
            String how,
            String opened,
            String closed) {}

    record Page(List<Row> rows, int total, int page, int pages) {}

    private final JdbcClient jdbc;
    private final CaseScope scope;
    private final Formats formats;

    FinishedCases(JdbcClient jdbc, CaseScope scope, Formats formats) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.formats = formats;
    }

    /** The latest first. @param state OPEN, ENDED, or empty for both */
    Page page(Viewer viewer, String q, String unit, String state, int number) {
        CaseScope.Condition visible = scope.of(viewer, Subject.COCKPIT);
        Map<String, Object> params = new HashMap<>(visible.params());
        List<String> all = new ArrayList<>(List.of("c.state <> 'RUNNING'", visible.sql()));
        if (!q.isBlank()) {
            all.add(CaseSearch.condition(q, "c", params));
        }
        if (!unit.isBlank()) {
            all.add("c.unit_code = :unit");
            params.put("unit", unit);
        }
        if (!state.isBlank()) {
            all.add("c.state = :state");
            params.put("state", state);
        }
        String from = " from case_file c join organization o on o.id = c.organization_id"
                + " join organization u on u.code = c.unit_code where " + String.join(" and ", all);
        int total = jdbc.sql("select count(*)" + from)
                .params(params)
                .query(Integer.class)
                .single();
        int page = Math.min(Math.max(number, 1), 10_000);
        params.put("limit", PAGE_SIZE);
        params.put("offset", (page - 1) * PAGE_SIZE);
        List<Row> rows = jdbc.sql("select c.id, c.receipt, o.name, u.name as unit, c.state, c.ended_how, c.created_at,"
                        + " c.closed_at" + from + " order by c.closed_at desc nulls last, c.id desc"
                        + " limit :limit offset :offset")
                .params(params)
                .query((row, n) -> {
                    CaseFile.State how = CaseFile.State.valueOf(row.getString("state"));
                    String ended = row.getString("ended_how");
                    java.sql.Timestamp closed = row.getTimestamp("closed_at");
                    return new Row(
                            row.getLong("id"),
                            row.getString("receipt"),
                            row.getString("name"),
                            row.getString("unit"),
                            how.label(),
                            ended == null ? "" : ended,
                            formats.day(row.getTimestamp("created_at").toInstant()),
                            formats.day(closed == null ? null : closed.toInstant()));
                })
                .list();
        return new Page(rows, total, page, Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE));
    }
}
