package org.tuanwei.desk;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseScope;
import org.tuanwei.casefile.Phase;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** Counts the cases of the viewer's region as they stand now; every number is the length of a list of cases. */
@Component
@Transactional(readOnly = true)
class DeskFigures {

    /** Running cases in a phase. */
    record PhaseFigure(Phase phase, int running, int overdue) {}

    /** A region as a whole. */
    record Region(int schools, int schoolsOpened, int running, int overdue, int opened) {
        public String rate() {
            return percent(schoolsOpened, schools);
        }
    }

    /** One League unit in the centre's table. */
    record UnitFigure(String code, String name, int schools, int schoolsOpened, int running, int overdue, int opened) {
        public String rate() {
            return percent(schoolsOpened, schools);
        }
    }

    /** What waits for the partner at one task. */
    record PartnerFigure(String taskName, int waiting, Instant oldest) {}

    private static final String OVERDUE = " filter (where c.state = 'RUNNING' and exists (select 1 from deadline d"
            + " where d.case_id = c.id and d.left_at is null and d.due_at <= :now))";

    private final JdbcClient jdbc;
    private final CaseScope scope;
    private final Clock clock;

    DeskFigures(JdbcClient jdbc, CaseScope scope, Clock clock) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.clock = clock;
    }

    /** Every phase a running case can stand in, also the empty ones. */
    List<PhaseFigure> phases(Viewer viewer) {
        CaseScope.Condition visible = scope.of(viewer, Subject.FIGURES);
        Map<Phase, PhaseFigure> found = new HashMap<>();
        jdbc.sql("select c.phase, count(*), count(*)" + OVERDUE + " from case_file c where c.state = 'RUNNING' and "
                        + visible.sql() + " group by c.phase")
                .params(withNow(visible))
                .query((row, n) -> new PhaseFigure(Phase.valueOf(row.getString(1)), row.getInt(2), row.getInt(3)))
                .list()
                .forEach(figure -> found.put(figure.phase(), figure));
        return List.of(Phase.values()).stream()
                .filter(phase -> phase != Phase.OPEN)
                .map(phase -> found.getOrDefault(phase, new PhaseFigure(phase, 0, 0)))
                .toList();
    }

    Region region(Viewer viewer) {
        CaseScope.Condition visible = scope.of(viewer, Subject.FIGURES);
        Map<String, Object> params = withNow(visible);
        String schools;
        if (viewer.nationwide() || viewer.isTencent()) {
            schools = "true";
        } else {
            schools = "(o.unit_code in (:figureUnits) or o.code in (:figureSchools))";
            params.put("figureUnits", orNone(viewer.unitCodes()));
            params.put("figureSchools", orNone(viewer.schoolCodes()));
        }
        return jdbc.sql("select (select count(*) from organization o where o.kind = 'SCHOOL' and o.status = 'ACTIVE'"
                        + " and " + schools + "), count(*) filter (where c.state = 'OPEN' and c.level = 'SCHOOL'),"
                        + " count(*) filter (where c.state = 'RUNNING'), count(*)" + OVERDUE
                        + ", count(*) filter (where c.state = 'OPEN') from case_file c where " + visible.sql())
                .params(params)
                .query((row, n) ->
                        new Region(row.getInt(1), row.getInt(2), row.getInt(3), row.getInt(4), row.getInt(5)))
                .single();
    }

    /** One row for each League unit, by code. */
    List<UnitFigure> units(Viewer viewer) {
        CaseScope.Condition visible = scope.of(viewer, Subject.FIGURES);
        return jdbc.sql("select u.code, u.name, (select count(*) from organization o where o.kind = 'SCHOOL'"
                        + " and o.status = 'ACTIVE' and o.unit_code = u.code),"
                        + " count(*) filter (where c.state = 'OPEN' and c.level = 'SCHOOL'),"
                        + " count(*) filter (where c.state = 'RUNNING'), count(*)" + OVERDUE
                        + ", count(*) filter (where c.state = 'OPEN') from organization u"
                        + " left join case_file c on c.unit_code = u.code and " + visible.sql()
                        + " where u.kind = 'UNIT' group by u.id, u.code, u.name order by u.code")
                .params(withNow(visible))
                .query((row, n) -> new UnitFigure(
                        row.getString(1),
                        row.getString(2),
                        row.getInt(3),
                        row.getInt(4),
                        row.getInt(5),
                        row.getInt(6),
                        row.getInt(7)))
                .list();
    }

    /** What waits for the partner, the oldest first. */
    List<PartnerFigure> partner() {
        return jdbc.sql("select task_name, count(*), min(from_at) from waiting_interval"
                        + " where to_at is null and party = 'TENCENT' group by task_name order by min(from_at)")
                .query((row, n) -> new PartnerFigure(
                        row.getString(1), row.getInt(2), row.getTimestamp(3).toInstant()))
                .list();
    }

    private Map<String, Object> withNow(CaseScope.Condition visible) {
        Map<String, Object> params = new HashMap<>(visible.params());
        params.put("now", Timestamp.from(clock.instant()));
        return params;
    }

    // "in ()" is no SQL
    private static Collection<String> orNone(Set<String> codes) {
        return codes.isEmpty() ? List.of("-") : codes;
    }

    private static String percent(int part, int whole) {
        return whole == 0 ? "—" : Math.round(1000.0 * part / whole) / 10.0 + "%";
    }
}
