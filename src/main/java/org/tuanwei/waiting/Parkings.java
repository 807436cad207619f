package org.tuanwei.waiting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Level;
import org.tuanwei.deadline.ClockHold;
import org.tuanwei.deadline.Postponements;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/**
 * 暂停计时: the level above stops the clock of a case until a day it names, for a reason it gives. The days do not count
 * for anybody, due dates, timers and reminders move by them; the work itself may go on.
 */
@Service
@Transactional
class Parkings implements ClockHold {

    private static final int SHORTEST_REASON = 4;
    private static final int LONGEST_REASON = 500;
    private static final String COLUMNS = "id, case_id, from_at, until_at, reason, parked_by, ended_at";

    private final JdbcClient jdbc;
    private final CaseFiles files;
    private final Postponements postponements;
    private final WorkingCalendar calendar;
    private final ParkingProperties properties;
    private final Viewers viewers;
    private final Clock clock;

    Parkings(
            JdbcClient jdbc,
            CaseFiles files,
            Postponements postponements,
            WorkingCalendar calendar,
            ParkingProperties properties,
            Viewers viewers,
            Clock clock) {
        this.jdbc = jdbc;
        this.files = files;
        this.postponements = postponements;
        this.calendar = calendar;
        this.properties = properties;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** Whether the viewer is above those the case may wait for. */
    boolean mayPark(CaseFile file, Viewer viewer) {
        return file.running()
                && (viewer.isCentre() || file.level() != Level.UNIT && viewer.isProvince(file.unitCode()));
    }

    /** Stops the clock from now until 24:00 of this day. @throws FormRefused when day or reason will not do */
    void park(long caseId, @Nullable LocalDate until, String reason) {
        CaseFile file = required(caseId);
        LocalDate today = calendar.dayOf(clock.instant());
        if (until == null || until.isBefore(today)) {
            throw new FormRefused("until", "请选择暂停到哪一天，不早于今天");
        }
        if (until.isAfter(today.plusDays(properties.longestDays()))) {
            throw new FormRefused("until", "一次最多暂停 " + properties.longestDays() + " 天，到期仍需暂停的，届时另写理由再暂停");
        }
        String stripped = reason.strip();
        if (stripped.length() < SHORTEST_REASON || stripped.length() > LONGEST_REASON) {
            throw new FormRefused("reason", "请用 " + SHORTEST_REASON + " 至 " + LONGEST_REASON + " 个字写明暂停理由");
        }
        int days = calendar.workingDaysBetween(today.minusDays(1), until);
        if (days == 0) {
            throw new FormRefused("until", "到这一天为止都是休息日，本来就不计时，不必暂停");
        }
        expire();
        try {
            jdbc.sql("insert into case_parking (case_id, from_at, until_at, reason, parked_by) values (?, ?, ?, ?, ?)")
                    .params(
                            caseId,
                            Timestamp.from(clock.instant()),
                            Timestamp.from(calendar.endOf(until)),
                            stripped,
                            viewers.current().displayName())
                    .update();
        } catch (DuplicateKeyException already) {
            throw new FormRefused("until", "这个案件已经暂停计时，请先恢复再重新暂停");
        }
        postponements.postpone(caseId, days);
        files.tell(file.id(), "waiting.parked", Map.of("until", until.toString(), "reason", stripped));
    }

    /** Starts the clock again before the day; what was moved too far comes back. */
    void resume(long caseId) {
        CaseFile file = required(caseId);
        Parking parking = current(caseId).orElseThrow(() -> new FormRefused("until", "这个案件没有暂停计时，或已到期恢复"));
        LocalDate from = calendar.dayOf(parking.from());
        LocalDate today = calendar.dayOf(clock.instant());
        int notUsed = calendar.workingDaysBetween(today.minusDays(1), calendar.dueDay(parking.until()));
        jdbc.sql("update case_parking set ended_at = ?, ended_by = ? where id = ? and ended_at is null")
                .params(Timestamp.from(clock.instant()), viewers.current().displayName(), parking.id())
                .update();
        postponements.postpone(caseId, -notUsed);
        files.tell(file.id(), "waiting.resumed", Map.of("from", from.toString()));
    }

    /** Closes what has reached its day; the clocks run already. @return how many */
    int expire() {
        List<Long> over = jdbc.sql("update case_parking set ended_at = until_at, ended_by = ''"
                        + " where id in (select id from case_parking where ended_at is null and until_at <= :now"
                        + " for update skip locked) returning case_id")
                .param("now", Timestamp.from(clock.instant()))
                .query(Long.class)
                .list();
        for (long caseId : over) {
            if (files.get(caseId).running()) {
                files.tell(caseId, "waiting.expired", Map.of());
            }
        }
        return over.size();
    }

    /** The stop that holds the case now. */
    @Transactional(readOnly = true)
    Optional<Parking> current(long caseId) {
        return jdbc.sql("select " + COLUMNS + " from case_parking"
                        + " where case_id = ? and ended_at is null and until_at > ?")
                .params(caseId, Timestamp.from(clock.instant()))
                .query(Parkings::map)
                .optional();
    }

    @Override
    @Transactional(readOnly = true)
    public Map<Long, LocalDate> heldUntil(Collection<Long> caseIds) {
        Map<Long, LocalDate> held = new HashMap<>();
        jdbc.sql("select " + COLUMNS + " from case_parking"
                        + " where case_id = any(?) and ended_at is null and until_at > ?")
                .params(caseIds.toArray(Long[]::new), Timestamp.from(clock.instant()))
                .query(Parkings::map)
                .list()
                .forEach(parking -> held.put(parking.caseId(), calendar.dueDay(parking.until())));
        return held;
    }

    private CaseFile required(long caseId) {
        CaseFile file = files.workable(caseId);
        if (!mayPark(file, viewers.current())) {
            throw new NotAllowed("只有办理中的案件可以暂停计时，且须由上级团组织决定");
        }
        return file;
    }

    private static Parking map(ResultSet row, int n) throws SQLException {
        Timestamp ended = row.getTimestamp("ended_at");
        Instant endedAt = ended == null ? null : ended.toInstant();
        return new Parking(
                row.getLong("id"),
                row.getLong("case_id"),
                row.getTimestamp("from_at").toInstant(),
                row.getTimestamp("until_at").toInstant(),
                row.getString("reason"),
                row.getString("parked_by"),
                endedAt);
    }
}
