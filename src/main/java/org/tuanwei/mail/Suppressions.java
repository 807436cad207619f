package org.tuanwei.mail;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Addresses that are not written to again: known to be bad until somebody proves or says otherwise. */
@Component
@Transactional
public class Suppressions {

    /** Mails that prove an address by a round trip must reach it, or it could never leave the list. */
    private static final Set<String> PROVING = Set.of("contact-proof");

    /**
     * An address on the list, or that was on it.
     *
     * @param address masked
     * @param addedBy user id, empty for the system
     */
    public record Entry(
            long id,
            String address,
            String reason,
            String addedBy,
            Instant addedAt,
            @Nullable Instant removedAt,
            @Nullable String removedBy,
            @Nullable String removedReason) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Suppressions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Why a mail of this kind must not go there; empty when it may. */
    @Transactional(readOnly = true)
    public Optional<String> against(String kind, String address) {
        if (PROVING.contains(kind)) {
            return Optional.empty();
        }
        return jdbc.sql("select reason from suppressed_address where address = lower(?) and removed_at is null")
                .param(address)
                .query(String.class)
                .optional();
    }

    /** @param by user id, empty for the system; @return false when it is on the list already */
    public boolean add(String address, String reason, String by) {
        return jdbc.sql(
                                "insert into suppressed_address (address, reason, added_by, added_at) values (lower(?), ?, ?, ?)"
                                        + " on conflict (address) where removed_at is null do nothing")
                        .params(address, reason, by, now())
                        .update()
                > 0;
    }

    /** @return false when it is not on the list */
    public boolean remove(long id, String by, String reason) {
        return jdbc.sql("update suppressed_address set removed_at = ?, removed_by = ?, removed_reason = ?"
                                + " where id = ? and removed_at is null")
                        .params(now(), by, reason, id)
                        .update()
                > 0;
    }

    /** Somebody has read a mail sent there: the address is good. */
    public void proved(String address) {
        jdbc.sql("update suppressed_address set removed_at = ?, removed_by = '', removed_reason = '邮箱经验证可以收信'"
                        + " where address = lower(?) and removed_at is null")
                .params(now(), address)
                .update();
    }

    /** Those on the list, or those that left it, the newest first; all whose address holds the words. */
    @Transactional(readOnly = true)
    public List<Entry> page(boolean removed, String words, int limit, int offset) {
        return jdbc.sql("select * from suppressed_address where (removed_at is not null) = :removed"
                        + " and strpos(address, lower(:words)) > 0 order by id desc limit :limit offset :offset")
                .param("removed", removed)
                .param("words", words)
                .param("limit", limit)
                .param("offset", offset)
                .query(Suppressions::map)
                .list();
    }

    @Transactional(readOnly = true)
    public int count(boolean removed, String words) {
        return jdbc.sql("select count(*) from suppressed_address where (removed_at is not null) = :removed"
                        + " and strpos(address, lower(:words)) > 0")
                .param("removed", removed)
                .param("words", words)
                .query(Integer.class)
                .single();
    }

    private static Entry map(ResultSet row, int n) throws SQLException {
        Timestamp removed = row.getTimestamp("removed_at");
        return new Entry(
                row.getLong("id"),
                RecipientMask.masked(row.getString("address")),
                row.getString("reason"),
                row.getString("added_by"),
                row.getTimestamp("added_at").toInstant(),
                removed == null ? null : removed.toInstant(),
                row.getString("removed_by"),
                row.getString("removed_reason"));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }
}
