package org.tuanwei.organization;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.organization.Organization.Kind;
import org.tuanwei.organization.Organization.Status;
import org.tuanwei.security.Role;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.ListAddress;
import org.tuanwei.web.SortedList;

/** The list behind the registry page: what of the tree a viewer may leaf through, filtered and in pages. */
@Service
@Transactional(readOnly = true)
class Registry {

    static final int PAGE = 50;

    /** Value of the filter for all units, where a province's own is the default. */
    static final String ALL_UNITS = "all";

    private static final Set<Role> SEE_NAMES_OF_OTHERS = Set.of(Role.PROVINCE_STAFF, Role.PROVINCE_LEAD, Role.TENCENT);

    private final JdbcClient jdbc;
    private final Map<String, String> unitNames = new LinkedHashMap<>();

    Registry(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is asked for; empty texts filter nothing. */
    record Filter(
            String text,
            String unit,
            String type,
            String status,
            @Nullable String sort,
            @Nullable Integer page) implements SortedList {

        @Override
        public ListAddress narrowing() {
            return ListAddress.of("/registry")
                    .with("q", text)
                    .with("unit", unit)
                    .with("type", type)
                    .with("status", status);
        }
    }

    private static final Map<String, String> SORTABLE = Map.of(
            "name", "o.name collate \"zh-x-icu\"",
            "type", "coalesce(o.school_type, o.kind) collate \"zh-x-icu\"",
            "unit", "o.unit_code",
            "code", "o.code",
            "city", "o.city collate \"zh-x-icu\"",
            "status", "o.status");

    /**
     * A line of the list.
     *
     * @param own whether the viewer sees all of it; otherwise name, type and unit only
     */
    record Line(Organization organization, String unitName, boolean own) {}

    /** One page of the list. */
    record Lines(List<Line> lines, long total, int number, int pages) {}

    /** Whether names outside his own subtree are open to him. */
    static boolean seesNamesOfOthers(Viewer viewer) {
        return viewer.roles().stream().anyMatch(SEE_NAMES_OF_OTHERS::contains);
    }

    Lines lines(Filter filter, Viewer viewer) {
        SubtreeScope scope = SubtreeScope.of(viewer);
        boolean beyondOwn = seesNamesOfOthers(viewer) && !filter.unit().isEmpty();
        Map<String, Object> params = new LinkedHashMap<>();
        List<String> conditions = new ArrayList<>();
        conditions.add("o.kind in ('UNIT', 'SCHOOL', 'BRANCH')");
        if (beyondOwn || (viewer.isTencent() && !scope.everything())) {
            conditions.add("(o.kind <> 'BRANCH' or " + scope.predicate("o") + ")");
        } else {
            conditions.add(scope.predicate("o"));
        }
        params.putAll(scope.params());
        filter(filter, conditions, params, scope);
        String where = " from organization o where " + String.join(" and ", conditions);
        long total = jdbc.sql("select count(*)" + where)
                .params(params)
                .query(Long.class)
                .single();
        int pages = (int) Math.max(1, (total + PAGE - 1) / PAGE);
        int page = Math.min(filter.pageNumber(), pages);
        params.put("limit", PAGE);
        params.put("offset", (page - 1) * PAGE);
        List<Line> lines = jdbc
                .sql("select " + Organizations.COLUMNS + where + " order by " + filter.orderBy(SORTABLE, """
                        o.unit_code, case o.kind when 'UNIT' then 0 else 1 end,
                           coalesce(o.school_code, ''), length(o.code), o.code""")
                        + " limit :limit offset :offset")
                .params(params)
                .query(Organizations::map)
                .list()
                .stream()
                .map(organization -> new Line(
                        organization,
                        unitName(organization.unitCode()),
                        scope.contains(organization.unitCode(), organization.schoolCode())))
                .toList();
        return new Lines(lines, total, page, pages);
    }

    private static void filter(Filter filter, List<String> conditions, Map<String, Object> params, SubtreeScope scope) {
        conditions.add("(" + SearchText.condition(filter.text(), params) + """
                 or :numbered and exists (select from case_file f where f.organization_id = o.id
                    and (upper(f.receipt) = :number or f.qq_number = :number)) and """ + " " + scope.predicate("o") + ")");
        String number = filter.text().strip().toUpperCase(Locale.ROOT);
        params.put("number", number);
        params.put("numbered", !number.isEmpty());
        if (!filter.unit().isEmpty() && !filter.unit().equals(ALL_UNITS)) {
            conditions.add("o.unit_code = :unit");
            params.put("unit", filter.unit());
        }
        if (filter.type().equals(Kind.UNIT.name()) || filter.type().equals(Kind.BRANCH.name())) {
            conditions.add("o.kind = :kind");
            params.put("kind", filter.type());
        } else if (!filter.type().isEmpty()) {
            conditions.add("o.school_type = :type");
            params.put("type", filter.type());
        }
        if (!filter.status().isEmpty()) {
            // the state of foreign schools is not shown, so it cannot be asked for either
            conditions.add("o.status = :status and " + scope.predicate("o"));
            params.put("status", statusOf(filter.status()).name());
        }
    }

    private static Status statusOf(String text) {
        for (Status status : Status.values()) {
            if (status.name().equals(text)) {
                return status;
            }
        }
        return Status.ACTIVE;
    }

    private String unitName(String code) {
        synchronized (unitNames) {
            if (unitNames.isEmpty()) {
                jdbc.sql("select code, name from organization where kind in ('UNIT', 'CENTRE')")
                        .query(row -> {
                            unitNames.put(row.getString("code"), row.getString("name"));
                        });
            }
            return unitNames.getOrDefault(code, code);
        }
    }

    /** A line of the history of one organisation. */
    record Change(java.time.Instant at, String change, String before, String after, String reason, String approvedBy) {}

    List<Change> history(Organization organization) {
        return jdbc.sql("""
                        select at, change, coalesce(before_value, '') as before_value,
                            coalesce(after_value, '') as after_value, coalesce(reason, '') as reason,
                            coalesce(approved_by, changed_by) as approved_by
                        from organization_history where organization_id = :id order by id desc limit 100""")
                .param("id", organization.id())
                .query((row, number) -> new Change(
                        row.getTimestamp("at").toInstant(),
                        label(row.getString("change")),
                        row.getString("before_value"),
                        row.getString("after_value"),
                        row.getString("reason"),
                        row.getString("approved_by")))
                .list();
    }

    private static String label(String change) {
        return switch (change) {
            case "CREATED" -> "新增";
            case "CHANGED" -> "信息更新";
            case "RENAMED" -> "更名";
            case "MOVED" -> "换省级团委";
            case "CLOSED" -> "撤销";
            case "MERGED" -> "合并";
            case "EXEMPTED" -> "豁免";
            default -> "恢复";
        };
    }
}
