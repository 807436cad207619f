package org.tuanwei.problem;

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
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.Level;
import org.tuanwei.casefile.Party;
import org.tuanwei.organization.Organization;
import org.tuanwei.problem.Problem.ClosedHow;
import org.tuanwei.problem.Problem.Handler;
import org.tuanwei.problem.Problem.State;

/** The rows of problems. */
@Repository
@Transactional
class Problems {

    static final String COLUMNS = """
            p.id, p.case_id, f.receipt, p.organization_id, o.code as organization_code, o.name as organization_name,
            p.unit_code, p.school_code, p.level, p.kind, p.state, p.handler, p.text, p.initiator_group,
            p.opened_by_party, p.opened_by_name, p.opened_at, p.handling_since, p.answered_at, p.closed_at,
            p.closed_how, p.at_partner, p.rounds, p.asks, p.merged_into""";

    /** The place of the problem goes by the alias of a case, so that the access table's conditions hold for it. */
    static final String FROM = """
             from problem p
            join organization o on o.id = p.organization_id
            left join case_file f on f.id = p.case_id
            cross join lateral (select p.case_id as id, p.unit_code, p.school_code, p.level) c""";

    private static final String SELECT = "select " + COLUMNS + FROM + " where ";
    private static final String INSERT = """
            insert into problem (case_id, organization_id, unit_code, school_code, level, kind, state, text,
                initiator_group, opened_by, opened_by_name, opened_by_party, opened_at, handling_since)
            values (?, ?, ?, ?, ?, ?, 'OPEN', ?, ?, ?, ?, ?, ?, ?)""";

    /** @param joined whether it was open already, so that this opening only adds to its thread */
    record Registered(Problem problem, boolean joined) {}

    /** Who acts, for the thread. */
    record Actor(String userId, String name, Party party) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Problems(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Registers a problem, or finds the open one of the same case and kind: asked twice at once, both get the same. */
    Registered register(CaseFile file, ProblemKind kind, String text, String initiatorGroup, Actor actor) {
        Optional<Long> id = jdbc.sql(
                        INSERT + " on conflict (case_id, kind) where state <> 'CLOSED' do nothing returning id")
                .params(
                        file.id(),
                        file.organizationId(),
                        file.unitCode(),
                        file.schoolCode(),
                        file.level().name(),
                        kind.name(),
                        text,
                        initiatorGroup,
                        actor.userId(),
                        actor.name(),
                        actor.party().name(),
                        now(),
                        now())
                .query(Long.class)
                .optional();
        Problem problem =
                id.map(this::get).orElseGet(() -> open(file.id(), kind).orElseThrow());
        return new Registered(problem, id.isEmpty());
    }

    /** Registers one about many numbers, that belongs to no single case. */
    Problem registerNumbers(Organization organization, String text, String initiatorGroup, Actor actor) {
        return get(jdbc.sql(INSERT + " returning id")
                .params(
                        null,
                        organization.id(),
                        organization.unitCode(),
                        organization.schoolCode(),
                        Level.of(organization).name(),
                        ProblemKind.NUMBERS.name(),
                        text,
                        initiatorGroup,
                        actor.userId(),
                        actor.name(),
                        actor.party().name(),
                        now(),
                        now())
                .query(Long.class)
                .single());
    }

    /** Who has it in hand from now on. */
    void assign(long id, Handler handler) {
        jdbc.sql("update problem set handler = ?, handling_since = ?, at_partner = at_partner or ?, state = 'OPEN'"
                        + " where id = ? and state <> 'CLOSED'")
                .params(handler.name(), now(), handler == Handler.TENCENT, id)
                .update();
    }

    /** There is a result; the letter that tells of it is the first ask. */
    void answered(long id) {
        jdbc.sql("update problem set state = 'ANSWERED', answered_at = ?, asks = 1 where id = ? and state = 'OPEN'")
                .params(now(), id)
                .update();
    }

    void askedAgain(long id) {
        jdbc.sql("update problem set asks = asks + 1 where id = ? and state = 'ANSWERED'")
                .param(id)
                .update();
    }

    void reopened(long id) {
        jdbc.sql("update problem set state = 'OPEN', rounds = rounds + 1, answered_at = null, asks = 0"
                        + " where id = ? and state = 'ANSWERED'")
                .param(id)
                .update();
    }

    void close(long id, ClosedHow how) {
        jdbc.sql(
                        "update problem set state = 'CLOSED', closed_at = ?, closed_how = ? where id = ? and state <> 'CLOSED'")
                .params(now(), how.name(), id)
                .update();
    }

    void mergeInto(long id, long target) {
        jdbc.sql("update problem set merged_into = ? where id = ? and state <> 'CLOSED'")
                .params(target, id)
                .update();
    }

    @Transactional(readOnly = true)
    Problem get(long id) {
        return find(id).orElseThrow();
    }

    @Transactional(readOnly = true)
    Optional<Problem> find(long id) {
        return jdbc.sql(SELECT + "p.id = ?").param(id).query(Problems::map).optional();
    }

    /** The one open problem of this kind. */
    @Transactional(readOnly = true)
    Optional<Problem> open(long caseId, ProblemKind kind) {
        return jdbc.sql(SELECT + "p.case_id = ? and p.kind = ? and p.state <> 'CLOSED'")
                .params(caseId, kind.name())
                .query(Problems::map)
                .optional();
    }

    /** All of a case, the newest first. */
    @Transactional(readOnly = true)
    List<Problem> ofCase(long caseId) {
        return jdbc.sql(SELECT + "p.case_id = ? order by p.id desc")
                .param(caseId)
                .query(Problems::map)
                .list();
    }

    /** Those that go on within this one. */
    @Transactional(readOnly = true)
    List<Problem> mergedInto(long id) {
        return jdbc.sql(SELECT + "p.merged_into = ? order by p.id")
                .param(id)
                .query(Problems::map)
                .list();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static Problem map(ResultSet row, int number) throws SQLException {
        String handler = row.getString("handler");
        String closedHow = row.getString("closed_how");
        return new Problem(
                row.getLong("id"),
                row.getObject("case_id", Long.class),
                row.getString("receipt"),
                row.getLong("organization_id"),
                row.getString("organization_code"),
                row.getString("organization_name"),
                row.getString("unit_code"),
                row.getString("school_code"),
                Level.valueOf(row.getString("level")),
                ProblemKind.valueOf(row.getString("kind")),
                State.valueOf(row.getString("state")),
                handler == null ? null : Handler.valueOf(handler),
                row.getString("text"),
                row.getString("initiator_group"),
                Party.valueOf(row.getString("opened_by_party")),
                row.getString("opened_by_name"),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("handling_since").toInstant(),
                instant(row.getTimestamp("answered_at")),
                instant(row.getTimestamp("closed_at")),
                closedHow == null ? null : ClosedHow.valueOf(closedHow),
                row.getBoolean("at_partner"),
                row.getInt("rounds"),
                row.getInt("asks"),
                row.getObject("merged_into", Long.class));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
