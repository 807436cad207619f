package org.tuanwei.activity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.StorySentences;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** What happened to a check, written once and never changed; the sentences are in {@code story/activity.properties}. */
@Component
public class ActivityStory {

    /** One line of it. */
    public record Line(Instant at, String text, String actor) {}

    private final JdbcClient jdbc;
    private final StorySentences sentences;
    private final Viewers viewers;
    private final Clock clock;

    ActivityStory(JdbcClient jdbc, StorySentences sentences, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.sentences = sentences;
        this.viewers = viewers;
        this.clock = clock;
    }

    void tell(long checkId, String kind, Map<String, String> facts) {
        String name = "activity." + kind;
        String stored = sentences.stored(name, facts);
        Optional<Viewer> actor = viewers.currentOrNone();
        jdbc.sql("insert into activity_event (check_id, at, kind, actor_id, actor_name, facts)"
                        + " values (?, ?, ?, ?, ?, ?::jsonb)")
                .params(
                        checkId,
                        Timestamp.from(clock.instant()),
                        name,
                        actor.map(Viewer::userId).orElse(""),
                        actor.map(Viewer::displayName).orElse("系统"),
                        stored)
                .update();
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    public List<Line> of(long checkId) {
        return jdbc.sql("select at, kind, actor_name, facts from activity_event where check_id = ?"
                        + " order by id desc limit 200")
                .param(checkId)
                .query((row, n) -> new Line(
                        row.getTimestamp(1).toInstant(),
                        sentences.sentence(row.getString(2), row.getString(4)),
                        row.getString(3)))
                .list();
    }
}
