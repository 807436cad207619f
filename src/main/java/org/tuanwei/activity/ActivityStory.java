package org.tuanwei.activity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** What happened to a check, written once and never changed; the sentences are in {@code story/activity.properties}. */
@Component
public class ActivityStory {

    /** One line of it. */
    public record Line(Instant at, String text, String actor) {}

    private static final TypeReference<Map<String, String>> FACTS = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Viewers viewers;
    private final Clock clock;
    private final Properties sentences = new Properties();

    ActivityStory(JdbcClient jdbc, ObjectMapper json, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.viewers = viewers;
        this.clock = clock;
        try {
            PropertiesLoaderUtils.fillProperties(
                    sentences,
                    new EncodedResource(new ClassPathResource("story/activity.properties"), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void tell(long checkId, String kind, Map<String, String> facts) {
        String name = "activity." + kind;
        if (!sentences.containsKey(name)) {
            throw new IllegalArgumentException("story/activity.properties 没有「" + name + "」的文字");
        }
        Optional<Viewer> actor = viewers.currentOrNone();
        jdbc.sql("insert into activity_event (check_id, at, kind, actor_id, actor_name, facts)"
                        + " values (?, ?, ?, ?, ?, ?::jsonb)")
                .params(
                        checkId,
                        Timestamp.from(clock.instant()),
                        name,
                        actor.map(Viewer::userId).orElse(""),
                        actor.map(Viewer::displayName).orElse("系统"),
                        write(facts))
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
                        sentence(row.getString(2), read(row.getString(4))),
                        row.getString(3)))
                .list();
    }

    private String sentence(String kind, Map<String, String> facts) {
        String text = sentences.getProperty(kind, kind);
        for (Map.Entry<String, String> fact : facts.entrySet()) {
            text = text.replace("{" + fact.getKey() + "}", fact.getValue());
        }
        return text;
    }

    private String write(Map<String, String> facts) {
        try {
            return json.writeValueAsString(facts);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private Map<String, String> read(String facts) {
        try {
            return json.readValue(facts, FACTS);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
