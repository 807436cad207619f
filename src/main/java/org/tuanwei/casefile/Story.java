package org.tuanwei.casefile;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** What happened to a case, written once and never changed. */
@Component
class Story {

    private final JdbcClient jdbc;
    private final StorySentences sentences;
    private final Viewers viewers;
    private final Clock clock;

    Story(JdbcClient jdbc, StorySentences sentences, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.sentences = sentences;
        this.viewers = viewers;
        this.clock = clock;
    }

    void tell(long caseId, String kind, Map<String, String> facts) {
        tell(List.of(caseId), kind, facts, null);
    }

    /** The same sentence for each of these cases. */
    void tell(Collection<Long> caseIds, String kind, Map<String, String> facts) {
        tell(caseIds, kind, facts, null);
    }

    void tell(long caseId, String kind, Map<String, String> facts, @Nullable String taskId) {
        tell(List.of(caseId), kind, facts, taskId);
    }

    private void tell(Collection<Long> caseIds, String kind, Map<String, String> facts, @Nullable String taskId) {
        String stored = sentences.stored(kind, facts);
        Optional<Viewer> viewer = viewers.currentOrNone();
        jdbc.sql("insert into case_event (case_id, at, kind, actor_id, actor_name, on_behalf, facts)"
                        + " select unnest(?::bigint[]), ?, ?, ?, ?, ?, ?::jsonb")
                .params(
                        caseIds.toArray(Long[]::new),
                        Timestamp.from(clock.instant()),
                        kind,
                        viewer.map(Viewer::userId).orElse(""),
                        viewer.map(Viewer::displayName).orElse("系统"),
                        taskId == null ? null : actingReason(taskId, viewer.orElse(null)),
                        stored)
                .update();
    }

    List<CaseStory.Line> of(long caseId) {
        return jdbc.sql(
                        "select at, kind, actor_name, on_behalf, facts from case_event where case_id = ? order by id desc")
                .param(caseId)
                .query((row, n) -> new CaseStory.Line(
                        row.getTimestamp("at").toInstant(),
                        row.getString("kind"),
                        sentences.sentence(row.getString("kind"), row.getString("facts")),
                        row.getString("actor_name"),
                        row.getString("on_behalf")))
                .list();
    }

    /** The sentence of an event. @param facts as they are stored */
    String sentence(String kind, String facts) {
        return sentences.sentence(kind, facts);
    }

    /** Whether such a thing was told of the case at or after this moment. */
    boolean told(long caseId, String kind, Instant since) {
        return jdbc.sql("select exists (select 1 from case_event where case_id = ? and kind = ? and at >= ?)")
                .params(caseId, kind, Timestamp.from(since))
                .query(Boolean.class)
                .single();
    }

    private @Nullable String actingReason(String taskId, @Nullable Viewer viewer) {
        if (viewer == null || viewer.groups().isEmpty()) {
            return null;
        }
        return jdbc.sql("select reason from acting_for where task_id = :task and group_id in (:groups)"
                        + " order by id desc limit 1")
                .param("task", taskId)
                .param("groups", viewer.groups())
                .query(String.class)
                .optional()
                .orElse(null);
    }
}
