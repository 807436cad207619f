package org.tuanwei.avatar;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.avatar.Avatar.State;
import org.tuanwei.picture.JudgedPicture;
import org.tuanwei.picture.Measures;

/** Stores the versions of avatars; a version's pixels and measures never change, only where it stands. */
@Repository
class Avatars {

    private static final String COLUMNS = """
            id, case_id, version, state, content_type, sha256, side, width, height, crop_side, sharpness, contrast,
            likeness, verdict_reason, appeal, task_id, uploaded_by, uploaded_at, reviewer, reviewed_at, own_review, reason,
            live_url, live_at""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Avatars(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    Optional<Avatar> byId(long id) {
        return jdbc.sql("select " + COLUMNS + " from avatar where id = ?")
                .param(id)
                .query(Avatars::map)
                .optional();
    }

    /** All versions of a case, the newest first. */
    List<Avatar> ofCase(long caseId) {
        return jdbc.sql("select " + COLUMNS + " from avatar where case_id = ? order by version desc")
                .param(caseId)
                .query(Avatars::map)
                .list();
    }

    Optional<Avatar> inState(long caseId, State state) {
        return jdbc.sql("select " + COLUMNS
                        + " from avatar where case_id = ? and state = ? order by version desc limit 1")
                .params(caseId, state.name())
                .query(Avatars::map)
                .optional();
    }

    /** What waits for a person's verdict, by case. */
    Map<Long, Avatar> submitted(Collection<Long> cases) {
        Map<Long, Avatar> waiting = new HashMap<>();
        jdbc.sql("select " + COLUMNS + " from avatar where case_id = any(:cases) and state = 'SUBMITTED'")
                .param("cases", cases.toArray(Long[]::new))
                .query(Avatars::map)
                .list()
                .forEach(avatar -> waiting.put(avatar.caseId(), avatar));
        return waiting;
    }

    /** Names of other organisations of the same unit with exactly this picture, by id of the avatar. */
    Map<Long, List<String>> alike(Collection<Long> ids) {
        Map<Long, List<String>> alike = new HashMap<>();
        jdbc.sql("""
                        select distinct a.id, o.name from avatar a join case_file c on c.id = a.case_id
                        join avatar x on x.sha256 = a.sha256 and x.case_id <> a.case_id and x.state <> 'DRAFT'
                        join case_file d on d.id = x.case_id and d.unit_code = c.unit_code
                            and (c.school_code is null or d.school_code is distinct from c.school_code)
                        join organization o on o.id = d.organization_id
                        where a.id = any(:ids) order by a.id, o.name""").param("ids", ids.toArray(Long[]::new)).query(row -> {
            alike.computeIfAbsent(row.getLong(1), id -> new ArrayList<>()).add(row.getString(2));
        });
        return alike;
    }

    /** Why earlier versions of these cases were returned by a person, the latest reason by case. */
    Map<Long, String> lastReturns(Collection<Long> cases) {
        Map<Long, String> reasons = new HashMap<>();
        jdbc.sql("select case_id, reason from avatar where case_id = any(:cases) and state = 'RETURNED'"
                        + " and reason is not null order by version")
                .param("cases", cases.toArray(Long[]::new))
                .query(row -> {
                    reasons.put(row.getLong(1), row.getString(2));
                });
        return reasons;
    }

    /** The version before which nothing newer was submitted. */
    Optional<Avatar> latestSubmitted(long caseId) {
        return ofCase(caseId).stream().filter(avatar -> !avatar.draft()).findFirst();
    }

    /** What was uploaded at a task, also after the task is done. */
    Optional<Avatar> uploadedAt(String taskId) {
        return jdbc.sql("select " + COLUMNS + " from avatar where task_id = ? order by version desc limit 1")
                .param(taskId)
                .query(Avatars::map)
                .optional();
    }

    byte[] bytes(long id) {
        return jdbc.sql("select bytes from avatar where id = ?")
                .param(id)
                .query(byte[].class)
                .single();
    }

    byte[] preview(long id) {
        return jdbc.sql("select preview from avatar where id = ?")
                .param(id)
                .query(byte[].class)
                .single();
    }

    /** Puts a draft in place of the one there was. */
    void replaceDraft(long caseId, String taskId, JudgedPicture picture, Judgement judgement, String uploadedBy) {
        // two uploads at the same time take turns
        jdbc.sql("select id from case_file where id = ? for update")
                .param(caseId)
                .query(Long.class)
                .single();
        jdbc.sql("delete from avatar where case_id = ? and state = 'DRAFT'")
                .param(caseId)
                .update();
        Measures m = picture.measures();
        jdbc.sql("""
                        insert into avatar (case_id, version, state, content_type, bytes, preview, sha256, side, width,
                            height, crop_side, sharpness, contrast, likeness, verdict, verdict_reason, task_id,
                            uploaded_by, uploaded_at)
                        select ?, coalesce(max(version), 0) + 1, 'DRAFT', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
                        from avatar where case_id = ?""")
                .params(
                        caseId,
                        picture.contentType(),
                        picture.bytes(),
                        picture.preview(),
                        sha256(picture.bytes()),
                        picture.side(),
                        m.width(),
                        m.height(),
                        m.side(),
                        m.sharpness(),
                        m.contrast(),
                        m.likeness(),
                        judgement.verdict(),
                        judgement.reason(),
                        taskId,
                        uploadedBy,
                        now(),
                        caseId)
                .update();
    }

    void appeal(long id, String appeal) {
        jdbc.sql("update avatar set appeal = ? where id = ?").params(appeal, id).update();
    }

    /** @return false when it no longer stood there, because somebody else has moved it */
    boolean move(long id, Set<State> from, State to) {
        return jdbc.sql("update avatar set state = :to where id = :id and state in (:from)")
                        .param("to", to.name())
                        .param("id", id)
                        .param("from", from.stream().map(State::name).toList())
                        .update()
                == 1;
    }

    /** Notes what today's check says; the measures stay as they were. */
    void noteVerdict(long id, Judgement judgement) {
        jdbc.sql("update avatar set verdict = ?, verdict_reason = ? where id = ?")
                .params(judgement.verdict(), judgement.reason(), id)
                .update();
    }

    void noteReview(long id, String reviewer, boolean own, @Nullable String reason) {
        jdbc.sql("update avatar set reviewer = ?, reviewed_at = ?, own_review = ?, reason = ? where id = ?")
                .params(reviewer, now(), own, reason, id)
                .update();
    }

    void noteUrl(long id, String url) {
        jdbc.sql("update avatar set live_url = ? where id = ?").params(url, id).update();
    }

    void noteLive(long id) {
        jdbc.sql("update avatar set live_at = ? where id = ?").params(now(), id).update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Avatar map(ResultSet row, int n) throws SQLException {
        return new Avatar(
                row.getLong("id"),
                row.getLong("case_id"),
                row.getInt("version"),
                State.valueOf(row.getString("state")),
                row.getString("content_type"),
                row.getString("sha256"),
                row.getInt("side"),
                new Measures(
                        row.getInt("width"),
                        row.getInt("height"),
                        row.getInt("crop_side"),
                        row.getDouble("sharpness"),
                        row.getDouble("contrast"),
                        row.getInt("likeness")),
                row.getString("verdict_reason"),
                row.getString("appeal"),
                row.getString("task_id"),
                row.getString("uploaded_by"),
                row.getTimestamp("uploaded_at").toInstant(),
                row.getString("reviewer"),
                instant(row.getTimestamp("reviewed_at")),
                row.getBoolean("own_review"),
                row.getString("reason"),
                row.getString("live_url"),
                instant(row.getTimestamp("live_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
