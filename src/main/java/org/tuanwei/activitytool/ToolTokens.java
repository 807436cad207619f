package org.tuanwei.activitytool;

import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.ToolDoor;
import org.tuanwei.security.Viewers;

/** Makes tokens, shows each once, keeps only its hash, and knows whose a token is. */
@Service
@Transactional
class ToolTokens implements ToolDoor {

    /** The most an organisation has at a time. */
    private static final int MOST = 5;

    private static final int BYTES = 32;
    private static final String PREFIX = "tw_";
    private static final String BEARER = "Bearer ";

    /** One as its owner sees it. */
    record Token(
            long id,
            String name,
            String createdBy,
            Instant createdAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt) {}

    /** Whose token it is. */
    record Holder(long tokenId, long organizationId, String name) {}

    private final Viewers viewers;
    private final JdbcClient jdbc;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    ToolTokens(Viewers viewers, JdbcClient jdbc, Clock clock) {
        this.viewers = viewers;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** @return the token itself, which nobody can read again. @throws FormRefused for a bad name, or too many */
    String create(long organizationId, String name) {
        String label = name.strip();
        if (label.length() < 2 || label.length() > 40) {
            throw new FormRefused("name", "请用 2 至 40 个字写明令牌给哪个工具用");
        }
        long active = of(organizationId).stream()
                .filter(token -> token.revokedAt() == null)
                .count();
        if (active >= MOST) {
            throw new FormRefused("name", "最多同时有 " + MOST + " 个令牌，请先停用不用的");
        }
        byte[] secret = new byte[BYTES];
        random.nextBytes(secret);
        String token = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
        jdbc.sql("insert into activity_token (organization_id, name, token_hash, created_by, created_at)"
                        + " values (?, ?, ?, ?, ?)")
                .params(organizationId, label, hash(token), viewers.current().userId(), Timestamp.from(clock.instant()))
                .update();
        return token;
    }

    /** The newest first. */
    @Transactional(readOnly = true)
    List<Token> of(long organizationId) {
        return jdbc.sql("select id, name, created_by, created_at, last_used_at, revoked_at from activity_token"
                        + " where organization_id = ? order by id desc")
                .param(organizationId)
                .query((row, n) -> new Token(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getTimestamp(4).toInstant(),
                        instant(row.getTimestamp(5)),
                        instant(row.getTimestamp(6))))
                .list();
    }

    /** From this moment on it opens nothing. @return false where the organisation has no such token in use */
    boolean revoke(long organizationId, long id) {
        return jdbc.sql("update activity_token set revoked_by = ?, revoked_at = ?"
                                + " where id = ? and organization_id = ? and revoked_at is null")
                        .params(viewers.current().userId(), Timestamp.from(clock.instant()), id, organizationId)
                        .update()
                == 1;
    }

    @Override
    @Transactional(readOnly = true)
    public boolean admits(HttpServletRequest request) {
        return holder(request).isPresent();
    }

    @Transactional(readOnly = true)
    Optional<Holder> holder(HttpServletRequest request) {
        String sent = request.getHeader("Authorization");
        if (sent == null || !sent.startsWith(BEARER + PREFIX)) {
            return Optional.empty();
        }
        return jdbc.sql("select id, organization_id, name from activity_token"
                        + " where token_hash = ? and revoked_at is null")
                .param(hash(sent.substring(BEARER.length())))
                .query((row, n) -> new Holder(row.getLong(1), row.getLong(2), row.getString(3)))
                .optional();
    }

    void used(long tokenId) {
        jdbc.sql("update activity_token set last_used_at = ? where id = ?")
                .params(Timestamp.from(clock.instant()), tokenId)
                .update();
    }

    /** 256 random bits need no slow hash. */
    private static byte[] hash(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
