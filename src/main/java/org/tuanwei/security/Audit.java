package org.tuanwei.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Properties;
import java.util.SortedMap;
import java.util.TreeMap;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.EncodedResource;
import org.springframework.core.io.support.PropertiesLoaderUtils;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Writes who did what to which object; the application can add to it but neither change nor erase. At commit the
 * database seals each entry with the hash of the one before it.
 */
@Component
public class Audit {

    private static final String OBJECT = "object.";

    private final JdbcClient jdbc;
    private final Viewers viewers;
    private final Clock clock;
    private final Properties words;

    Audit(JdbcClient jdbc, Viewers viewers, Clock clock) {
        this.jdbc = jdbc;
        this.viewers = viewers;
        this.clock = clock;
        try {
            this.words = PropertiesLoaderUtils.loadProperties(
                    new EncodedResource(new ClassPathResource("audit.properties"), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * @param action a key of {@code audit.properties}
     * @param object {@code kind:id}, the kind from {@code audit.properties} too
     * @param detail in Chinese; no secret and no personal data: it is kept for years
     * @throws IllegalArgumentException for an action or kind without a name
     */
    @Transactional
    public void record(String action, String object, String detail) {
        String kind = object.replaceFirst(":.*", "");
        if (!words.containsKey(action) || !words.containsKey(OBJECT + kind) || kind.equals(object)) {
            throw new IllegalArgumentException("audit.properties knows no " + action + " of " + object);
        }
        String user = viewers.currentOrNone().map(Viewer::userId).orElse("");
        jdbc.sql("insert into audit_entry (at, user_id, action, object, detail) values (?, ?, ?, ?, ?)")
                .params(Timestamp.from(clock.instant()), user, action, object, detail)
                .update();
    }

    /** What can have been done, by key, in words. */
    public SortedMap<String, String> actions() {
        SortedMap<String, String> actions = new TreeMap<>();
        words.stringPropertyNames().stream()
                .filter(key -> !key.startsWith(OBJECT))
                .forEach(key -> actions.put(key, words.getProperty(key)));
        return actions;
    }

    /** The action in words; an unknown one as it stands. */
    public String actionInWords(String action) {
        return words.getProperty(action, action);
    }

    /** {@code organization:310000} as 单位 310000. */
    public String objectInWords(String object) {
        int colon = object.indexOf(':');
        String kind = colon < 0 ? object : object.substring(0, colon);
        return words.getProperty(OBJECT + kind, kind) + (colon < 0 ? "" : " " + object.substring(colon + 1));
    }
}
