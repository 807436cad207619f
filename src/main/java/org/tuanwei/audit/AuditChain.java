package org.tuanwei.audit;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Reads the whole audit and computes every seal anew, apart from the database that made them: an entry changed, taken
 * out or put in later shows. Whoever can rewrite the whole chain is caught by a seal noted elsewhere before.
 */
@Component
class AuditChain {

    private static final int FETCH = 1000;
    private static final byte[] START = sha256("tuanwei".getBytes(StandardCharsets.UTF_8));

    /**
     * What was found.
     *
     * @param entries how many agree, from the first
     * @param broken what is wrong at which place, in words; null when all agree
     * @param seal of the last that agrees, in hex
     */
    record Verdict(long entries, @Nullable String broken, String seal) {}

    private final JdbcTemplate jdbc;

    AuditChain(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** One reading of one moment, however long it takes. */
    @Transactional(readOnly = true, isolation = Isolation.REPEATABLE_READ)
    public Verdict check() {
        Walk walk = new Walk();
        JdbcTemplate reader = new JdbcTemplate(java.util.Objects.requireNonNull(jdbc.getDataSource()));
        reader.setFetchSize(FETCH);
        reader.query("select no, at, user_id, action, object, detail, seal from audit_entry order by no", walk::take);
        walk.end(
                jdbc.queryForObject("select no from audit_head", Long.class),
                jdbc.queryForObject("select seal from audit_head", byte[].class));
        return new Verdict(walk.entries, walk.broken, HexFormat.of().formatHex(walk.seal));
    }

    private static final class Walk {

        private long entries;
        private byte[] seal = START;
        private @Nullable String broken;

        void take(ResultSet row) throws SQLException {
            if (broken != null) {
                return;
            }
            long no = row.getLong("no");
            if (no != entries + 1) {
                broken = no == 0 ? "有记录没有编入链中" : "第 " + (entries + 1) + " 条不见了";
                return;
            }
            byte[] expected = seal(row, no);
            if (!Arrays.equals(expected, row.getBytes("seal"))) {
                broken = "第 " + no + " 条的内容与它的封存值不符";
                return;
            }
            entries = no;
            seal = expected;
        }

        private byte[] seal(ResultSet row, long no) throws SQLException {
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            content.writeBytes(seal);
            Instant at = row.getTimestamp("at").toInstant();
            field(content, Long.toString(no));
            field(content, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)));
            for (String column : new String[] {"user_id", "action", "object", "detail"}) {
                field(content, row.getString(column));
            }
            return sha256(content.toByteArray());
        }

        private static void field(ByteArrayOutputStream content, String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            content.writeBytes((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            content.writeBytes(bytes);
        }

        void end(@Nullable Long no, byte @Nullable [] head) {
            if (broken == null && (no == null || no != entries || !Arrays.equals(head, seal))) {
                broken = "最后 " + (no == null ? 0 : no - entries) + " 条不见了，或末端的封存值被改动";
            }
        }
    }

    private static byte[] sha256(byte[] content) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
