package org.tuanwei.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.camunda.bpm.engine.impl.digest.PasswordEncryptor;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/** The engine's password hash: bcrypt over SHA-256, for bcrypt itself cuts at 72 bytes. */
@Component
class EnginePasswords implements PasswordEncryptor {

    private final BCryptPasswordEncoder bcrypt = new BCryptPasswordEncoder(10);

    @Override
    public String encrypt(String password) {
        return bcrypt.encode(condense(password));
    }

    @Override
    public boolean check(String password, String encrypted) {
        return bcrypt.matches(condense(password), encrypted);
    }

    @Override
    public String hashAlgorithmName() {
        return "bcrypt";
    }

    private static String condense(String password) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(password.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("运行环境缺少 SHA-256", impossible);
        }
    }
}
