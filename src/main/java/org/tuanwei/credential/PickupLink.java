package org.tuanwei.credential;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A one-time link and what it is still good for. All links of a case that have not expired stay good until the first
 * pick-up, because mails overtake one another and people open the older one.
 *
 * @param recipientMark keyed digest of the address it was sent to
 * @param revokedAt when its round of delivery ended: picked up through another link, or turned into a problem
 */
record PickupLink(
        long id,
        long caseId,
        Occasion occasion,
        String recipientMark,
        Instant createdAt,
        Instant expiresAt,
        int wrongProofs,
        @Nullable Instant usedAt,
        @Nullable Instant lockedAt,
        @Nullable Instant refusedAt,
        @Nullable Instant revokedAt) {

    /** 192 bits in base64url. */
    static final int TOKEN_LENGTH = 32;

    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{" + TOKEN_LENGTH + "}");

    /** Why a link was made. */
    enum Occasion {
        ISSUED("首次寄出"),
        RESENT("重新寄出"),
        REQUESTED("链接过期后申请重发"),
        REMINDED("随提醒寄出");

        final String label;

        Occasion(String label) {
            this.label = label;
        }
    }

    /** What whoever holds the link gets to see. */
    enum Standing {
        OPEN,
        USED,
        LOCKED,
        EXPIRED
    }

    Standing standing(Instant now) {
        if (usedAt != null) {
            return Standing.USED;
        }
        if (lockedAt != null) {
            return Standing.LOCKED;
        }
        return revokedAt != null || !now.isBefore(expiresAt) ? Standing.EXPIRED : Standing.OPEN;
    }

    /** Whether this may be a token at all; anything else is not even looked up. */
    static boolean looksLikeToken(String text) {
        return TOKEN.matcher(text).matches();
    }

    /** What is stored of a token. */
    static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
