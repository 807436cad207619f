package org.tuanwei.activity;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.activitycounts.Week;

/** The weeks a unit has declared to be vacation, with its reason. */
@Repository
public class Holidays {

    /** One of them. */
    public record Holiday(long id, Week week, String reason, String declaredBy, Instant declaredAt) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Holidays(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional(readOnly = true)
    public Optional<Holiday> of(String unitCode, Week week) {
        return list(unitCode).stream()
                .filter(holiday -> holiday.week().equals(week))
                .findFirst();
    }

    /** The latest first. */
    @Transactional(readOnly = true)
    public List<Holiday> list(String unitCode) {
        return jdbc.sql("select id, week, reason, declared_by, declared_at from activity_holiday"
                        + " where unit_code = ? and withdrawn_at is null order by week desc limit 60")
                .param(unitCode)
                .query((row, n) -> new Holiday(
                        row.getLong(1),
                        new Week(row.getDate(2).toLocalDate()),
                        row.getString(3),
                        row.getString(4),
                        row.getTimestamp(5).toInstant()))
                .list();
    }

    /** @return false where the week is one already */
    boolean declare(String unitCode, Week week, String reason, String by) {
        return jdbc.sql("insert into activity_holiday (unit_code, week, reason, declared_by, declared_at)"
                                + " values (?, ?, ?, ?, ?) on conflict (unit_code, week) where withdrawn_at is null"
                                + " do nothing")
                        .params(unitCode, Date.valueOf(week.monday()), reason, by, Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    boolean withdraw(String unitCode, Week week, String by) {
        return jdbc.sql("update activity_holiday set withdrawn_by = ?, withdrawn_at = ?"
                                + " where unit_code = ? and week = ? and withdrawn_at is null")
                        .params(by, Timestamp.from(clock.instant()), unitCode, Date.valueOf(week.monday()))
                        .update()
                == 1;
    }
}
