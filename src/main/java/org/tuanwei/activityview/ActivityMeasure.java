package org.tuanwei.activityview;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.activity.Results;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.figures.FigureSource;
import org.tuanwei.web.Formats;

/** Gives the daily figures what the weeks say: the last measured week that was public that day (C3, C5). */
@Component
class ActivityMeasure implements FigureSource {

    /** A week says nothing about the present any longer when it is older than this. */
    private static final int WEEKS_VALID = 4;

    private final JdbcClient jdbc;

    ActivityMeasure(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public Measure measure() {
        return Measure.ACTIVE;
    }

    @Override
    public Map<Long, Boolean> asOf(LocalDate day) {
        Map<Long, Boolean> active = new HashMap<>();
        jdbc.sql("select distinct on (organization_id) organization_id, state = 'MET' from (" + Results.PUBLISHED
                        + " and r.level in ('UNIT', 'SCHOOL') and r.week >= :from" + Results.LATEST + ") r"
                        + " where state not in ('UNREPORTED', 'HOLIDAY') order by organization_id, week desc")
                .param(
                        "moment",
                        Timestamp.from(
                                day.plusDays(1).atStartOfDay(Formats.ZONE).toInstant()))
                .param("from", Date.valueOf(Week.of(day).plus(-WEEKS_VALID).monday()))
                .query((row, n) -> active.put(row.getLong(1), row.getBoolean(2)))
                .list();
        return active;
    }
}
