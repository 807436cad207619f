package org.tuanwei.collection;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.collection.Upload.State;

/** Stores uploaded workbooks, so that any node can go on with one another node has taken in. */
@Repository
class Uploads {

    private static final String SELECT = """
            select id, collection_id, row_id, file_name, choices, good, failed, state, taken, uploaded_by, uploaded_at
            from collection_upload""";
    private static final TypeReference<Map<String, String>> CHOICES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final Clock clock;

    Uploads(JdbcClient jdbc, ObjectMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    long add(
            long collectionId,
            @Nullable Long rowId,
            String fileName,
            byte[] content,
            String sha256,
            int good,
            int failed,
            String by) {
        return jdbc.sql("""
                        insert into collection_upload (collection_id, row_id, file_name, content, sha256, good, failed,
                            uploaded_by, uploaded_at)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning id""")
                .params(collectionId, rowId, fileName, content, sha256, good, failed, by, now())
                .query(Long.class)
                .single();
    }

    Optional<Upload> find(long id) {
        return jdbc.sql(SELECT + " where id = ?").param(id).query(this::map).optional();
    }

    /** Of a unit's table, the newest first. */
    List<Upload> of(long collectionId) {
        return jdbc.sql(SELECT + " where collection_id = ? and row_id is null order by id desc limit 20")
                .param(collectionId)
                .query(this::map)
                .list();
    }

    byte[] content(long id) {
        return jdbc.sql("select content from collection_upload where id = ?")
                .param(id)
                .query((row, n) -> row.getBytes(1))
                .single();
    }

    void choose(long id, Map<String, String> choices, int good, int failed) {
        jdbc.sql("update collection_upload set choices = ?::jsonb, good = ?, failed = ? where id = ?")
                .params(write(choices), good, failed, id)
                .update();
    }

    /** @return false when it was taken or put away before: nothing is taken twice */
    boolean settle(long id, State state) {
        return jdbc.sql("update collection_upload set state = ?, settled_at = ? where id = ? and state = 'PREVIEW'")
                        .params(state.name(), now(), id)
                        .update()
                == 1;
    }

    void noteTaken(long id, int taken) {
        jdbc.sql("update collection_upload set taken = ? where id = ?")
                .params(taken, id)
                .update();
    }

    /** The files hold personal data and are of no use once the table is archived. */
    void forget(long collectionId) {
        jdbc.sql("delete from collection_upload where collection_id = ?")
                .param(collectionId)
                .update();
    }

    private Upload map(ResultSet row, int n) throws SQLException {
        return new Upload(
                row.getLong("id"),
                row.getLong("collection_id"),
                row.getObject("row_id", Long.class),
                row.getString("file_name"),
                read(row.getString("choices")),
                row.getInt("good"),
                row.getInt("failed"),
                State.valueOf(row.getString("state")),
                row.getObject("taken", Integer.class),
                row.getString("uploaded_by"),
                row.getTimestamp("uploaded_at").toInstant());
    }

    private Map<String, String> read(String text) {
        try {
            return json.readValue(text, CHOICES);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("上传的选择读不出", broken);
        }
    }

    private String write(Map<String, String> choices) {
        try {
            return json.writeValueAsString(choices);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("上传的选择写不出", broken);
        }
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
