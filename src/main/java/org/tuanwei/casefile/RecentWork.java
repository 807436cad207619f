package org.tuanwei.casefile;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** What a person has done lately, in the words of the story, on cases he still may see. */
@Component
@Transactional(readOnly = true)
public class RecentWork {

    /** One thing done. */
    public record Done(long caseId, String organizationName, Instant at, String text) {}

    private final JdbcClient jdbc;
    private final CaseScope scope;
    private final Story story;

    RecentWork(JdbcClient jdbc, CaseScope scope, Story story) {
        this.jdbc = jdbc;
        this.scope = scope;
        this.story = story;
    }

    /** The latest first. */
    public List<Done> of(Viewer viewer, int limit) {
        CaseScope.Condition visible = scope.of(viewer, Subject.CASE);
        Map<String, Object> params = new HashMap<>(visible.params());
        params.put("actor", viewer.userId());
        params.put("limit", limit);
        return jdbc.sql("select e.case_id, o.name, e.at, e.kind, e.facts from case_event e"
                        + " join case_file c on c.id = e.case_id join organization o on o.id = c.organization_id"
                        + " where e.actor_id = :actor and " + visible.sql() + " order by e.id desc limit :limit")
                .params(params)
                .query((row, n) -> new Done(
                        row.getLong("case_id"),
                        row.getString("name"),
                        row.getTimestamp("at").toInstant(),
                        story.sentence(row.getString("kind"), row.getString("facts"))))
                .list();
    }
}
