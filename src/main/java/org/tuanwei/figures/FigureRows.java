package org.tuanwei.figures;

import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.figures.FigureSource.Measure;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.SortedList;

/** Reads the rows of a day that was frozen, or of this minute, and counts them: numbers and lists cannot drift apart. */
@Repository
@Transactional(readOnly = true)
class FigureRows {

    /** One organisation on one day. */
    record Row(
            String code,
            String name,
            String unitName,
            @Nullable String schoolType,
            String opening,
            @Nullable LocalDate openedOn,
            boolean overdue,
            @Nullable String contact,
            @Nullable Boolean active,
            @Nullable Boolean certified) {

        public String openingLabel() {
            return switch (opening) {
                case "OPENED" -> "已开通";
                case "IN_PROGRESS" -> "办理中";
                default -> "没有提交任何信息";
            };
        }

        public String openingLight() {
            return "OPENED".equals(opening) ? "GREEN" : "IN_PROGRESS".equals(opening) ? "YELLOW" : "GREY";
        }

        public String contactLabel() {
            return contact == null
                    ? "未列入"
                    : switch (contact) {
                        case "SUBMITTED" -> "已报";
                        case "EXCUSED" -> "免报";
                        default -> "未报";
                    };
        }

        public String activeLabel() {
            return active == null ? "尚未统计" : active ? "达标" : "未达标";
        }

        public String certifiedLabel() {
            return certified == null ? "尚未统计" : certified ? "已认证" : "未认证";
        }
    }

    /** The numbers of one cell: a unit × kind × school type. */
    record Cell(
            String unitCode,
            String unitName,
            boolean unit,
            @Nullable String schoolType,
            Count count) {}

    /** How many were opened on one day. */
    record DayCount(LocalDate day, Count units, Count schools) {}

    private static final String COUNTS = """
        count(*), count(*) filter (where r.opening = 'OPENED'), count(*) filter (where r.opening = 'IN_PROGRESS'),
        count(*) filter (where r.opening = 'NOT_SUBMITTED'), count(*) filter (where r.overdue),
        count(*) filter (where r.contact = 'SUBMITTED'), count(*) filter (where r.contact = 'MISSING'),
        count(r.active), count(*) filter (where r.active), count(*) filter (where r.certified)\
        """;

    /** What somebody still owes comes before what is done. */
    private static final Map<String, String> SORTABLE = Map.of(
            "organization", "r.name collate \"zh-x-icu\"",
            "unit", "r.unit_code",
            "type", "r.school_type",
            "opening", "array_position(array['NOT_SUBMITTED', 'IN_PROGRESS', 'OPENED'], r.opening)",
            "opened", "r.opened_on",
            "contact", "array_position(array['MISSING', 'EXCUSED', 'SUBMITTED'], r.contact)",
            "active", "r.active",
            "certified", "r.certified");

    private final JdbcClient jdbc;
    private final FigureScope scope;
    private final Measures measures;
    private final Clock clock;

    FigureRows(JdbcClient jdbc, FigureScope scope, Measures measures, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.measures = measures;
        this.clock = clock;
    }

    private record Query(String from, Map<String, Object> params) {}

    /** @param day none for this minute */
    private Query source(Viewer viewer, @Nullable LocalDate day) {
        FigureScope.Condition visible = scope.of(viewer);
        Map<String, Object> params = new HashMap<>(visible.params());
        String rows;
        if (day == null) {
            rows = "(" + Standing.AT_MOMENT + ")";
            params.put("moment", Timestamp.from(clock.instant()));
            Measures.Measured measured = measures.asOf(LocalDate.ofInstant(clock.instant(), Standing.ZONE));
            params.put("active", measured.json(Measure.ACTIVE));
            params.put("certified", measured.json(Measure.CERTIFIED));
        } else {
            rows = "(select * from figure_row where day = :day)";
            params.put("day", Date.valueOf(day));
        }
        return new Query(" from " + rows + " r where " + visible.sql(), params);
    }

