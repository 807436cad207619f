package org.tuanwei.change;

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
import org.tuanwei.change.Change.Applicant;
import org.tuanwei.change.Change.Kind;
import org.tuanwei.change.Change.State;

/** Stores proposals; what was proposed never changes, only how far it is. */
@Repository
class Changes {

    private static final String COLUMNS = """
            id, kind, unit_code, organization_id, name, school_type, into_id, reason, state, proposed_by, proposed_at,
            approver_group, contact_name, contact_phone, contact_email, code, decided_by, decided_at, own_decision,
            refusal""";

    /** What is needed to put a proposal down. */
    record Proposal(
            Kind kind,
            String unitCode,
            @Nullable Long organizationId,
            String name,
            @Nullable String schoolType,
            @Nullable Long intoId,
            String reason,
            String proposedBy,
            String approverGroup,
            @Nullable Applicant applicant) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Changes(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Empty when the same is proposed already and not yet decided. */
    Optional<Long> add(Proposal proposal) {
        Applicant applicant = proposal.applicant();
        return jdbc.sql("""
                        insert into organization_change (kind, unit_code, organization_id, name, school_type, into_id,
                            reason, state, proposed_by, proposed_at, approver_group, contact_name, contact_phone,
                            contact_email)
                        values (?, ?, ?, ?, ?, ?, ?, 'PROPOSED', ?, ?, ?, ?, ?, ?)
                        on conflict do nothing
                        returning id""")
                .params(
                        proposal.kind().name(),
                        proposal.unitCode(),
                        proposal.organizationId(),
                        proposal.name(),
                        proposal.schoolType(),
                        proposal.intoId(),
                        proposal.reason(),
                        proposal.proposedBy(),
                        now(),
                        proposal.approverGroup(),
                        applicant == null ? null : applicant.name(),
                        applicant == null ? null : applicant.phone(),
                        applicant == null ? null : applicant.email())
                .query(Long.class)
                .optional();
    }

    Change get(long id) {
        return jdbc.sql("select " + COLUMNS + " from organization_change where id = ?")
                .param(id)
                .query(Changes::map)
                .single();
    }

    /** Of one organisation, the newest first. */
    List<Change> ofOrganization(long organizationId) {
        return jdbc.sql("select " + COLUMNS
                        + " from organization_change where organization_id = ? order by id desc limit 50")
                .param(organizationId)
                .query(Changes::map)
                .list();
    }

    /** Schools to be added to a unit, the newest first. */
    List<Change> additionsOf(String unitCode) {
        return jdbc.sql("select " + COLUMNS
                        + " from organization_change where unit_code = ? and kind = 'ADD' order by id desc limit 50")
                .param(unitCode)
                .query(Changes::map)
                .list();
    }

    /** @return false when it is decided already */
    boolean decide(long id, State state, String by, boolean own, @Nullable String refusal) {
        return jdbc.sql("""
                                update organization_change set state = ?, decided_by = ?, decided_at = ?,
                                    own_decision = ?, refusal = ?
                                where id = ? and state = 'PROPOSED'""").params(state.name(), by, now(), own, refusal, id).update() == 1;
    }

    void noteSchool(long id, String code, String schoolType) {
        jdbc.sql("update organization_change set code = ?, school_type = ? where id = ?")
                .params(code, schoolType, id)
                .update();
    }

    void noteApplied(long id, long organizationId) {
        jdbc.sql("update organization_change set state = 'APPLIED', applied_at = ?, organization_id = ? where id = ?")
                .params(now(), organizationId, id)
                .update();
    }

    /** Forgets who asked, once he is answered. */
    void forgetApplicant(long id) {
        jdbc.sql("update organization_change set contact_name = null, contact_phone = null, contact_email = null"
                        + " where id = ?")
                .param(id)
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Change map(ResultSet row, int n) throws SQLException {
        Timestamp decided = row.getTimestamp("decided_at");
        String email = row.getString("contact_email");
        return new Change(
                row.getLong("id"),
                Kind.valueOf(row.getString("kind")),
                row.getString("unit_code"),
                row.getObject("organization_id", Long.class),
                row.getString("name"),
                row.getString("school_type"),
                row.getObject("into_id", Long.class),
                row.getString("reason"),
                State.valueOf(row.getString("state")),
                row.getString("proposed_by"),
                row.getTimestamp("proposed_at").toInstant(),
                row.getString("approver_group"),
                email == null
                        ? null
                        : new Applicant(
                                orEmpty(row.getString("contact_name")), orEmpty(row.getString("contact_phone")), email),
                row.getString("code"),
                row.getString("decided_by"),
                decided == null ? null : instant(decided),
                row.getBoolean("own_decision"),
                row.getString("refusal"));
    }

    private static Instant instant(Timestamp at) {
        return at.toInstant();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
