package org.tuanwei.stuck;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.casefile.CaseSearch;
import org.tuanwei.casefile.Party;
import org.tuanwei.casefile.Phase;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** Reads what stands still, one row for each waiting task, as far as the viewer may look into Cockpit. */
@Component
@Transactional(readOnly = true)
public class StuckList {

    static final int PAGE_SIZE = 30;

    /** Why, in words. */
    public record Reason(StuckKind kind, Instant since, String message) {}

    /**
     * A waiting task.
     *
     * @param since day of the oldest reason; for what is late the last day it had
     * @param days working days since then
     */
    record Row(
            String instanceId,
            @Nullable Long caseId,
            String receipt,
            String organizationName,
            String unitName,
            @Nullable Phase phase,
            Party party,
            String taskName,
            List<Reason> reasons,
            LocalDate since,
            int days) {}

    /** @param byKind how many tasks of each kind there are under the other conditions */
    record Page(List<Row> rows, int total, Map<StuckKind, Integer> byKind, int number) {
        int pages() {
            return Math.max(1, (total + PAGE_SIZE - 1) / PAGE_SIZE);
        }
    }

    // c is shaped like a case, so that the one condition of the access table fits
    private static final String FROM = """

            from standstill s
            left join case_file f on f.id = s.case_id
            left join organization o on o.code = s.organization_code
            left join organization u on u.code = s.unit_code
            cross join lateral (select s.unit_code, f.level, o.school_code) c""";

    private final JdbcClient jdbc;
    private final CaseScope scope;
    private final WorkingCalendar calendar;
    private final Clock clock;

    StuckList(JdbcClient jdbc, CaseScope scope, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.calendar = calendar;
        this.clock = clock;
    }

    Page page(Viewer viewer, StuckFilter filter) {
        Map<String, Object> params = new HashMap<>();
        String common = where(viewer, filter, params);
        String kind = filter.kindGiven()
                .map(given -> {
                    params.put("kind", given.name());
                    return " and exists (select 1 from standstill k where k.task_id = s.task_id and k.kind = :kind"
                            + " and k.resolved_at is null)";
                })
                .orElse("");
        Map<StuckKind, Integer> byKind = new EnumMap<>(StuckKind.class);
        jdbc.sql("select s.kind, count(*)" + FROM + common + " group by s.kind")
                .params(params)
                .query((row, n) -> byKind.put(StuckKind.valueOf(row.getString(1)), row.getInt(2)))
                .list();
        int total = jdbc.sql("select count(distinct s.task_id)" + FROM + common + kind)
                .params(params)
                .query(Integer.class)
                .single();
        params.put("limit", PAGE_SIZE);
        params.put("offset", (filter.pageNumber() - 1) * PAGE_SIZE);
        List<Row> rows = jdbc.sql("""
                        select s.task_id, s.process_instance_id, s.case_id, f.receipt, f.phase, s.party, s.task_name,
                            coalesce(o.name, '') as organization_name, coalesce(u.name, s.unit_code) as unit_name,
                            min(s.since) as oldest,
                            array_agg(s.kind order by s.since, s.kind) as kinds,
                            array_agg(s.since order by s.since, s.kind) as sinces,
                            array_agg(s.message order by s.since, s.kind) as messages""" + FROM + common + kind + """

                        group by s.task_id, s.process_instance_id, s.case_id, f.receipt, f.phase, s.party, s.task_name,
                            o.name, u.name, s.unit_code
                        order by oldest, s.task_id limit :limit offset :offset""")
                .params(params)
                .query(this::row)
                .list();
        return new Page(rows, total, byKind, filter.pageNumber());
    }

    /** Why this case stands still now; whoever asks has checked that it may be seen. */
    public List<Reason> ofCase(long caseId) {
        return reasons("case_id", caseId);
    }

    /** Of an instance, as one without a case is known by nothing else. */
    public List<Reason> ofInstance(String processInstanceId) {
        return reasons("process_instance_id", processInstanceId);
    }

    private List<Reason> reasons(String column, Object value) {
        return jdbc.sql("select kind, since, message from standstill where " + column + " = ? and resolved_at is null"
                        + " order by since, id")
                .param(value)
                .query((row, n) -> new Reason(
                        StuckKind.valueOf(row.getString(1)), row.getTimestamp(2).toInstant(), row.getString(3)))
                .list();
    }

    private String where(Viewer viewer, StuckFilter filter, Map<String, Object> params) {
        List<String> all = new ArrayList<>();
        CaseScope.Condition visible = scope.of(viewer, Subject.COCKPIT);
        all.add("s.resolved_at is null");
        all.add(visible.sql());
        params.putAll(visible.params());
        if (filter.q() != null && !filter.q().isBlank()) {
            all.add(CaseSearch.condition(filter.q(), "f", params));
        }
        if (filter.unit() != null && !filter.unit().isBlank()) {
            all.add("s.unit_code = :unit");
            params.put("unit", filter.unit());
        }
        filter.phaseGiven().ifPresent(phase -> {
            all.add("f.phase = :phase");
            params.put("phase", phase.name());
        });
        filter.partyGiven().ifPresent(party -> {
            all.add("s.party = :party");
            params.put("party", party.name());
        });
        if (filter.atLeast() > 0) {
            all.add("s.since <= :before");
            params.put("before", Timestamp.from(before(filter.atLeast())));
        }
        return " where " + String.join(" and ", all);
    }

    /** What began by this moment is at least so many working days old. */
    private Instant before(int workingDays) {
        LocalDate today = calendar.dayOf(clock.instant());
        LocalDate day = today;
        while (calendar.workingDaysBetween(day, today) < workingDays) {
            day = day.minusDays(1);
        }
        return calendar.endOf(day);
    }

    private Row row(ResultSet row, int n) throws SQLException {
        String[] kinds = (String[]) row.getArray("kinds").getArray();
        Timestamp[] sinces = (Timestamp[]) row.getArray("sinces").getArray();
        String[] messages = (String[]) row.getArray("messages").getArray();
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < kinds.length; i++) {
            reasons.add(new Reason(StuckKind.valueOf(kinds[i]), sinces[i].toInstant(), messages[i]));
        }
        String phase = row.getString("phase");
        String receipt = row.getString("receipt");
        LocalDate day = calendar.dueDay(row.getTimestamp("oldest").toInstant());
        return new Row(
                row.getString("process_instance_id"),
                row.getObject("case_id", Long.class),
                receipt == null ? "" : receipt,
                row.getString("organization_name"),
                row.getString("unit_name"),
                Arrays.stream(Phase.values())
                        .filter(one -> one.name().equals(phase))
                        .findFirst()
                        .orElse(null),
                Party.valueOf(row.getString("party")),
                row.getString("task_name"),
                reasons,
                day,
                calendar.workingDaysBetween(day, calendar.dayOf(clock.instant())));
    }
}
