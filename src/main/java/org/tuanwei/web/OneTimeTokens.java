package org.tuanwei.web;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.springframework.stereotype.Component;
import org.tuanwei.security.Secrets;

/**
 * Tokens of one-time links. A random seed lies in the table and in the mail's key, the token is made from it with the
 * signing key while the mail goes out, and only its hash is stored: a copy of the database opens nothing.
 */
@Component
public class OneTimeTokens {

    private static final int SEED_BYTES = 16;

    private final Secrets secrets;
    private final SecureRandom random = new SecureRandom();

    OneTimeTokens(Secrets secrets) {
        this.secrets = secrets;
    }

    /** A new seed of 128 random bits. */
    public String seed() {
        byte[] bytes = new byte[SEED_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The token of a seed: 256 bits, fit for an address. */
    public String token(String purpose, String seed) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secrets.hmac(purpose, seed));
    }

    /** What of a token may be stored. */
    public String hash(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("运行环境缺少 SHA-256", impossible);
        }
    }
}
