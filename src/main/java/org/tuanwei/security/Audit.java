package org.tuanwei.security;

import java.sql.Timestamp;
import java.time.Clock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes who did what to which object; the application can add to it but neither change nor erase. */
@Component
public class Audit {

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Clock clock;

    Audit(JdbcClient jdbc, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** @param detail no secret and no personal data: it is kept for years */
    @Transactional
    public void record(String action, String object, String detail) {
        String user = viewers.currentOrNone().map(Viewer::userId).orElse("");
        jdbc.sql("insert into audit_entry (at, user_id, action, object, detail) values (?, ?, ?, ?, ?)")
                .params(Timestamp.from(clock.instant()), user, action, object, detail)
                .update();
    }
}
