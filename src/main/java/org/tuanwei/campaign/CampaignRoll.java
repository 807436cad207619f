package org.tuanwei.campaign;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.Phase;
import org.tuanwei.organization.SearchText;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.web.SortedList;

/** Who of a campaign's schools has registered and who has not, as far as the viewer's own part of the tree goes. */
@Component
class CampaignRoll {

    static final int PAGE = 50;

    /** A school of the campaign. @param caseId null while its case is not there */
    record Row(
            String code,
            String name,
            String unitName,
            String type,
            Way way,
            String state,
            @Nullable String problem,
            @Nullable Long caseId,
            @Nullable String receipt,
            @Nullable Phase phase,
            boolean registered,
            boolean open) {

        /** In one word how far it is. */
        public String standing() {
            return switch (state) {
                case "PLANNED" -> "等待建案";
                case "FAILED" -> "建案失败";
                case "SKIPPED" -> String.valueOf(problem);
                default -> open ? "账号已开通" : registered ? "已登记" : "未登记";
            };
        }

        public String light() {
            return switch (state) {
                case "FAILED" -> "RED";
                case "PLANNED", "SKIPPED" -> "GREY";
                default -> registered ? "GREEN" : "YELLOW";
            };
        }
    }

    /** A page of rows. */
    record Page(List<Row> rows, int total, int number, int pages) {}

    /** Figures of a campaign, of one unit or one type. @param letters of the unit, null where none was due */
    record Figures(
            String key,
            String name,
            int schools,
            int done,
            int opened,
            int present,
            int failed,
            int skipped,
            int registered,
            int missing,
            int unreached,
            @Nullable Integer letters) {

        public int percent() {
            return schools == 0 ? 100 : 100 * done / schools;
        }

        /** Of those that take part. */
        public int registeredPercent() {
            int taking = registered + missing;
            return taking == 0 ? 0 : 100 * registered / taking;
        }
    }

    private static final String FROM = """
             from campaign_school s
            join organization o on o.id = s.organization_id
            join organization u on u.code = o.unit_code
            left join case_file c on c.id = s.case_id""";
    private static final String REGISTERED = "exists (select 1 from registration r where r.case_id = s.case_id)";
    private static final String COUNTS = """
            count(*) as schools,
            count(*) filter (where s.state <> 'PLANNED') as done,
            count(*) filter (where s.state = 'OPENED') as opened,
            count(*) filter (where s.state = 'PRESENT') as present,
            count(*) filter (where s.state = 'FAILED') as failed,
            count(*) filter (where s.state = 'SKIPPED') as skipped,
            count(*) filter (where s.state <> 'SKIPPED' and\s""" + REGISTERED + ") as registered,"
            + " count(*) filter (where s.state <> 'SKIPPED' and not " + REGISTERED + ") as missing,"
            + " count(*) filter (where s.way = 'NONE') as unreached";

    private static final String OWN_ORDER = "o.unit_code, o.code";
    private static final Map<String, String> SORTABLE = Map.of(
            "school",
            "o.name collate \"zh-x-icu\"",
            "unit",
            "o.unit_code",
            "type",
            "o.school_type collate \"zh-x-icu\"",
            "way",
            SortedList.ranked("s.way", Way.values()),
            "standing",
            """
                    case when s.state in ('FAILED', 'PLANNED', 'SKIPPED') then s.state
                        when c.state = 'OPEN' then 'OPEN' when %s then 'REGISTERED' else 'MISSING' end""".formatted(REGISTERED),
            "phase",
            SortedList.ranked("c.phase", Phase.values()));

    private final JdbcClient jdbc;

