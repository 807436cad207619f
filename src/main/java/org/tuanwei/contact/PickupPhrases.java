package org.tuanwei.contact;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Timestamp;
import java.text.Normalizer;
import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.security.Audit;

/** The 取号口令 of each organisation: chosen at registration, kept as a hash only, reset by the superior. */
@Service
public class PickupPhrases {

    private static final int SHORTEST = 6;
    private static final int LONGEST = 40;

    private final JdbcClient jdbc;
    private final Clock clock;
    private final Audit audit;
    private final BCryptPasswordEncoder encoder = new BCryptPasswordEncoder(10);

    PickupPhrases(JdbcClient jdbc, Clock clock, Audit audit) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.audit = audit;
    }

    /** What speaks against a phrase, in words for the person who chose it; empty when it will do. */
    public static Optional<String> objectionTo(String phrase) {
        String folded = fold(phrase);
        int length = folded.codePointCount(0, folded.length());
        if (length < SHORTEST || length > LONGEST) {
            return Optional.of("取号口令须为 " + SHORTEST + " 至 " + LONGEST + " 个字");
        }
        if (folded.codePoints().distinct().count() < 4 || "0123456789876543210".contains(folded)) {
            return Optional.of("取号口令太容易被猜到，请换一个");
        }
        return Optional.empty();
    }

    /**
     * Sets the phrase, replacing an earlier one.
     *
     * @throws IllegalArgumentException when {@link #objectionTo} has something against it
     */
    @Transactional
    public void set(long organizationId, String phrase) {
        objectionTo(phrase).ifPresent(objection -> {
            throw new IllegalArgumentException(objection);
        });
        jdbc.sql("""
                        insert into pickup_phrase (organization_id, hash, set_at) values (:organization, :hash, :now)
                        on conflict (organization_id) do update set hash = excluded.hash, set_at = excluded.set_at
                        """)
                .param("organization", organizationId)
                .param("hash", encoder.encode(prepared(phrase)))
                .param("now", Timestamp.from(clock.instant()))
                .update();
    }

    /** The superior sets a phrase agreed with the organisation by another way than mail; who may is checked before. */
    @Transactional
    public void reset(long organizationId, String phrase) {
        set(organizationId, phrase);
        audit.record("pickup-phrase.reset", "organization:" + organizationId, "上级重设取号口令");
    }

    public boolean isSet(long organizationId) {
        return hash(organizationId).isPresent();
    }

    /** Whether this is the phrase; full-width, half-width, case and spaces around make no difference. */
    public boolean matches(long organizationId, String phrase) {
        String prepared = prepared(phrase.length() > 4 * LONGEST ? phrase.substring(0, 4 * LONGEST) : phrase);
        return hash(organizationId).map(hash -> encoder.matches(prepared, hash)).orElse(false);
    }

    private Optional<String> hash(long organizationId) {
        return jdbc.sql("select hash from pickup_phrase where organization_id = :organization")
                .param("organization", organizationId)
                .query(String.class)
                .optional();
    }

    private static String fold(String phrase) {
        return Normalizer.normalize(phrase, Normalizer.Form.NFKC).strip().toLowerCase(Locale.ROOT);
    }

    /** bcrypt looks at 72 bytes only, and Chinese takes three for a character; a digest in front makes all count. */
    private static String prepared(String phrase) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(fold(phrase).getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
