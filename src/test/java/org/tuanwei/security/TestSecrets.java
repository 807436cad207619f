package org.tuanwei.security;

import java.util.Base64;

/** Secrets with keys of a test's own, for what happens when keys change. */
public final class TestSecrets {

    private TestSecrets() {}

    /** @param ids of the keys; the first seals. The same id is always the same key. */
    public static Secrets withKeys(String... ids) {
        StringBuilder keys = new StringBuilder();
        for (String id : ids) {
            keys.append(keys.isEmpty() ? "" : ",").append(id).append(':').append(base64(id));
        }
        return new Secrets(new SecretsProperties(keys.toString(), base64("signing")));
    }

    private static String base64(String seed) {
        byte[] key = new byte[32];
        byte[] bytes = seed.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (bytes[i % bytes.length] + i);
        }
        return Base64.getEncoder().encodeToString(key);
    }
}
