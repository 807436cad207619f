package org.tuanwei.mailbox;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** How far the mailbox was read, and what became of each mail in it. */
@Repository
class InboundMails {

    /** FOUND = noted, not dealt with yet · TAKEN · ASIDE = failed too often · GONE = deleted before we came to it. */
    enum State {
        FOUND,
        TAKEN,
        ASIDE,
        GONE
    }

    /** Where the reader stands. */
    record Position(long uidValidity, long lastUid) {}

    /** A mail that waits to be dealt with. */
    record Waiting(long id, long uid, int attempts) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    InboundMails(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** One reader at a time over all nodes: holds until the transaction ends or its node dies. */
    boolean lock(String mailbox) {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtextextended('tuanwei.mailbox:' || :mailbox, 0))")
                .param("mailbox", mailbox)
                .query(Boolean.class)
                .single();
    }

    Optional<Position> position(String mailbox) {
        return jdbc.sql("select uid_validity, last_uid from mailbox_position where mailbox = :mailbox")
                .param("mailbox", mailbox)
                .query((row, n) -> new Position(row.getLong(1), row.getLong(2)))
                .optional();
    }

    /** Notes mails and how far they reach, in one transaction of the caller. */
    void found(String mailbox, long uidValidity, List<Long> uids) {
        for (long uid : uids) {
            jdbc.sql("""
                            insert into inbound_mail (mailbox, uid_validity, uid, found_at)
                            values (:mailbox, :validity, :uid, :now)
                            on conflict (mailbox, uid_validity, uid) do nothing
                            """)
                    .param("mailbox", mailbox)
                    .param("validity", uidValidity)
                    .param("uid", uid)
                    .param("now", now())
                    .update();
        }
        long last = uids.stream().mapToLong(Long::longValue).max().orElse(0);
        jdbc.sql("""
                        insert into mailbox_position (mailbox, uid_validity, last_uid) values (:mailbox, :validity, :last)
                        on conflict (mailbox) do update set uid_validity = excluded.uid_validity,
                            last_uid = case when mailbox_position.uid_validity = excluded.uid_validity
                                            then greatest(mailbox_position.last_uid, excluded.last_uid)
                                            else excluded.last_uid end
                        """)
                .param("mailbox", mailbox)
                .param("validity", uidValidity)
                .param("last", last)
                .update();
    }

    /** What is to be dealt with now, the oldest first. */
    List<Waiting> waiting(String mailbox, long uidValidity, int limit) {
        return jdbc.sql("""
                        select id, uid, attempts from inbound_mail
                        where mailbox = :mailbox and uid_validity = :validity and state = 'FOUND'
                          and (next_attempt_at is null or next_attempt_at <= :now)
                        order by uid limit :limit
                        """)
                .param("mailbox", mailbox)
                .param("validity", uidValidity)
                .param("now", now())
                .param("limit", limit)
                .query((row, n) -> new Waiting(row.getLong(1), row.getLong(2), row.getInt(3)))
                .list();
    }

    /** Counts an attempt before the work begins: a mail that kills its reader is set aside one day. */
    void begin(long id) {
        jdbc.sql("update inbound_mail set attempts = attempts + 1 where id = :id")
                .param("id", id)
                .update();
    }

    /** Whether the very same mail was taken before, as after a move of the mailbox. */
    boolean known(String mailbox, String fingerprint, long butNot) {
        return jdbc.sql("""
                        select exists (select from inbound_mail
                        where mailbox = :mailbox and fingerprint = :fingerprint and state = 'TAKEN' and id <> :id)
                        """)
                .param("mailbox", mailbox)
                .param("fingerprint", fingerprint)
                .param("id", butNot)
                .query(Boolean.class)
                .single();
    }

    /** @param taker whose it was; null when it was nobody's */
    void taken(long id, String fingerprint, long size, @Nullable String taker) {
        jdbc.sql("""
                        update inbound_mail set state = 'TAKEN', fingerprint = :fingerprint, size = :size, taker = :taker,
                            error = null, done_at = :now where id = :id
                        """)
                .param("fingerprint", fingerprint)
                .param("size", size)
                .param("taker", taker)
                .param("now", now())
                .param("id", id)
                .update();
    }

    void failed(long id, String error, Timestamp next, boolean forGood) {
        jdbc.sql("""
                        update inbound_mail set error = :error, next_attempt_at = :next,
                            state = case when :forGood then 'ASIDE' else state end,
                            done_at = case when :forGood then :now else done_at end
                        where id = :id and state = 'FOUND'
                        """)
                .param("error", error)
                .param("next", next)
                .param("forGood", forGood)
                .param("now", now())
                .param("id", id)
                .update();
    }

    void gone(long id) {
        jdbc.sql("update inbound_mail set state = 'GONE', done_at = :now where id = :id and state = 'FOUND'")
                .param("now", now())
                .param("id", id)
                .update();
    }

    /** Notes that the mailbox was read, or why it was not. */
    void read(String mailbox, @Nullable String error) {
        jdbc.sql("""
                        insert into mailbox_position (mailbox, uid_validity, last_uid, read_at, error, failing_since)
                        values (:mailbox, 0, 0, case when cast(:error as text) is null then cast(:now as timestamptz) end,
                            :error, case when cast(:error as text) is not null then cast(:now as timestamptz) end)
                        on conflict (mailbox) do update set
                            read_at = coalesce(excluded.read_at, mailbox_position.read_at),
                            error = excluded.error,
                            failing_since = case when excluded.error is null then null
                                else coalesce(mailbox_position.failing_since, excluded.failing_since) end
                        """)
                .param("mailbox", mailbox)
                .param("error", error)
                .param("now", now())
                .update();
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
