package org.tuanwei.activityview;

import java.sql.Date;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activity.Result;
import org.tuanwei.activity.Results;
import org.tuanwei.activity.Verdict;
import org.tuanwei.activitycounts.Week;

/** The units of a viewer's country in one week, and the weeks one after the other, as it was public on a day. */
@Component
class CountryTable {

    /** So many of each verdict. */
    record Tally(Map<Verdict, Integer> counts) {

        public int of(Verdict verdict) {
            return counts.getOrDefault(verdict, 0);
        }

        public int met() {
            return of(Verdict.MET);
        }

        /** Those about whom the week says anything. */
        public int measured() {
            return counts.entrySet().stream()
                    .filter(entry -> entry.getKey().measured())
                    .mapToInt(Map.Entry::getValue)
                    .sum();
        }

        public int all() {
            return counts.values().stream().mapToInt(Integer::intValue).sum();
        }

        /** Share 达标 of those measured in full percent; null where none was. */
        public @Nullable Integer share() {
            return measured() == 0 ? null : Math.round(100f * met() / measured());
        }
    }

    /** One unit: its own account and its schools. */
    record Tile(
            String code,
            String name,
            String shortName,
            @Nullable Verdict own,
            Tally schools) {

        /** One of five steps for the tile's shade; 0 where nothing was measured. */
        public int step() {
            Integer share = schools.share();
            return share == null ? 0 : share < 25 ? 1 : share < 50 ? 2 : share < 75 ? 3 : 4;
        }
    }

    /** One week of the country. */
    record Point(Week week, Tally units, Tally schools) {}

    private final JdbcClient jdbc;

    CountryTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last week of which anything was public. */
    @Transactional(readOnly = true)
    Optional<Week> last(AsOf.Day day) {
        return jdbc.sql("select max(c.week) from activity_check c join activity_publication p on p.check_id = c.id"
                        + " where p.published_at < ?")
                .param(Timestamp.from(day.end()))
                .query((row, n) -> Optional.ofNullable(row.getDate(1)).map(date -> new Week(date.toLocalDate())))
                .single();
    }

    @Transactional(readOnly = true)
    List<Tile> tiles(Week week, AsOf.Day day) {
        Map<String, Map<Verdict, Integer>> schools = new HashMap<>();
        Map<String, Verdict> own = new HashMap<>();
        jdbc.sql("select unit_code, level, state, count(*) from (" + published("r.week = :week")
                        + ") r group by unit_code, level, state")
                .param("moment", Timestamp.from(day.end()))
                .param("week", Date.valueOf(week.monday()))
                .query((row, n) -> {
                    Verdict verdict = Verdict.valueOf(row.getString(3));
                    if (row.getString(2).equals("UNIT")) {
                        own.put(row.getString(1), verdict);
                    } else {
                        schools.computeIfAbsent(row.getString(1), code -> new EnumMap<>(Verdict.class))
                                .put(verdict, row.getInt(4));
                    }
                    return verdict;
                })
                .list();
        return jdbc.sql(
                        "select code, name, coalesce(short_name, name) from organization where kind = 'UNIT' order by code")
                .query((row, n) -> new Tile(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        own.get(row.getString(1)),
                        new Tally(schools.getOrDefault(row.getString(1), Map.of()))))
                .list();
    }

    /** The weeks up to this one, the earliest first. */
    @Transactional(readOnly = true)
    List<Point> trend(Week last, int weeks, AsOf.Day day) {
        Map<Week, Map<Verdict, Integer>> units = new HashMap<>();
        Map<Week, Map<Verdict, Integer>> schools = new HashMap<>();
        jdbc.sql("select week, level, state, count(*) from (" + published("r.week between :from and :to")
                        + ") r group by week, level, state")
                .param("moment", Timestamp.from(day.end()))
                .param("from", Date.valueOf(last.plus(1 - weeks).monday()))
                .param("to", Date.valueOf(last.monday()))
                .query((row, n) -> (row.getString(2).equals("UNIT") ? units : schools)
                        .computeIfAbsent(new Week(row.getDate(1).toLocalDate()), w -> new EnumMap<>(Verdict.class))
                        .put(Verdict.valueOf(row.getString(3)), row.getInt(4)))
                .list();
        List<Point> points = new ArrayList<>();
        for (int n = weeks - 1; n >= 0; n--) {
            Week week = last.plus(-n);
            if (units.containsKey(week) || schools.containsKey(week)) {
                points.add(new Point(
                        week,
                        new Tally(units.getOrDefault(week, Map.of())),
                        new Tally(schools.getOrDefault(week, Map.of()))));
            }
        }
        return points;
    }

    /** The list behind a figure; every part of the question may be empty. */
    @Transactional(readOnly = true)
    List<Result> list(Results results, ListFilter filter, AsOf.Day day, String scope, Map<String, Object> params) {
        Map<String, Object> asked = new HashMap<>(params);
        StringBuilder condition = new StringBuilder("r.week = :week and r.level = :level and ").append(scope);
        asked.put(
                "week",
                Date.valueOf(OwnWeeksController.requireWeek(filter.week()).monday()));
        asked.put("level", filter.levelName());
        if (filter.given(filter.unit())) {
            condition.append(" and r.unit_code = :unit");
            asked.put("unit", filter.unit());
        }
        List<Result> found = results.published(condition.toString(), asked, day.end(), ListFilter.MOST);
        // the verdict is that of the last version: it may not narrow the versions before
        return found.stream()
                .filter(result -> filter.verdict().isEmpty()
                        || result.verdict().name().equals(filter.verdict())
                        || filter.verdict().equals("MISSED") && result.verdict().missed())
                .sorted(Comparator.comparing(Result::unitCode).thenComparing(Result::code))
                .toList();
    }

    private static String published(String condition) {
        return Results.PUBLISHED + " and r.level in ('UNIT', 'SCHOOL') and " + condition + Results.LATEST;
    }
}