    CampaignRoll(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The figures of all campaigns at once, by campaign. */
    Map<Long, Figures> totals(SubtreeScope scope) {
        Map<Long, Figures> totals = new LinkedHashMap<>();
        jdbc.sql("select s.campaign_id, '' as key, '' as name, null::int as letters, " + COUNTS + FROM + " where "
                        + scope.predicate("o") + " group by s.campaign_id")
                .params(scope.params())
                .query((row, n) -> Map.entry(row.getLong("campaign_id"), figures(row)))
                .list()
                .forEach(total -> totals.put(total.getKey(), total.getValue()));
        return totals;
    }

    Figures total(long campaign, SubtreeScope scope) {
        return figures(campaign, scope, "''", "'全部'", "null::int", "").get(0);
    }

    List<Figures> byUnit(long campaign, SubtreeScope scope) {
        return figures(
                campaign,
                scope,
                "o.unit_code",
                "max(u.name)",
                "(select case when t.told_at is null then null else t.letters end from campaign_unit t"
                        + " where t.campaign_id = :id and t.unit_code = o.unit_code)",
                " group by o.unit_code order by o.unit_code");
    }

    List<Figures> byType(long campaign, SubtreeScope scope) {
        return figures(
                campaign,
                scope,
                "o.school_type",
                "o.school_type",
                "null::int",
                " group by o.school_type order by count(*) desc, o.school_type");
    }

    private List<Figures> figures(
            long campaign, SubtreeScope scope, String key, String name, String letters, String group) {
        return jdbc.sql("select " + key + " as key, " + name + " as name, " + letters + " as letters, " + COUNTS + FROM
                        + " where s.campaign_id = :id and " + scope.predicate("o") + group)
                .param("id", campaign)
                .params(scope.params())
                .query((row, n) -> figures(row))
                .list();
    }

    private static Figures figures(ResultSet row) throws SQLException {
        return new Figures(
                row.getString("key"),
                row.getString("name"),
                row.getInt("schools"),
                row.getInt("done"),
                row.getInt("opened"),
                row.getInt("present"),
                row.getInt("failed"),
                row.getInt("skipped"),
                row.getInt("registered"),
                row.getInt("missing"),
                row.getInt("unreached"),
                row.getObject("letters", Integer.class));
    }

    Page page(long campaign, SubtreeScope scope, RollFilter filter) {
        Map<String, Object> params = new LinkedHashMap<>();
        String where = where(campaign, scope, filter, params);
        int total = jdbc.sql("select count(*)" + FROM + where)
                .params(params)
                .query(Integer.class)
                .single();
        int pages = Math.max(1, (total + PAGE - 1) / PAGE);
        int number = Math.min(filter.pageNumber(), pages);
        params.put("most", PAGE);
        params.put("skip", (number - 1) * PAGE);
        return new Page(rows(where + order(filter) + " limit :most offset :skip", params), total, number, pages);
    }

    /** All rows, for the workbook. */
    List<Row> all(long campaign, SubtreeScope scope, RollFilter filter) {
        Map<String, Object> params = new LinkedHashMap<>();
        String where = where(campaign, scope, filter, params);
        return rows(where + order(filter), params);
    }

    private static String order(RollFilter filter) {
        return " order by " + filter.orderBy(SORTABLE, OWN_ORDER);
    }

    /** Those of a unit that are reached through it and have not registered. */
    List<Row> throughUnit(long campaign, String unitCode) {
        return rows(
                " where s.campaign_id = :id and s.unit_code = :unit and s.way = 'UNIT' and s.state in ('OPENED', 'PRESENT')"
                        + " and not " + REGISTERED + " order by o.code",
                Map.of("id", campaign, "unit", unitCode));
    }

    private List<Row> rows(String rest, Map<String, Object> params) {
        return jdbc.sql(
                        "select o.code, o.name, u.name as unit_name, o.school_type, s.way, s.state, s.problem, s.case_id,"
                                + " c.receipt, c.phase, c.state = 'OPEN' as open, " + REGISTERED + " as registered"
                                + FROM + rest)
                .params(params)
                .query((row, n) -> {
                    String phase = row.getString("phase");
                    return new Row(
                            row.getString("code"),
                            row.getString("name"),
                            row.getString("unit_name"),
                            Objects.requireNonNullElse(row.getString("school_type"), ""),
                            Way.valueOf(row.getString("way")),
                            row.getString("state"),
                            row.getString("problem"),
                            row.getObject("case_id", Long.class),
                            row.getString("receipt"),
                            phase == null ? null : Phase.valueOf(phase),
                            row.getBoolean("registered"),
                            row.getBoolean("open"));
                })
                .list();
    }

    private static String where(long campaign, SubtreeScope scope, RollFilter filter, Map<String, Object> params) {
        params.put("id", campaign);
        params.putAll(scope.params());
        StringBuilder where = new StringBuilder(" where s.campaign_id = :id and " + scope.predicate("o"));
        if (SortedList.given(filter.q())) {
            where.append(" and ").append(SearchText.condition(String.valueOf(filter.q()), params));
        }
        if (SortedList.given(filter.unit())) {
            where.append(" and o.unit_code = :unit");
            params.put("unit", filter.unit());
        }
        if (SortedList.given(filter.type())) {
            where.append(" and o.school_type = :type");
            params.put("type", filter.type());
        }
        if (filter.way() != null) {
            where.append(" and s.way = :way");
            params.put("way", filter.way().name());
        }
        if (filter.stand() != null) {
            where.append(
                    switch (filter.stand()) {
                        case REGISTERED -> " and s.state <> 'SKIPPED' and " + REGISTERED;
                        case MISSING -> " and s.state <> 'SKIPPED' and not " + REGISTERED;
                        case FAILED -> " and s.state = 'FAILED'";
                    });
        }
        return where.toString();
    }
}
