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
import org.tuanwei.casefile.Party;
import org.tuanwei.problem.Problem.ClosedHow;
import org.tuanwei.problem.Problem.Handler;
import org.tuanwei.problem.Problem.State;
import org.tuanwei.problem.ProblemEntry.What;

/** The rows of problems and of their threads. */
@Repository
@Transactional
class Problems {

    static final String COLUMNS = """
            p.id, p.case_id, p.kind, p.state, p.handler, p.text, p.initiator_group, p.opened_by_party, p.opened_by_name,
            p.opened_at, p.handling_since, p.closed_at, p.closed_how, p.at_partner, p.rounds""";

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
    Registered register(long caseId, ProblemKind kind, String text, String initiatorGroup, Actor actor) {
        Timestamp now = now();
        Optional<Long> id = jdbc.sql("""
                        insert into problem (case_id, kind, state, text, initiator_group, opened_by, opened_by_name,
                            opened_by_party, opened_at, handling_since)
                        values (?, ?, 'OPEN', ?, ?, ?, ?, ?, ?, ?)
                        on conflict (case_id, kind) where state <> 'CLOSED' do nothing
                        returning id""")
                .params(
                        caseId,
                        kind.name(),
                        text,
                        initiatorGroup,
                        actor.userId(),
                        actor.name(),
                        actor.party().name(),
                        now,
                        now)
                .query(Long.class)
                .optional();
        Problem problem = id.map(this::get).orElseGet(() -> open(caseId, kind).orElseThrow());
        return new Registered(problem, id.isEmpty());
    }

    /** Who has it in hand from now on. */
    void assign(long id, Handler handler) {
        jdbc.sql("update problem set handler = ?, handling_since = ?, at_partner = at_partner or ?, state = 'OPEN'"
                        + " where id = ? and state <> 'CLOSED'")
                .params(handler.name(), now(), handler == Handler.TENCENT, id)
                .update();
    }

    void answered(long id) {
        jdbc.sql("update problem set state = 'ANSWERED' where id = ? and state = 'OPEN'")
                .param(id)
                .update();
    }

    void reopened(long id) {
        jdbc.sql("update problem set state = 'OPEN', rounds = rounds + 1 where id = ? and state = 'ANSWERED'")
                .param(id)
                .update();
    }

    void close(long id, ClosedHow how) {
        jdbc.sql(
                        "update problem set state = 'CLOSED', closed_at = ?, closed_how = ? where id = ? and state <> 'CLOSED'")
                .params(now(), how.name(), id)
                .update();
    }

    void write(long id, What what, String text, Actor actor) {
        jdbc.sql("insert into problem_entry (problem_id, at, actor_id, actor_name, party, what, text)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(id, now(), actor.userId(), actor.name(), actor.party().name(), what.name(), text)
                .update();
    }

    @Transactional(readOnly = true)
    Problem get(long id) {
        return find(id).orElseThrow();
    }

    @Transactional(readOnly = true)
    Optional<Problem> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from problem p where p.id = ?")
                .param(id)
                .query(Problems::map)
                .optional();
    }

    /** The one open problem of this kind. */
    @Transactional(readOnly = true)
    Optional<Problem> open(long caseId, ProblemKind kind) {
        return jdbc.sql("select " + COLUMNS
                        + " from problem p where p.case_id = ? and p.kind = ? and p.state <> 'CLOSED'")
                .params(caseId, kind.name())
                .query(Problems::map)
                .optional();
    }

    /** All of a case, the newest first. */
    @Transactional(readOnly = true)
    List<Problem> ofCase(long caseId) {
        return jdbc.sql("select " + COLUMNS + " from problem p where p.case_id = ? order by p.id desc")
                .param(caseId)
                .query(Problems::map)
                .list();
    }

    @Transactional(readOnly = true)
    List<ProblemEntry> thread(long id) {
        return jdbc.sql("select at, party, actor_name, what, text from problem_entry where problem_id = ? order by id")
                .param(id)
                .query((row, n) -> new ProblemEntry(
                        row.getTimestamp("at").toInstant(),
                        Party.valueOf(row.getString("party")),
                        row.getString("actor_name"),
                        What.valueOf(row.getString("what")),
                        row.getString("text")))
                .list();
    }

    /** The last answer of whoever had it in hand; empty before there was one. */
    @Transactional(readOnly = true)
    String latestAnswer(long id) {
        return jdbc.sql("select text from problem_entry where problem_id = ? and what in ('HANDLED', 'CORRECTED')"
                        + " order by id desc limit 1")
                .param(id)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /** Why it was not solved the last time; empty in the first round. */
    @Transactional(readOnly = true)
    String latestObjection(long id) {
        return jdbc.sql("select text from problem_entry where problem_id = ? and what in ('NOT_SOLVED', 'JOINED')"
                        + " order by id desc limit 1")
                .param(id)
                .query(String.class)
                .optional()
                .orElse("");
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    static Problem map(ResultSet row, int number) throws SQLException {
        String handler = row.getString("handler");
        String closedHow = row.getString("closed_how");
        return new Problem(
                row.getLong("id"),
                row.getLong("case_id"),
                ProblemKind.valueOf(row.getString("kind")),
                State.valueOf(row.getString("state")),
                handler == null ? null : Handler.valueOf(handler),
                row.getString("text"),
                row.getString("initiator_group"),
                Party.valueOf(row.getString("opened_by_party")),
                row.getString("opened_by_name"),
                row.getTimestamp("opened_at").toInstant(),
                row.getTimestamp("handling_since").toInstant(),
                instant(row.getTimestamp("closed_at")),
                closedHow == null ? null : ClosedHow.valueOf(closedHow),
                row.getBoolean("at_partner"),
                row.getInt("rounds"));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
