package org.tuanwei.problem;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.Party;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.Contacts;
import org.tuanwei.problem.ProblemEntry.Attachment;
import org.tuanwei.problem.ProblemEntry.What;
import org.tuanwei.problem.Problems.Actor;

/** What was written about problems: entries, their files, and the states before and after a correction. */
@Repository
@Transactional
class ProblemThreads {

    /** A correction of contact data, masked. */
    record Correction(Instant at, String actorName, Party party, List<FieldChange> changes) {}

    private record Recorded(
            Instant at,
            String actorName,
            Party party,
            @Nullable Long before,
            long after) {}

    private final JdbcClient jdbc;
    private final Contacts contacts;
    private final Clock clock;

    ProblemThreads(JdbcClient jdbc, Contacts contacts, Clock clock) {
        this.jdbc = jdbc;
        this.contacts = contacts;
        this.clock = clock;
    }

    long write(long problemId, What what, String text, Actor actor) {
        return write(problemId, what, text, actor, null);
    }

    /** @param onBehalf for whom and why, when somebody acts for another. @return id of the entry */
    long write(long problemId, What what, String text, Actor actor, @Nullable String onBehalf) {
        return jdbc.sql("insert into problem_entry (problem_id, at, actor_id, actor_name, party, what, text, on_behalf)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?) returning id")
                .params(
                        problemId,
                        Timestamp.from(clock.instant()),
                        actor.userId(),
                        actor.name(),
                        actor.party().name(),
                        what.name(),
                        text,
                        onBehalf)
                .query(Long.class)
                .single();
    }

    @Transactional(readOnly = true)
    List<ProblemEntry> of(long problemId) {
        Map<Long, List<Attachment>> files = new HashMap<>();
        jdbc.sql("select f.entry_id, f.id, f.name, f.content_type, length(f.bytes) as size from problem_file f"
                        + " join problem_entry e on e.id = f.entry_id where e.problem_id = ? order by f.id")
                .param(problemId)
                .query((row, n) -> Map.entry(
                        row.getLong("entry_id"),
                        new Attachment(
                                row.getLong("id"),
                                row.getString("name"),
                                row.getString("content_type"),
                                row.getLong("size"))))
                .list()
                .forEach(found -> files.computeIfAbsent(found.getKey(), id -> new ArrayList<>())
                        .add(found.getValue()));
        return jdbc
                .sql("select id, at, party, actor_name, what, text, on_behalf from problem_entry"
                        + " where problem_id = ? order by id")
                .param(problemId)
                .query((row, n) -> new ProblemEntry(
                        row.getLong("id"),
                        row.getTimestamp("at").toInstant(),
                        Party.valueOf(row.getString("party")),
                        row.getString("actor_name"),
                        What.valueOf(row.getString("what")),
                        row.getString("text"),
                        row.getString("on_behalf"),
                        List.of()))
                .list()
                .stream()
                .map(entry -> entry.with(files.getOrDefault(entry.id(), List.of())))
                .toList();
    }

    /** The last answer of whoever had it in hand; empty before there was one. */
    @Transactional(readOnly = true)
    String latestAnswer(long problemId) {
        return latest(problemId, "'HANDLED', 'CORRECTED'");
    }

    /** Why it was not solved the last time; empty in the first round. */
    @Transactional(readOnly = true)
    String latestObjection(long problemId) {
        return latest(problemId, "'NOT_SOLVED', 'JOINED'");
    }

    private String latest(long problemId, String kinds) {
        return jdbc.sql("select text from problem_entry where problem_id = ? and what in (" + kinds
                        + ") order by id desc limit 1")
                .param(problemId)
                .query(String.class)
                .optional()
                .orElse("");
    }

    /** Notes which version of the contact was put right into which. */
    void corrected(long problemId, @Nullable ContactCard before, ContactCard after, Actor actor) {
        jdbc.sql("insert into problem_correction (problem_id, at, actor_name, party, before_contact_id,"
                        + " after_contact_id) values (?, ?, ?, ?, ?, ?)")
                .params(
                        problemId,
                        Timestamp.from(clock.instant()),
                        actor.name(),
                        actor.party().name(),
                        before == null ? null : before.id(),
                        after.id())
                .update();
    }

    /** Before and after of each correction, the latest first. */
    @Transactional(readOnly = true)
    List<Correction> corrections(long problemId) {
        List<Recorded> recorded = jdbc.sql("select at, actor_name, party, before_contact_id, after_contact_id"
                        + " from problem_correction where problem_id = ? order by id desc")
                .param(problemId)
                .query((row, n) -> new Recorded(
                        row.getTimestamp(1).toInstant(),
                        row.getString(2),
                        Party.valueOf(row.getString(3)),
                        row.getObject(4, Long.class),
                        row.getLong(5)))
                .list();
        Function<@Nullable Long, Optional<ContactCard>> version =
                id -> id == null ? Optional.empty() : contacts.version(id);
        return recorded.stream()
                .map(one -> new Correction(
                        one.at(),
                        one.actorName(),
                        one.party(),
                        FieldChange.between(
                                version.apply(one.before()).orElse(null),
                                version.apply(one.after()).orElseThrow())))
                .toList();
    }
}
