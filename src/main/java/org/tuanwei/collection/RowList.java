package org.tuanwei.collection;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.ListQuery;
import org.tuanwei.organization.SearchText;
import org.tuanwei.web.SortedList;

/** Reads pages of the schools of a unit's table, with what they have filled in where the viewer may see persons. */
@Component
@Transactional(readOnly = true)
class RowList {

    /** A school of the table; content only where the viewer may see persons. */
    record Line(SchoolRow row, @Nullable RowVersion content) {}

    private static final String FROM = " from collection_row r join organization o on o.id = r.organization_id";
    private static final Map<String, String> SORTABLE = Map.of(
            "school", "o.name collate \"zh-x-icu\"",
            "type", "o.school_type collate \"zh-x-icu\"",
            "state", SortedList.ranked("r.state", SchoolRow.State.values()));

    private final JdbcClient jdbc;
    private final SchoolRows rows;

    RowList(JdbcClient jdbc, SchoolRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /** @param table the viewer has been let in to it @param persons whether he sees who answers for a school */
    ListQuery.Page<Line> page(long table, RowFilter filter, boolean persons) {
        ListQuery query =
                new ListQuery("r.collection_id = :table", Map.of("table", table)).equal("r.state", filter.state());
        switch (String.valueOf(filter.mark())) {
            case "late" -> query.and("r.late");
            case "conflict" -> query.and("r.conflict");
            case "objected" -> query.and("r.objection is not null");
            default -> {}
        }
        if (SortedList.given(filter.q())) {
            Map<String, Object> typed = new HashMap<>();
            query.and(SearchText.condition(String.valueOf(filter.q()), typed));
            typed.forEach(query::with);
        }
        ListQuery.Page<SchoolRow> found = query.page(
                jdbc,
                SchoolRows.COLUMNS,
                FROM,
                filter.orderBy(SORTABLE, "o.code"),
                filter.pageNumber(),
                SchoolRows::map);
        Map<Long, RowVersion> content = persons
                ? rows.currentOfRows(found.rows().stream().map(SchoolRow::id).toList())
                : Map.of();
        List<Line> lines = found.rows().stream()
                .map(row -> new Line(row, content.get(row.id())))
                .toList();
        return new ListQuery.Page<>(lines, found.total(), found.number());
    }
}
