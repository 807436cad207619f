package org.tuanwei.figures;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;
import org.tuanwei.figures.FigureSource.Measure;

/**
 * Freezes the figures of each day once, whichever node comes first, and makes up for days on which no node ran: how a
 * school stood then is read from its phases, deadlines and tables, which are kept with their times.
 */
@Service
public class Snapshots {

    /** A day that is taken. */
    record Snapshot(LocalDate day, Instant takenAt, boolean backfilled, boolean activity, boolean certified) {}

    /** Taken later than this after its 24:00, a day counts as made up for. */
    private static final Duration SAME_NIGHT = Duration.ofHours(24);

    /** How far back days are made up for when nothing was ever taken. */
    private static final int LONGEST_BACK = 60;

    private final Measures measures;
    private final TransactionOperations transactions;
    private final JdbcClient jdbc;
    private final Clock clock;

    Snapshots(Measures measures, TransactionOperations transactions, JdbcClient jdbc, Clock clock) {
        this.measures = measures;
        this.transactions = transactions;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Takes every day that is over and not taken. @return how many */
    public int catchUp() {
        LocalDate yesterday = today().minusDays(1);
        Optional<LocalDate> first = firstDay();
        if (first.isEmpty()) {
            return 0;
        }
        int taken = 0;
        LocalDate earliest = yesterday.minusDays(LONGEST_BACK - 1L);
        for (LocalDate day = first.get().isBefore(earliest) ? earliest : first.get();
                !day.isAfter(yesterday);
                day = day.plusDays(1)) {
            LocalDate due = day;
            if (of(due).isEmpty() && Boolean.TRUE.equals(transactions.execute(status -> take(due)))) {
                taken++;
            }
        }
        return taken;
    }

    private Optional<LocalDate> firstDay() {
        return jdbc.sql("select min(created_at) from case_file")
                .query((row, n) -> Optional.ofNullable(row.getTimestamp(1))
                        .map(at -> at.toInstant().atZone(Standing.ZONE).toLocalDate()))
                .single();
    }

    /** @return false when the day is taken already. Throws {@link IllegalArgumentException} for one that is not over */
    @Transactional
    boolean take(LocalDate day) {
        Instant end = Standing.endOf(day);
        Instant now = clock.instant();
        if (end.isAfter(now)) {
            throw new IllegalArgumentException(day + " 还没有过完");
        }
        Measures.Measured measured = measures.asOf(day);
        int fresh = jdbc.sql("insert into figure_snapshot (day, taken_at, backfilled, activity, certified)"
                        + " values (?, ?, ?, ?, ?) on conflict (day) do nothing")
                .params(
                        Date.valueOf(day),
                        Timestamp.from(now),
                        Duration.between(end, now).compareTo(SAME_NIGHT) > 0,
                        measured.any(Measure.ACTIVE),
                        measured.any(Measure.CERTIFIED))
                .update();
        if (fresh == 0) {
            return false;
        }
        // every list is joined whole, once; after a large import the planner does not know that yet
        jdbc.sql("set local enable_nestloop = off").update();
        jdbc.sql("insert into figure_row (day, " + Standing.COLUMNS + ") select :day, t.* from (" + Standing.AT_MOMENT
                        + ") t")
                .param("day", Date.valueOf(day))
                .param("moment", Timestamp.from(end))
                .param("active", measured.json(Measure.ACTIVE))
                .param("certified", measured.json(Measure.CERTIFIED))
                .update();
        return true;
    }

    Optional<Snapshot> of(LocalDate day) {
        return jdbc.sql(SELECT + " where day = ?")
                .param(Date.valueOf(day))
                .query(Snapshots::map)
                .optional();
    }

    Optional<Snapshot> latest() {
        return jdbc.sql(SELECT + " order by day desc limit 1")
                .query(Snapshots::map)
                .optional();
    }

    /** The newest first. */
    List<Snapshot> last(int days) {
        return jdbc.sql(SELECT + " order by day desc limit ?")
                .param(days)
                .query(Snapshots::map)
                .list();
    }

    LocalDate today() {
        return clock.instant().atZone(Standing.ZONE).toLocalDate();
    }

    private static final String SELECT = "select day, taken_at, backfilled, activity, certified from figure_snapshot";

    private static Snapshot map(java.sql.ResultSet row, int n) throws java.sql.SQLException {
        return new Snapshot(
                row.getDate(1).toLocalDate(),
                row.getTimestamp(2).toInstant(),
                row.getBoolean(3),
                row.getBoolean(4),
                row.getBoolean(5));
    }
}
