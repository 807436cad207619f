package org.tuanwei.supervision;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.casefile.Party;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.waiting.Bearer;
import org.tuanwei.waiting.DayCount;

/** Notes whom a supervision waits for, and counts the days by party as they are counted for cases. */
@Repository
class Waitings {

    /** A line of the table. */
    record Line(String party, int working, int calendar) {}

    /** Whom it waits for now. */
    record Open(long supervisionId, String party, String taskId, String taskName, Instant since) {}

    private final JdbcClient jdbc;
    private final WorkingCalendar calendar;
    private final Clock clock;

    Waitings(JdbcClient jdbc, WorkingCalendar calendar, Clock clock) {
        this.jdbc = jdbc;
        this.calendar = calendar;
        this.clock = clock;
    }

    void begin(long supervisionId, Party party, String taskId, String taskName) {
        jdbc.sql("insert into supervision_waiting (supervision_id, party, task_id, task_name, from_at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(supervisionId, party.name(), taskId, taskName, now())
                .update();
    }

    void end(String taskId) {
        jdbc.sql("update supervision_waiting set to_at = ? where task_id = ? and to_at is null")
                .params(now(), taskId)
                .update();
    }

    void park(long supervisionId) {
        jdbc.sql("insert into supervision_waiting (supervision_id, party, task_name, from_at) values (?, ?, '挂起', ?)")
                .params(supervisionId, Bearer.PARKED.name(), now())
                .update();
    }

    void unpark(long supervisionId) {
        jdbc.sql("update supervision_waiting set to_at = ? where supervision_id = ? and party = ? and to_at is null")
                .params(now(), supervisionId, Bearer.PARKED.name())
                .update();
    }

    List<Line> days(Supervision supervision) {
        List<DayCount.Interval> intervals = jdbc.sql(
                        "select party, from_at, to_at from supervision_waiting where supervision_id = ? order by id")
                .param(supervision.id())
                .query((row, n) -> new DayCount.Interval(
                        Bearer.valueOf(row.getString(1)),
                        row.getTimestamp(2).toInstant(),
                        Supervisions.instant(row, "to_at")))
                .list();
        Instant end = supervision.decidedAt();
        Map<Bearer, DayCount.Days> days =
                new DayCount(calendar).count(supervision.openedAt(), end == null ? clock.instant() : end, intervals);
        List<Line> lines = new ArrayList<>();
        days.forEach((bearer, count) -> lines.add(
                new Line(bearer == Bearer.PARKED ? "挂起" : bearer.label(), count.working(), count.calendar())));
        return lines;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
