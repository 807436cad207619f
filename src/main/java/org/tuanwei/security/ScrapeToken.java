package org.tuanwei.security;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** The word by which the machine room's monitoring fetches figures and nothing else; none is accepted when none is set. */
@Component
class ScrapeToken {

    private static final int SHORTEST = 32;

    private final byte[] expected;

    ScrapeToken(@Value("${tuanwei.metrics-token:}") String token) {
        if (!token.isEmpty() && token.length() < SHORTEST) {
            throw new IllegalArgumentException(
                    "TUANWEI_METRICS_TOKEN 太短：至少 " + SHORTEST + " 个字符，可用 openssl rand -base64 32 生成");
        }
        expected = token.isEmpty() ? new byte[0] : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    boolean sentBy(HttpServletRequest request) {
        String sent = request.getHeader("Authorization");
        return expected.length > 0
                && sent != null
                && MessageDigest.isEqual(expected, sent.getBytes(StandardCharsets.UTF_8));
    }
}
