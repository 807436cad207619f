package org.tuanwei.credential;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.credential.Credential.State;
import org.tuanwei.security.Secrets;
import org.tuanwei.security.Secrets.Sealed;

/** The only place that seals and opens initial passwords; a ciphertext opens for its own case and row only. */
@Repository
class Credentials {

    private static final String COLUMNS = "id, case_id, qq_number, state, entered_at, revealed_at, wiped_at";

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final Clock clock;

    Credentials(JdbcClient jdbc, Secrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Stores a number with its sealed password in place of what the case had; the array is empty afterwards. */
    @Transactional(propagation = Propagation.MANDATORY)
    void seal(long caseId, String qqNumber, byte[] password, String enteredBy) {
        try {
            wipe(caseId);
            long id = jdbc.sql("""
                            insert into credential (case_id, qq_number, state, entered_by, entered_at)
                            values (:caseId, :number, 'ENTERED', :by, :now) returning id
                            """)
                    .param("caseId", caseId)
                    .param("number", qqNumber)
                    .param("by", enteredBy)
                    .param("now", now())
                    .query(Long.class)
                    .single();
            Sealed sealed = secrets.seal(password, associated(caseId, id));
            jdbc.sql("""
                            update credential set state = 'SEALED', ciphertext = :ciphertext, nonce = :nonce, key_id = :key
                            where id = :id
                            """)
                    .param("ciphertext", sealed.ciphertext())
                    .param("nonce", sealed.nonce())
                    .param("key", sealed.keyId())
                    .param("id", id)
                    .update();
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    /** Opens and, in the same transaction, deletes the ciphertext. @return the password; whoever shows it empties it */
    @Transactional(propagation = Propagation.MANDATORY)
    byte[] reveal(Credential credential) {
        Sealed sealed = jdbc.sql("select key_id, nonce, ciphertext from credential where id = :id and state = 'SEALED'")
                .param("id", credential.id())
                .query((row, n) -> new Sealed(row.getString(1), row.getBytes(2), row.getBytes(3)))
                .single();
        byte[] password = secrets.open(sealed, associated(credential.caseId(), credential.id()));
        jdbc.sql("""
                        update credential set state = 'REVEALED', revealed_at = :now,
                               ciphertext = null, nonce = null, key_id = null
                        where id = :id
                        """).param("now", now()).param("id", credential.id()).update();
        return password;
    }

    /** The organisation has changed the password: nothing is left to deliver. */
    @Transactional(propagation = Propagation.MANDATORY)
    void markDelivered(long caseId) {
        jdbc.sql("""
                        update credential set state = 'DELIVERED', wiped_at = :now
                        where case_id = :caseId and state = 'REVEALED'
                        """).param("now", now()).param("caseId", caseId).update();
        wipeSealed(caseId);
    }

    /** What the case had is void: ciphertexts are deleted, the number may be issued anew. */
    @Transactional(propagation = Propagation.MANDATORY)
    void wipe(long caseId) {
        jdbc.sql("""
                        update credential set state = 'WIPED', wiped_at = :now,
                               ciphertext = null, nonce = null, key_id = null
                        where case_id = :caseId and state <> 'WIPED'
                        """).param("now", now()).param("caseId", caseId).update();
    }

    private void wipeSealed(long caseId) {
        jdbc.sql("""
                        update credential set state = 'WIPED', wiped_at = :now,
                               ciphertext = null, nonce = null, key_id = null
                        where case_id = :caseId and state = 'SEALED'
                        """).param("now", now()).param("caseId", caseId).update();
    }

    /** The latest that was entered for the case, wiped or not. */
    Optional<Credential> latest(long caseId) {
        return jdbc.sql("select " + COLUMNS + " from credential where case_id = :caseId order by id desc limit 1")
                .param("caseId", caseId)
                .query(Credentials::map)
                .optional();
    }

    /** As {@link #latest}; other pick-ups of the case wait until this transaction ends. */
    @Transactional(propagation = Propagation.MANDATORY)
    Optional<Credential> lockLatest(long caseId) {
        return jdbc.sql("select " + COLUMNS
                        + " from credential where case_id = :caseId order by id desc limit 1 for update")
                .param("caseId", caseId)
                .query(Credentials::map)
                .optional();
    }

    /** Which of these numbers belong to other cases than the given one. */
    Set<String> takenByOthers(Collection<String> numbers, long caseId) {
        if (numbers.isEmpty()) {
            return Set.of();
        }
        return new TreeSet<>(jdbc.sql("""
                        select distinct qq_number from credential
                        where qq_number in (:numbers) and case_id <> :caseId
                        """)
                .param("numbers", numbers)
                .param("caseId", caseId)
                .query(String.class)
                .list());
    }

    /** Cases whose password still waits to be fetched. */
    List<Long> casesWithSealed() {
        return jdbc.sql("select case_id from credential where state = 'SEALED' order by id")
                .query(Long.class)
                .list();
    }

    private static String associated(long caseId, long credentialId) {
        return "case:" + caseId + "/credential:" + credentialId;
    }

    private Timestamp now() {
        return Timestamp.from(clock.instant());
    }

    private static Credential map(ResultSet row, int n) throws SQLException {
        return new Credential(
                row.getLong("id"),
                row.getLong("case_id"),
                row.getString("qq_number"),
                State.valueOf(row.getString("state")),
                row.getTimestamp("entered_at").toInstant(),
                instant(row.getTimestamp("revealed_at")),
                instant(row.getTimestamp("wiped_at")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
