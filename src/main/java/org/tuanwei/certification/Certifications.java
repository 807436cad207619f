package org.tuanwei.certification;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.certification.Certification.State;

/** Stores applications and their decision trail; the trail is only added to. */
@Repository
class Certifications {

    private static final String SELECT = """
            select id, organization_id, case_id, state, standard_version, statement, applied_by, applied_at,
                certified_at, ended_at, reason
            from certification where\s""";
    private static final String LIVING = "state in ('APPLIED', 'RECOMMENDED', 'REVIEWED', 'CERTIFIED')";

    private final JdbcClient jdbc;
    private final Clock clock;

    Certifications(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @throws org.springframework.dao.DuplicateKeyException when the organisation has a living one */
    long apply(long organizationId, long caseId, String version, String statement, String by) {
        return jdbc.sql("insert into certification (organization_id, case_id, state, standard_version, statement,"
                        + " applied_by, applied_at) values (?, ?, 'APPLIED', ?, ?, ?, ?) returning id")
                .params(organizationId, caseId, version, statement, by, now())
                .query(Long.class)
                .single();
    }

    /** The application under way, or the certification. */
    Optional<Certification> living(long organizationId) {
        return jdbc.sql(SELECT + "organization_id = ? and " + LIVING)
                .param(organizationId)
                .query(Certifications::map)
                .optional();
    }

    /** Why the last one of the organisation came to nothing by the word of others, whatever came after. */
    Optional<String> lastReason(long organizationId) {
        return jdbc.sql("select reason from certification where organization_id = ?"
                        + " and state in ('REFUSED', 'LAPSED', 'WITHDRAWN') order by id desc limit 1")
                .param(organizationId)
                .query(String.class)
                .optional();
    }

    /** The last one that ended, however it did. */
    Optional<Certification> lastEnded(long organizationId) {
        return jdbc.sql(SELECT + "organization_id = ? and ended_at is not null order by id desc limit 1")
                .param(organizationId)
                .query(Certifications::map)
                .optional();
    }

    /** All certified ones; locked, so that no two nodes look at the same ones at once. */
    List<Certification> lockCertified() {
        return jdbc.sql(SELECT + "state = 'CERTIFIED' order by id for update skip locked")
                .query(Certifications::map)
                .list();
    }

    /** The application that this instance of the process leads. */
    Optional<Certification> ofInstance(String processInstanceId) {
        return jdbc.sql(SELECT + "process_instance_id = ?")
                .param(processInstanceId)
                .query(Certifications::map)
                .optional();
    }

    Certification get(long id) {
        return jdbc.sql(SELECT + "id = ?").param(id).query(Certifications::map).single();
    }

    void started(long id, String instance) {
        jdbc.sql("update certification set process_instance_id = ? where id = ?")
                .params(instance, id)
                .update();
    }

    void to(long id, State state) {
        jdbc.sql("update certification set state = :state, certified_at = case when :state = 'CERTIFIED' then :now"
                        + " else certified_at end where id = :id and " + LIVING)
                .param("state", state.name())
                .param("now", now())
                .param("id", id)
                .update();
    }

    void end(long id, State state, @Nullable String reason) {
        jdbc.sql("update certification set state = ?, ended_at = ?, reason = ? where id = ? and " + LIVING)
                .params(state.name(), now(), reason, id)
                .update();
    }

    void decided(long id, String step, String verdict, @Nullable String reason, String user, String name) {
        jdbc.sql("insert into certification_decision (certification_id, at, step, verdict, reason, by_user, by_name)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(id, now(), step, verdict, reason, user, name)
                .update();
    }

    /** The earliest first. */
    List<Decision> trail(long id) {
        return jdbc.sql("select at, step, verdict, reason, by_name from certification_decision"
                        + " where certification_id = ? order by id")
                .param(id)
                .query((row, n) -> new Decision(
                        row.getTimestamp("at").toInstant(),
                        row.getString("step"),
                        row.getString("verdict"),
                        row.getString("reason"),
                        row.getString("by_name")))
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Certification map(ResultSet row, int n) throws SQLException {
        return new Certification(
                row.getLong("id"),
                row.getLong("organization_id"),
                row.getLong("case_id"),
                State.valueOf(row.getString("state")),
                row.getString("standard_version"),
                row.getString("statement"),
                row.getString("applied_by"),
                row.getTimestamp("applied_at").toInstant(),
                instant(row.getTimestamp("certified_at")),
                instant(row.getTimestamp("ended_at")),
                row.getString("reason"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
