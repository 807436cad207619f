package org.tuanwei.deadline;

import jakarta.annotation.PostConstruct;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.deadline.YearArrangement.SpecialDay;

/** The arrangements that people have imported, and how every node's calendar comes to know of them. */
@Repository
public class CalendarYears {

    /** An arrangement that was imported once, for the list of imports. */
    public record Imported(
            int year, String source, String importedBy, Instant importedAt, int movedDates, int movedTimers) {}

    private final JdbcClient jdbc;
    private final WorkingCalendar calendar;
    private final Clock clock;
    private volatile long known = -1;

    CalendarYears(JdbcClient jdbc, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.clock = clock;
    }

    /** Lets the calendar of this node know what was imported, on this node or another. */
    @PostConstruct
    public void refresh() {
        long newest = newest();
        if (newest != known) {
            calendar.adopt(inForce());
            known = newest;
        }
    }

    /** The imports, the latest first. */
    public List<Imported> imports() {
        return jdbc.sql("select year, source, imported_by, imported_at, moved_dates, moved_timers from calendar_year"
                        + " order by id desc limit 20")
                .query((row, n) -> new Imported(
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        row.getInt(5),
                        row.getInt(6)))
                .list();
    }

    void add(YearArrangement year, String by, int movedDates, int movedTimers) {
        long id = jdbc.sql(
                        "insert into calendar_year (year, source, imported_by, imported_at, moved_dates, moved_timers)"
                                + " values (?, ?, ?, ?, ?, ?) returning id")
                .params(year.year(), year.source(), by, Timestamp.from(clock.instant()), movedDates, movedTimers)
                .query(Long.class)
                .single();
        for (SpecialDay day : year.days()) {
            jdbc.sql("insert into calendar_day (calendar_id, day, working, festival) values (?, ?, ?, ?)")
                    .params(id, Date.valueOf(day.day()), day.working(), day.festival())
                    .update();
        }
    }

    private long newest() {
        return jdbc.sql("select coalesce(max(id), 0) from calendar_year")
                .query(Long.class)
                .single();
    }

    private List<YearArrangement> inForce() {
        Map<Integer, String> sources = new LinkedHashMap<>();
        Map<Integer, List<SpecialDay>> days = new LinkedHashMap<>();
        jdbc.sql("""
                        select y.year, y.source, d.day, d.working, d.festival from calendar_year y
                        left join calendar_day d on d.calendar_id = y.id
                        where not exists (select from calendar_year later where later.year = y.year and later.id > y.id)
                        order by y.year, d.day
                        """)
                .query((row, n) -> {
                    int year = row.getInt(1);
                    sources.put(year, row.getString(2));
                    List<SpecialDay> ofYear = days.computeIfAbsent(year, none -> new ArrayList<>());
                    if (row.getDate(3) != null) {
                        ofYear.add(new SpecialDay(row.getDate(3).toLocalDate(), row.getBoolean(4), row.getString(5)));
                    }
                    return year;
                })
                .list();
        return sources.entrySet().stream()
                .map(year -> new YearArrangement(
                        year.getKey(), year.getValue(), days.getOrDefault(year.getKey(), List.of())))
                .toList();
    }
}
