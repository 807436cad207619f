package org.tuanwei.collection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores what was sent in: which version of which rows, the workbook and its hash. */
@Repository
class Submissions {

    private static final String SELECT = """
            select id, collection_id, version, file_name, sha256, rows, exempt, late, mail_key, submitted_at, state,
                reason, decided_at from collection_submission""";

    /** A school of the accepted directory. */
    record DirectoryLine(String unitCode, String unitName, String schoolCode, RowVersion version) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Submissions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Freezes these versions. @return id of the submission */
    long add(
            long collectionId,
            Collection<RowVersion> versions,
            int exempt,
            boolean late,
            String fileName,
            byte[] workbook,
            String sha256) {
        long id = jdbc.sql("""
                        insert into collection_submission (collection_id, version, file_name, workbook, sha256, rows,
                            exempt, late, submitted_at)
                        values (:collection, (select coalesce(max(version), 0) + 1 from collection_submission
                            where collection_id = :collection), :file, :workbook, :sha, :rows, :exempt, :late, :now)
                        returning id""")
                .param("collection", collectionId)
                .param("file", fileName)
                .param("workbook", workbook)
                .param("sha", sha256)
                .param("rows", versions.size())
                .param("exempt", exempt)
                .param("late", late)
                .param("now", now())
                .query(Long.class)
                .single();
        versions.forEach(version -> jdbc.sql(
                        "insert into collection_submission_row (submission_id, row_id, row_version_id) values (?, ?, ?)")
                .params(id, version.rowId(), version.id())
                .update());
        return id;
    }

    void noteMail(long id, String mailKey) {
        jdbc.sql("update collection_submission set mail_key = ? where id = ?")
                .params(mailKey, id)
                .update();
    }

    /** The centre's word on the submission that waits for it. */
    void decide(long collectionId, Submission.State state, @Nullable String reason, String by) {
        jdbc.sql("""
                        update collection_submission set state = ?, reason = ?, decided_by = ?, decided_at = ?
                        where collection_id = ? and state = 'SUBMITTED'""").params(state.name(), reason, by, now(), collectionId).update();
    }

    /** The newest first. */
    List<Submission> of(long collectionId) {
        return jdbc.sql(SELECT + " where collection_id = ? order by version desc")
                .param(collectionId)
                .query(Submissions::map)
                .list();
    }

    Optional<Submission> find(long id) {
        return jdbc.sql(SELECT + " where id = ?")
                .param(id)
                .query(Submissions::map)
                .optional();
    }

    byte[] workbook(long id) {
        return jdbc.sql("select workbook from collection_submission where id = ?")
                .param(id)
                .query((row, n) -> row.getBytes(1))
                .single();
    }

    /** The rows as they were sent in then. */
    List<RowVersion> rowsOf(long submissionId) {
        return jdbc.sql("""
                        select v.id, v.row_id, v.version, v.school_type, v.contact_name, v.position, v.phone, v.mobile,
                            v.email, v.source, v.channel, v.adopted, v.recorded_by, v.recorded_at, o.name as school_name
                        from collection_submission_row sr
                            join collection_row_version v on v.id = sr.row_version_id
                            join collection_row r on r.id = sr.row_id
                            join organization o on o.id = r.organization_id
                        where sr.submission_id = ? order by r.school_code""").param(submissionId).query(SchoolRows::version).list();
    }

    /** The accepted rows of these units' tables, by unit and school. */
    List<DirectoryLine> accepted(Collection<Long> collectionIds) {
        if (collectionIds.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                        select u.code as unit_code, u.name as unit_name, r.school_code, v.id, v.row_id, v.version,
                            v.school_type, v.contact_name, v.position, v.phone, v.mobile, v.email, v.source, v.channel,
                            v.adopted, v.recorded_by, v.recorded_at, o.name as school_name
                        from collection_submission s
                            join collection_submission_row sr on sr.submission_id = s.id
                            join collection_row_version v on v.id = sr.row_version_id
                            join collection_row r on r.id = sr.row_id
                            join organization o on o.id = r.organization_id
                            join organization u on u.code = r.unit_code
                        where s.state = 'ACCEPTED' and s.collection_id in (:ids)
                        order by u.code, r.school_code""")
                .param("ids", collectionIds)
                .query((row, n) -> new DirectoryLine(
                        row.getString("unit_code"),
                        row.getString("unit_name"),
                        row.getString("school_code"),
                        SchoolRows.version(row, n)))
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Submission map(ResultSet row, int n) throws SQLException {
        Timestamp decided = row.getTimestamp("decided_at");
        return new Submission(
                row.getLong("id"),
                row.getLong("collection_id"),
                row.getInt("version"),
                row.getString("file_name"),
                row.getString("sha256"),
                row.getInt("rows"),
                row.getInt("exempt"),
                row.getBoolean("late"),
                row.getString("mail_key"),
                row.getTimestamp("submitted_at").toInstant(),
                Submission.State.valueOf(row.getString("state")),
                row.getString("reason"),
                decided == null ? null : decided.toInstant());
    }
}
