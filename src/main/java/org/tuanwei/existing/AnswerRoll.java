package org.tuanwei.existing;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.casefile.ListQuery;
import org.tuanwei.casefile.Phase;
import org.tuanwei.organization.SearchText;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.SortedList;

/** Who has confirmed, who has denied, who has not answered: figures by unit and the schools behind them. */
@Component
class AnswerRoll {

    /** @param reached whether the school has a proved address. @param phase of its case; null before it is opened */
    record Row(
            String code,
            String name,
            String unitCode,
            String unitName,
            String qqNumber,
            String url,
            Offer.State state,
            @Nullable Instant answeredAt,
            @Nullable String reason,
            @Nullable Long caseId,
            @Nullable String receipt,
            @Nullable Phase phase,
            boolean reached) {}

    /** The answers of one unit's schools, or of all. @param code null for the sum */
    record Figures(@Nullable String code, String name, int schools, int confirmed, int denied, int waiting) {

        public int percent() {
            return schools == 0 ? 0 : (int) Math.round(100.0 * (confirmed + denied) / schools);
        }
    }

    private static final String COLUMNS = """
            o.code, o.name, o.unit_code, u.name as unit_name, f.qq_number, f.url, f.state, f.answered_at, f.reason,
            f.case_id, c.receipt, c.phase, exists (select 1 from contact k where k.organization_id = o.id
                and k.replaced_at is null and k.proved_at is not null and k.refused_at is null) as reached""";
    /** The last question to each school that was not taken back. */
    private static final String FROM = """
             from (select distinct on (organization_id) * from account_offer where state <> 'WITHDRAWN'
                order by organization_id, id desc) f
            join organization o on o.id = f.organization_id
            join organization u on u.code = o.unit_code
            left join case_file c on c.id = f.case_id""";

    private static final String ORDER = "o.unit_code, o.code";

    private static final Map<String, String> SORTABLE = Map.of(
            "school", "o.name collate \"zh-x-icu\"",
            "unit", "o.unit_code",
            "number", "f.qq_number",
            "state", SortedList.ranked("f.state", Offer.State.values()),
            "answered", "f.answered_at",
            "phase", SortedList.ranked("c.phase", Phase.values()));

    private final JdbcClient jdbc;

    AnswerRoll(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What the viewer may see of it: Tencent its whole list, everybody else his part of the tree. */
    static CaseScope.Condition scope(Viewer viewer) {
        if (viewer.isTencent()) {
            return new CaseScope.Condition("(true)", Map.of());
        }
        SubtreeScope scope = SubtreeScope.of(viewer);
        return new CaseScope.Condition(scope.predicate("o"), scope.params());
    }

    ListQuery.Page<Row> page(CaseScope.Condition scope, AnswerFilter filter) {
        Map<String, Object> params = new HashMap<>();
        ListQuery query = new ListQuery(scope)
                .equal("o.unit_code", filter.unit())
                .equal("f.state", filter.state() == null ? null : filter.state().name());
        if (SortedList.given(filter.q())) {
            query.and(SearchText.condition(String.valueOf(filter.q()), params));
            params.forEach(query::with);
        }
        return query.page(jdbc, COLUMNS, FROM, filter.orderBy(SORTABLE, ORDER), filter.pageNumber(), AnswerRoll::row);
    }

    /** All rows of the list as it is filtered, for the workbook. */
    List<Row> all(CaseScope.Condition scope, AnswerFilter filter) {
        Map<String, Object> params = new HashMap<>(scope.params());
        StringBuilder where = new StringBuilder(" where " + scope.sql());
        if (SortedList.given(filter.q())) {
            where.append(" and ").append(SearchText.condition(String.valueOf(filter.q()), params));
        }
        if (SortedList.given(filter.unit())) {
            where.append(" and o.unit_code = :unit");
            params.put("unit", Objects.requireNonNull(filter.unit()));
        }
        if (filter.state() != null) {
            where.append(" and f.state = :state");
            params.put("state", filter.state().name());
        }
        return jdbc.sql("select " + COLUMNS + FROM + where + " order by " + filter.orderBy(SORTABLE, ORDER))
                .params(params)
                .query(AnswerRoll::row)
                .list();
    }

    /** The schools that this list made us ask and that have not answered. */
    List<Row> asked(long listId) {
        return jdbc.sql("select " + COLUMNS + FROM + " where f.list_id = ? and f.state = 'ASKED' order by " + ORDER)
                .param(listId)
                .query(AnswerRoll::row)
                .list();
    }

    /** By unit; the sum stands first. */
    List<Figures> figures(CaseScope.Condition scope) {
        return jdbc.sql("select o.unit_code, coalesce(u.name, '合计') as name, count(*) as schools,"
                        + " count(*) filter (where f.state = 'CONFIRMED') as confirmed,"
                        + " count(*) filter (where f.state = 'DENIED') as denied" + FROM + " where " + scope.sql()
                        + " group by grouping sets ((), (o.unit_code, u.name)) order by o.unit_code nulls first")
                .params(scope.params())
                .query((row, n) -> new Figures(
                        row.getString("unit_code"),
                        row.getString("name"),
                        row.getInt("schools"),
                        row.getInt("confirmed"),
                        row.getInt("denied"),
                        row.getInt("schools") - row.getInt("confirmed") - row.getInt("denied")))
                .list();
    }

    private static Row row(ResultSet row, int n) throws SQLException {
        Timestamp answered = row.getTimestamp("answered_at");
        String phase = row.getString("phase");
        return new Row(
                row.getString("code"),
                row.getString("name"),
                row.getString("unit_code"),
                row.getString("unit_name"),
                row.getString("qq_number"),
                row.getString("url"),
                Offer.State.valueOf(row.getString("state")),
                answered == null ? null : answered.toInstant(),
                row.getString("reason"),
                row.getObject("case_id", Long.class),
                row.getString("receipt"),
                phase == null ? null : Phase.valueOf(phase),
                row.getBoolean("reached"));
    }
}