    /** All cells the viewer sees, by unit. */
    List<Cell> cells(Viewer viewer, @Nullable LocalDate day) {
        Query query = source(viewer, day);
        return jdbc.sql("select r.unit_code, r.unit_name, r.kind, r.school_type, " + COUNTS + query.from()
                        + " group by r.unit_code, r.unit_name, r.kind, r.school_type order by r.unit_code")
                .params(query.params())
                .query((row, n) -> new Cell(
                        row.getString(1),
                        row.getString(2),
                        "UNIT".equals(row.getString(3)),
                        row.getString(4),
                        count(row, 5)))
                .list();
    }

    /** The last days, the newest first. */
    List<DayCount> days(Viewer viewer, int most) {
        FigureScope.Condition visible = scope.of(viewer);
        Map<LocalDate, DayCount> days = new java.util.TreeMap<>(java.util.Comparator.reverseOrder());
        jdbc.sql("select r.day, r.kind, " + COUNTS + " from figure_row r where r.day in"
                        + " (select day from figure_snapshot order by day desc limit " + most + ") and " + visible.sql()
                        + " group by r.day, r.kind")
                .params(visible.params())
                .query((row, n) -> {
                    boolean unit = "UNIT".equals(row.getString(2));
                    Count count = count(row, 3);
                    return new DayCount(
                            row.getDate(1).toLocalDate(), unit ? count : Count.NONE, unit ? Count.NONE : count);
                })
                .list()
                .forEach(one -> days.merge(
                        one.day(),
                        one,
                        (a, b) -> new DayCount(
                                a.day(), a.units().plus(b.units()), a.schools().plus(b.schools()))));
        return List.copyOf(days.values());
    }

    int count(Viewer viewer, FigureFilter filter, @Nullable LocalDate day) {
        Query query = narrowed(viewer, filter, day);
        return jdbc.sql("select count(*)" + query.from())
                .params(query.params())
                .query(Integer.class)
                .single();
    }

    List<Row> list(Viewer viewer, FigureFilter filter, @Nullable LocalDate day, int limit, int offset) {
        Query query = narrowed(viewer, filter, day);
        return jdbc.sql("select r.code, r.name, r.unit_name, r.school_type, r.opening, r.opened_on, r.overdue,"
                        + " r.contact, r.active, r.certified" + query.from()
                        + " order by " + filter.orderBy(SORTABLE, "r.unit_code, length(r.code), r.code") + " limit "
                        + limit + " offset " + offset)
                .params(query.params())
                .query(FigureRows::map)
                .list();
    }

    private Query narrowed(Viewer viewer, FigureFilter filter, @Nullable LocalDate day) {
        Query query = source(viewer, day);
        StringBuilder from = new StringBuilder(query.from())
                .append(" and r.kind = :kind and ")
                .append(filter.asked().condition());
        query.params().put("kind", filter.units() ? "UNIT" : "SCHOOL");
        if (SortedList.given(filter.unit())) {
            from.append(" and r.unit_code = :unit");
            query.params().put("unit", filter.unit());
        }
        if (SortedList.given(filter.type())) {
            from.append(" and r.school_type = :type");
            query.params().put("type", filter.type());
        }
        return new Query(from.toString(), query.params());
    }

    private static Count count(ResultSet row, int first) throws SQLException {
        return new Count(
                row.getInt(first),
                row.getInt(first + 1),
                row.getInt(first + 2),
                row.getInt(first + 3),
                row.getInt(first + 4),
                row.getInt(first + 5),
                row.getInt(first + 6),
                row.getInt(first + 7),
                row.getInt(first + 8),
                row.getInt(first + 9));
    }

    private static Row map(ResultSet row, int n) throws SQLException {
        Date opened = row.getDate("opened_on");
        return new Row(
                row.getString("code"),
                row.getString("name"),
                row.getString("unit_name"),
                row.getString("school_type"),
                row.getString("opening"),
                opened == null ? null : opened.toLocalDate(),
                row.getBoolean("overdue"),
                row.getString("contact"),
                row.getObject("active", Boolean.class),
                row.getObject("certified", Boolean.class));
    }
}
