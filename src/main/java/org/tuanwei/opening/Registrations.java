package org.tuanwei.opening;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tuanwei.opening.Registration.Review;

/** Keeps every version of what was submitted and every verdict on it (C8: before and after). */
@Repository
class Registrations {

    private static final String SELECT = """
            select r.id, r.case_id, r.version, r.contact_id, r.existing_account, r.existing_qq, r.existing_url,
                r.submitted_by, r.submitted_at, v.decision, v.reason, v.own_entry, v.decided_at
            from registration r left join registration_review v on v.registration_id = r.id""";

    private final JdbcClient jdbc;
    private final Clock clock;

    Registrations(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    void add(long caseId, long contactId, RegistrationEntry entry, String submittedBy) {
        Timestamp now = Timestamp.from(clock.instant());
        jdbc.sql("""
                        insert into registration (case_id, version, contact_id, existing_account, existing_qq,
                            existing_url, consent_at, submitted_by, submitted_at)
                        select :caseId, coalesce(max(version), 0) + 1, :contact, :existing, :qq, :url, :consent, :by, :now
                        from registration where case_id = :caseId""")
                .param("caseId", caseId)
                .param("contact", contactId)
                .param("existing", entry.existingAccount())
                .param("qq", entry.existingQq())
                .param("url", entry.existingUrl())
                // the public form cannot be sent without consent
                .param("consent", Registration.PUBLIC.equals(submittedBy) ? now : null)
                .param("by", submittedBy)
                .param("now", now)
                .update();
    }

    /** The version that counts. */
    Optional<Registration> latest(long caseId) {
        return jdbc.sql(SELECT + " where r.case_id = ? order by r.version desc limit 1")
                .param(caseId)
                .query(Registrations::map)
                .optional();
    }

    /** All versions, the newest first. */
    List<Registration> all(long caseId) {
        return jdbc.sql(SELECT + " where r.case_id = ? order by r.version desc")
                .param(caseId)
                .query(Registrations::map)
                .list();
    }

    void review(Registration registration, boolean approved, @Nullable String reason, boolean ownEntry, String by) {
        jdbc.sql("""
                        insert into registration_review (case_id, registration_id, decision, reason, own_entry,
                            decided_by, decided_at)
                        values (:caseId, :registration, :decision, :reason, :own, :by, :now)""")
                .param("caseId", registration.caseId())
                .param("registration", registration.id())
                .param("decision", approved ? "APPROVE" : "RETURN")
                .param("reason", reason)
                .param("own", ownEntry)
                .param("by", by)
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    private static Registration map(ResultSet row, int n) throws SQLException {
        String decision = row.getString("decision");
        return new Registration(
                row.getLong("id"),
                row.getLong("case_id"),
                row.getInt("version"),
                row.getLong("contact_id"),
                row.getBoolean("existing_account"),
                row.getString("existing_qq"),
                row.getString("existing_url"),
                row.getString("submitted_by"),
                row.getTimestamp("submitted_at").toInstant(),
                decision == null
                        ? null
                        : new Review(
                                decision.equals("APPROVE"),
                                row.getString("reason"),
                                row.getBoolean("own_entry"),
                                row.getTimestamp("decided_at").toInstant()));
    }
}
