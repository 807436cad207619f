package org.tuanwei.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/** Seals and signs with the keys of the environment: AES-256-GCM with key id, HMAC-SHA-256. */
@Component
public class Secrets {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    /** A sealed text: which key, which nonce, the ciphertext with its tag. */
    public record Sealed(String keyId, byte[] nonce, byte[] ciphertext) {
        @Override
        public String toString() {
            return "Sealed[" + keyId + "]";
        }
    }

    private final Map<String, SecretKeySpec> keys = new LinkedHashMap<>();
    private final SecretKeySpec signingKey;
    private final SecureRandom random = new SecureRandom();

    Secrets(SecretsProperties properties) {
        for (String entry : properties.keys().split(",")) {
            String[] parts = entry.strip().split(":", 2);
            if (parts.length != 2) {
                throw new IllegalStateException("密钥 tuanwei.secrets.keys 应为「编号:base64」，多把用逗号分开");
            }
            keys.put(parts[0], new SecretKeySpec(bytes("tuanwei.secrets.keys", parts[1]), "AES"));
        }
        signingKey = new SecretKeySpec(bytes("tuanwei.secrets.signing-key", properties.signingKey()), "HmacSHA256");
    }

    /** Seals with the first key. @param associated what the text belongs to; opening needs the same */
    public Sealed seal(byte[] plain, String associated) {
        Map.Entry<String, SecretKeySpec> first = keys.entrySet().iterator().next();
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        return new Sealed(first.getKey(), nonce, run(Cipher.ENCRYPT_MODE, first.getValue(), nonce, associated, plain));
    }

    /** @throws IllegalStateException when the key is gone, or text or association were tampered with */
    public byte[] open(Sealed sealed, String associated) {
        SecretKeySpec key = keys.get(sealed.keyId());
        if (key == null) {
            throw new IllegalStateException("找不到编号为 " + sealed.keyId() + " 的密钥");
        }
        return run(Cipher.DECRYPT_MODE, key, sealed.nonce(), associated, sealed.ciphertext());
    }

    /** @param purpose keeps signatures of different uses apart */
    public byte[] hmac(String purpose, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(signingKey);
            mac.update((purpose + "\0").getBytes(StandardCharsets.UTF_8));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("运行环境缺少 HmacSHA256", impossible);
        }
    }

    /** A keyed digest in hex: for what must be found again but not read. */
    public String digest(String purpose, String text) {
        return HexFormat.of().formatHex(hmac(purpose, text));
    }

    private static byte[] run(int mode, SecretKeySpec key, byte[] nonce, String associated, byte[] input) {
        try {
            Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(associated.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException failed) {
            throw new IllegalStateException("密文无法处理：密钥或归属不符", failed);
        }
    }

    private static byte[] bytes(String name, String base64) {
        byte[] key;
        try {
            key = Base64.getDecoder().decode(base64.strip());
        } catch (IllegalArgumentException notBase64) {
            throw new IllegalStateException("配置 " + name + " 不是 base64", notBase64);
        }
        if (key.length != 32) {
            throw new IllegalStateException("配置 " + name + " 应为 32 字节（现为 " + key.length + " 字节）");
        }
        return key;
    }
}
