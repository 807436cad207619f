package org.tuanwei.credential;

import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.credential.PickupLink.Occasion;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.security.Secrets;

/**
 * Makes, finds and closes links. A token is derived from the signing key, the case and a random nonce, so that nothing
 * in the database opens a pick-up page, and a mail that is sent again carries the same link.
 */
@Repository
@Transactional
class PickupLinks {

    private static final String COLUMNS =
            "id, case_id, occasion, recipient_mark, created_at, expires_at, wrong_proofs, used_at, locked_at, refused_at, revoked_at";
    private static final int NONCE_BYTES = 16;
    private static final int TOKEN_BYTES = 24;

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final WorkingCalendar calendar;
    private final CredentialProperties properties;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    PickupLinks(
            JdbcClient jdbc, Secrets secrets, WorkingCalendar calendar, CredentialProperties properties, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.calendar = calendar;
        this.properties = properties;
        this.clock = clock;
    }

    /** A fresh link for this address, good until 24:00 of the fifth working day. */
    PickupLink make(long caseId, String recipient, Occasion occasion) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        Instant now = clock.instant();
        return jdbc.sql("insert into pickup_link"
                        + " (case_id, token_hash, nonce, recipient_mark, occasion, created_at, expires_at)"
                        + " values (:caseId, :hash, :nonce, :mark, :occasion, :now, :expires) returning " + COLUMNS)
                .param("caseId", caseId)
                .param("hash", PickupLink.hash(token(caseId, nonce)))
                .param("nonce", nonce)
                .param("mark", mark(recipient))
                .param("occasion", occasion.name())
                .param("now", Timestamp.from(now))
                .param("expires", Timestamp.from(calendar.due(now, properties.linkDays())))
                .query(PickupLinks::map)
                .single();
    }

    /** The token of a link, for the moment of sending. */
    String tokenOf(long id) {
        return jdbc.sql("select case_id, nonce from pickup_link where id = :id")
                .param("id", id)
                .query((row, n) -> token(row.getLong(1), row.getBytes(2)))
                .single();
    }

    Optional<PickupLink> byToken(String token) {
        if (!PickupLink.looksLikeToken(token)) {
            return Optional.empty();
        }
        return jdbc.sql("select " + COLUMNS + " from pickup_link where token_hash = :hash")
                .param("hash", PickupLink.hash(token))
                .query(PickupLinks::map)
                .optional();
    }

    /** Newest first. */
    List<PickupLink> ofCase(long caseId) {
        return jdbc.sql("select " + COLUMNS + " from pickup_link where case_id = :caseId order by id desc")
                .param("caseId", caseId)
                .query(PickupLinks::map)
                .list();
    }

    /** Counts a wrong phrase. @return how many there were in this round, over all links of the case */
    int countWrongProof(PickupLink link) {
        jdbc.sql("update pickup_link set wrong_proofs = wrong_proofs + 1 where id = :id")
                .param("id", link.id())
                .update();
        return jdbc.sql("""
                        select coalesce(sum(wrong_proofs), 0) from pickup_link
                        where case_id = :caseId and revoked_at is null
                        """).param("caseId", link.caseId()).query(Integer.class).single();
    }

    /** Forgets the wrong phrases of this round: the superior has set a new one. */
    void forgiveWrongProofs(long caseId) {
        jdbc.sql("update pickup_link set wrong_proofs = 0 where case_id = :caseId and revoked_at is null")
                .param("caseId", caseId)
                .update();
    }

    void use(PickupLink link) {
        jdbc.sql("update pickup_link set used_at = :now where id = :id")
                .param("now", now())
                .param("id", link.id())
                .update();
        revoke(link.caseId());
    }

    /** Locks every link of the case that is still good. */
    void lock(long caseId) {
        jdbc.sql("""
                        update pickup_link set locked_at = :now
                        where case_id = :caseId and revoked_at is null and used_at is null and locked_at is null
                        """).param("now", now()).param("caseId", caseId).update();
    }

    /** Ends the round: no link of the case opens anything any more. */
    void revoke(long caseId) {
        jdbc.sql("update pickup_link set revoked_at = :now where case_id = :caseId and revoked_at is null")
                .param("now", now())
                .param("caseId", caseId)
                .update();
    }

    /** Marks the links of the case that went to an address whose mail server refused them. @return how many */
    int markRefused(long caseId, String recipient) {
        return jdbc.sql("""
                        update pickup_link set refused_at = :now
                        where case_id = :caseId and recipient_mark = :mark and refused_at is null and revoked_at is null
                        """)
                .param("now", now())
                .param("caseId", caseId)
                .param("mark", mark(recipient))
                .update();
    }

    /** The address is proved to be good: that links to it came back once counts no longer. @return how many */
    int forgive(long caseId, String recipient) {
        return jdbc.sql("""
                        update pickup_link set refused_at = null
                        where case_id = :caseId and recipient_mark = :mark and refused_at is not null
                        """)
                .param("caseId", caseId)
                .param("mark", mark(recipient))
                .update();
    }

    /** Whether a link to this address has come back before. */
    boolean knownBad(long caseId, String recipient) {
        return jdbc.sql("""
                        select exists (select from pickup_link
                        where case_id = :caseId and recipient_mark = :mark and refused_at is not null)
                        """)
                .param("caseId", caseId)
                .param("mark", mark(recipient))
                .query(Boolean.class)
                .single();
    }

    /** Whether a link of this round went to this address. */
    boolean sentTo(long caseId, String recipient) {
        return jdbc.sql("""
                        select exists (select from pickup_link
                        where case_id = :caseId and recipient_mark = :mark and revoked_at is null)
                        """)
                .param("caseId", caseId)
                .param("mark", mark(recipient))
                .query(Boolean.class)
                .single();
    }

    /** Addresses that refused a link in this round: how often it was sent again because of a bounce. */
    int bounces(long caseId) {
        return jdbc.sql("""
                        select count(distinct recipient_mark) from pickup_link
                        where case_id = :caseId and refused_at is not null and revoked_at is null
                        """).param("caseId", caseId).query(Integer.class).single();
    }

    private String token(long caseId, byte[] nonce) {
        byte[] mac = secrets.hmac("pickup-link", caseId + ":" + HexFormat.of().formatHex(nonce));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(mac, TOKEN_BYTES));
    }

    private String mark(String recipient) {
        return secrets.digest("pickup-recipient", recipient.strip().toLowerCase(Locale.ROOT));
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static PickupLink map(ResultSet row, int n) throws SQLException {
        return new PickupLink(
                row.getLong("id"),
                row.getLong("case_id"),
                Occasion.valueOf(row.getString("occasion")),
                row.getString("recipient_mark"),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("expires_at").toInstant(),
                row.getInt("wrong_proofs"),
                instant(row.getTimestamp("used_at")),
                instant(row.getTimestamp("locked_at")),
                instant(row.getTimestamp("refused_at")),
                instant(row.getTimestamp("revoked_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
