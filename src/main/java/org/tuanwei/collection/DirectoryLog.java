package org.tuanwei.collection;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.security.Audit;
import org.tuanwei.security.Viewers;

/** Keeps who looked into which directory when, and for what (D2: access logged). */
@Component
class DirectoryLog {

    /** One look. */
    record Access(Instant at, String who, String purpose, int rows) {}

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Audit audit;
    private final Clock clock;

    DirectoryLog(JdbcClient jdbc, Viewers viewers, Audit audit, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.audit = audit;
        this.clock = clock;
    }

    @Transactional
    void note(UnitRound unit, String purpose, int rows) {
        jdbc.sql("insert into directory_access (collection_id, user_id, purpose, rows, at) values (?, ?, ?, ?, ?)")
                .params(unit.id(), viewers.current().userId(), purpose, rows, Timestamp.from(clock.instant()))
                .update();
        audit.record("directory.read", "collection:" + unit.id(), purpose + "，" + rows + " 行");
    }

    /** Of one unit's directory, the newest first. */
    List<Access> of(long collectionId) {
        return jdbc.sql(
                        "select at, user_id, purpose, rows from directory_access where collection_id = ? order by id desc limit 50")
                .param(collectionId)
                .query((row, n) -> new Access(
                        row.getTimestamp(1).toInstant(),
                        viewers.of(row.getString(2)).displayName(),
                        row.getString(3),
                        row.getInt(4)))
                .list();
    }
}
