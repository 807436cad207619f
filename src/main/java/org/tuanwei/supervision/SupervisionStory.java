package org.tuanwei.supervision;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.StorySentences;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** What happened to a supervision, written once and never changed; the sentences are in {@code story/supervision.properties}. */
@Component
class SupervisionStory {

    /** One line of it. */
    record Line(Instant at, String text, String actor) {}

    private final JdbcClient jdbc;
    private final StorySentences sentences;
    private final Viewers viewers;
    private final Clock clock;

    SupervisionStory(JdbcClient jdbc, StorySentences sentences, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.sentences = sentences;
        this.viewers = viewers;
        this.clock = clock;
    }

    void tell(long id, String kind, Map<String, String> facts) {
        String name = "supervision." + kind;
        String stored = sentences.stored(name, facts);
        Optional<Viewer> actor = viewers.currentOrNone();
        jdbc.sql("insert into supervision_event (supervision_id, at, kind, actor_id, actor_name, facts)"
                        + " values (?, ?, ?, ?, ?, ?::jsonb)")
                .params(
                        id,
                        Timestamp.from(clock.instant()),
                        name,
                        actor.map(Viewer::userId).orElse(""),
                        actor.map(Viewer::displayName).orElse("系统"),
                        stored)
                .update();
    }

    /** The newest first. @param fromIssue whether to leave out what happened before the unit was told */
    List<Line> of(long id, boolean fromIssue) {
        return jdbc.sql("select e.at, e.kind, e.actor_name, e.facts from supervision_event e"
                        + " join supervision s on s.id = e.supervision_id"
                        + " where s.id = ? and (not ? or e.at >= s.issued_at) order by e.id desc")
                .params(id, fromIssue)
                .query((row, n) -> new Line(
                        row.getTimestamp(1).toInstant(),
                        sentences.sentence(row.getString(2), row.getString(4)),
                        row.getString(3)))
                .list();
    }
}
