package org.tuanwei.casefile;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
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

    /** A row: the case, the party it waits for, since when, the nearest deadline. */
    record Row(
            CaseFile caseFile,
            @Nullable Party party,
            @Nullable String taskName,
            @Nullable Instant since) {}

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

    ListQuery.Page<Row> page(Viewer viewer, CaseFilter filter) {
        return narrowed(viewer, filter)
                .page(
                        jdbc,
                        CaseFiles.COLUMNS + ", w.party as now_party, w.task_name, w.from_at as since",
                        CaseFiles.FROM + NOW_WAITING,
                        "c.state <> 'RUNNING', d.due_at nulls last, c.id desc",
                        filter.pageNumber(),
                        CaseList::row);
    }

    /** Ids of all cases of which the viewer may see this subject. */
    List<Long> ids(Viewer viewer, Subject subject) {
        CaseScope.Condition visible = scope.of(viewer, subject);
        return jdbc.sql("select c.id from case_file c where " + visible.sql())
                .params(visible.params())
                .query(Long.class)
                .list();
    }

    private ListQuery narrowed(Viewer viewer, CaseFilter filter) {
        ListQuery query = new ListQuery(scope.of(viewer, Subject.CASE));
        if (CaseFilter.given(filter.q())) {
            String text = String.valueOf(filter.q()).strip().toLowerCase(Locale.ROOT);
            query.and(
                            "(o.search_text like :text or lower(c.receipt) like :text or c.qq_number = :exact or o.code = :exact)")
                    .with("exact", text)
                    .with(
                            "text",
                            "%" + text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%");
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
