package org.tuanwei.activityview;

import java.sql.Date;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.activity.Result;
import org.tuanwei.activity.Results;
import org.tuanwei.activity.Streaks;
import org.tuanwei.activity.Streaks.Streak;
import org.tuanwei.activitycounts.Week;

/** A unit's accounts down, its weeks across, the latest first: one mark and one number in each cell. */
@Component
class HeatTable {

    static final int WEEKS = 10;
    private static final int MOST = 20_000;
    private static final int PERSISTS = 2;

    /** One account's line; a week without a published result has no cell. */
    record Row(String code, String name, String level, List<@Nullable Result> cells, Streak streak) {

        public boolean persists() {
            return streak.missed() >= PERSISTS || streak.unreported() >= PERSISTS;
        }

        /** 连续 2 周未达标, empty where there is nothing to say. */
        public String streakText() {
            return streak.missed() >= PERSISTS
                    ? "连续 " + streak.missed() + " 周未达标"
                    : streak.unreported() >= PERSISTS
                            ? "连续 " + streak.unreported() + " 周未报"
                            : streak.met() >= PERSISTS ? "连续 " + streak.met() + " 周达标" : "";
        }
    }

    /** The whole of it. */
    record Table(List<Week> weeks, List<Row> rows) {

        public long persisting() {
            return rows.stream().filter(Row::persists).count();
        }
    }

    private final Results results;
    private final Streaks streaks;

    HeatTable(Results results, Streaks streaks) {
        this.results = results;
        this.streaks = streaks;
    }

    /** @param last the last week shown; the worst rows come first */
    Table of(String unitCode, Week last, AsOf.Day day) {
        Map<Long, Streak> rows = new HashMap<>();
        streaks.ofUnit(unitCode, last, day.end()).forEach(streak -> rows.put(streak.organizationId(), streak));
        Map<Long, Map<Week, Result>> cells = new TreeMap<>();
        results.published(
                        "r.unit_code = :unit and r.level in ('UNIT', 'SCHOOL') and r.week between :from and :to",
                        Map.of(
                                "unit", unitCode,
                                "from", Date.valueOf(last.plus(1 - WEEKS).monday()),
                                "to", Date.valueOf(last.monday())),
                        day.end(),
                        MOST)
                .forEach(result -> cells.computeIfAbsent(result.organizationId(), id -> new HashMap<>())
                        .put(result.week(), result));
        List<Week> weeks = weeks(last, cells.values());
        List<Row> lines = new ArrayList<>();
        cells.forEach((id, byWeek) -> {
            Result latest = byWeek.values().stream()
                    .max(Comparator.comparing(Result::week))
                    .orElseThrow();
            List<@Nullable Result> line = new ArrayList<>();
            weeks.forEach(week -> line.add(byWeek.get(week)));
            lines.add(new Row(
                    latest.code(),
                    latest.name(),
                    latest.level(),
                    line,
                    rows.getOrDefault(id, new Streak(id, 0, 0, 0))));
        });
        lines.sort(Comparator.comparing((Row row) -> !row.level().equals("UNIT"))
                .thenComparing(row -> -row.streak().missed())
                .thenComparing(row -> -row.streak().unreported())
                .thenComparing(Row::code));
        return new Table(weeks, lines);
    }

    /** Down to the first one that has a result: before it nothing was checked. */
    private static List<Week> weeks(Week last, Collection<Map<Week, Result>> results) {
        List<Week> weeks = new ArrayList<>();
        for (int n = 0; n < WEEKS; n++) {
            weeks.add(last.plus(-n));
        }
        Week first = results.stream()
                .flatMap(byWeek -> byWeek.keySet().stream())
                .min(Comparator.naturalOrder())
                .orElse(last);
        weeks.removeIf(week -> week.compareTo(first) < 0);
        return weeks;
    }
}
