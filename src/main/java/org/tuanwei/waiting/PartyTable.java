package org.tuanwei.waiting;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.casefile.Phase;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.web.SortedList;

/** Which running cases wait for whom, for how long; every figure is the length of the list it opens. */
@Component
@Transactional(readOnly = true)
class PartyTable {

    static final int PAGE_SIZE = 30;

    /** So many working days are long: the term after which silence becomes a problem. */
    static final int LONG = 5;

    /** A line of the summary. @param longest working days of the case that waits longest */
    record Figure(Bearer bearer, int cases, int waitingLong, int longest) {}

    /**
     * A case of the list.
     *
     * @param working working days since it waits for this bearer
     * @param charged working days it has waited for this bearer in all
     */
    record Row(CaseFile file, Bearer bearer, @Nullable String taskName, Instant since, int working, int charged) {}

    /** A page of rows. */
    record Page(List<Row> rows, int total, int number) {
        public int pages() {
            return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        }
    }

    private record Found(
            long caseId, Bearer bearer, @Nullable String taskName, Instant since) {}

    /** Each running case once: parked, waiting for a party, or with the system between two steps. */
    private static final String FROM = """
             from case_file c
            left join lateral (select * from case_waiting_for n where n.case_id = c.id) n on true
            left join case_parking k on k.case_id = c.id and k.ended_at is null and k.until_at > :now
            cross join lateral (select
                case when k.id is not null then 'PARKED' else coalesce(n.party, 'SYSTEM') end as bearer,
                coalesce(k.from_at, n.from_at, (select max(x.to_at) from case_interval x where x.case_id = c.id),
                    c.created_at) as since) b
            where c.state = 'RUNNING' and """;

    /** All days charged to a party are counted for the rows of a page only: that column has nothing to click. */
    private static final Map<String, String> SORTABLE = Map.of(
            "organization",
            "(select o.name from organization o where o.id = c.organization_id) collate \"zh-x-icu\"",
            "unit",
            "c.unit_code",
            "phase",
            SortedList.ranked("c.phase", Phase.values()),
            "party",
            SortedList.ranked("b.bearer", Bearer.values()),
            "waited",
            ":now - b.since",
            "receipt",
            "c.receipt");

    private final JdbcClient jdbc;
    private final CaseScope scope;
    private final CaseFiles files;
    private final WaitingDays days;
    private final WorkingCalendar calendar;
    private final Clock clock;

    PartyTable(
            JdbcClient jdbc,
            CaseScope scope,
            CaseFiles files,
            WaitingDays days,
            WorkingCalendar calendar,
            Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.files = files;
        this.days = days;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** One line for each bearer of whom there are cases. */
    List<Figure> figures(Viewer viewer, PartyFilter filter) {
        Map<String, Object> params = new HashMap<>();
        String where = where(viewer, new PartyFilter(null, filter.unit(), null, null, null), params);
        params.put("long", Timestamp.from(before(LONG)));
        Map<Bearer, Figure> found = new EnumMap<>(Bearer.class);
        jdbc.sql("select b.bearer, count(*), count(*) filter (where b.since < :long), min(b.since)" + FROM + where
                        + " group by b.bearer")
                .params(params)
                .query((row, n) -> new Figure(
                        Bearer.valueOf(row.getString(1)),
                        row.getInt(2),
                        row.getInt(3),
                        since(row.getTimestamp(4).toInstant())))
                .list()
                .forEach(figure -> found.put(figure.bearer(), figure));
        return List.copyOf(found.values());
    }

    /** Whoever waits longest on top, unless another order is asked for. */
    Page page(Viewer viewer, PartyFilter filter) {
        Map<String, Object> params = new HashMap<>();
        String where = where(viewer, filter, params);
        int total = jdbc.sql("select count(*)" + FROM + where)
                .params(params)
                .query(Integer.class)
                .single();
        params.put("limit", PAGE_SIZE);
        params.put("offset", (filter.pageNumber() - 1) * PAGE_SIZE);
        List<Found> found = jdbc.sql("select c.id, b.bearer, case when k.id is null then n.task_name else k.reason end"
                        + " as task_name, b.since" + FROM + where
                        + " order by " + filter.orderBy(SORTABLE, "b.since, c.id") + " limit :limit offset :offset")
                .params(params)
                .query((row, n) -> new Found(
                        row.getLong("id"),
                        Bearer.valueOf(row.getString("bearer")),
                        row.getString("task_name"),
                        row.getTimestamp("since").toInstant()))
                .list();
        return new Page(rows(found), total, filter.pageNumber());
    }

    private List<Row> rows(List<Found> found) {
        Map<Long, CaseFile> cases = new HashMap<>();
        found.forEach(one -> cases.put(one.caseId(), files.get(one.caseId())));
        Map<Bearer, Map<Long, Integer>> charged = new EnumMap<>(Bearer.class);
        List<Row> rows = new ArrayList<>();
        for (Found one : found) {
            CaseFile file = Objects.requireNonNull(cases.get(one.caseId()));
            Map<Long, Integer> ofBearer =
                    charged.computeIfAbsent(one.bearer(), bearer -> days.charged(cases.values(), bearer));
            rows.add(new Row(
                    file,
                    one.bearer(),
                    one.taskName(),
                    one.since(),
                    since(one.since()),
                    ofBearer.getOrDefault(one.caseId(), 0)));
        }
        return rows;
    }

    private String where(Viewer viewer, PartyFilter filter, Map<String, Object> params) {
        CaseScope.Condition visible = scope.of(viewer, Subject.CASE);
        params.putAll(visible.params());
        params.put("now", Timestamp.from(clock.instant()));
        StringBuilder where = new StringBuilder(visible.sql());
        filter.bearer().ifPresent(bearer -> {
            where.append(" and b.bearer = :bearer");
            params.put("bearer", bearer.name());
        });
        if (SortedList.given(filter.unit())) {
            where.append(" and c.unit_code = :unit");
            params.put("unit", String.valueOf(filter.unit()));
        }
        if (filter.atLeast() > 0) {
            where.append(" and b.since < :before");
            params.put("before", Timestamp.from(before(filter.atLeast())));
        }
        return where.toString();
    }

    /** What began before this moment has lasted at least so many working days by now. */
    private Instant before(int workingDays) {
        LocalDate today = calendar.dayOf(clock.instant());
        LocalDate day = today;
        while (ended(day, today) < workingDays) {
            day = day.minusDays(1);
        }
        return calendar.endOf(day);
    }

    private int since(Instant moment) {
        return ended(calendar.dayOf(moment), calendar.dayOf(clock.instant()));
    }

    /** Working days from this one on that are over: as days are charged, each at its end. */
    private int ended(LocalDate first, LocalDate today) {
        return calendar.workingDaysBetween(first.minusDays(1), today.minusDays(1));
    }
}
