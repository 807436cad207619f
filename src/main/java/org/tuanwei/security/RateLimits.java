package org.tuanwei.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Limits how often something may be tried, counted in PostgreSQL so that all nodes share it. */
@Component
public class RateLimits {

    private static final String LOCK = "/lock";

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final Clock clock;

    RateLimits(JdbcClient jdbc, Secrets secrets, Clock clock) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
    }

    /** Takes one of {@code limit} in the running window. @return false when none is left */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public boolean tryAcquire(String bucket, String key, int limit, Duration window) {
        int taken = jdbc.sql("""
                        insert into rate_limit (bucket, key_hash, window_start, taken) values (?, ?, ?, 1)
                        on conflict (bucket, key_hash, window_start) do update set taken = rate_limit.taken + 1
                        returning taken""")
                .params(bucket, secrets.digest(bucket, key), windowStart(window))
                .query(Integer.class)
                .single();
        return taken <= limit;
    }

    /** The same for a page that has nothing else to say. @throws TooManyRequests when none is left */
    @Transactional(propagation = Propagation.REQUIRES_NEW, noRollbackFor = TooManyRequests.class)
    public void acquire(String bucket, String key, int limit, Duration window) {
        if (!tryAcquire(bucket, key, limit, window)) {
            throw new TooManyRequests(windowStart(window).toInstant().plus(window));
        }
    }

    /** How many were taken in the running window. */
    @Transactional(readOnly = true)
    public int taken(String bucket, String key, Duration window) {
        return jdbc.sql("select taken from rate_limit where bucket = ? and key_hash = ? and window_start = ?")
                .params(bucket, secrets.digest(bucket, key), windowStart(window))
                .query(Integer.class)
                .optional()
                .orElse(0);
    }

    /** Locks the key from now on; for how long, the one who asks {@link #locked} says. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void lock(String bucket, String key) {
        jdbc.sql("insert into rate_limit (bucket, key_hash, window_start, taken) values (?, ?, ?, 1)"
                        + " on conflict do nothing")
                .params(bucket + LOCK, secrets.digest(bucket, key), Timestamp.from(clock.instant()))
                .update();
    }

    /** Whether the key was locked less than this long ago. */
    @Transactional(readOnly = true)
    public boolean locked(String bucket, String key, Duration time) {
        return jdbc.sql("select count(*) from rate_limit where bucket = ? and key_hash = ? and window_start > ?")
                        .params(
                                bucket + LOCK,
                                secrets.digest(bucket, key),
                                Timestamp.from(clock.instant().minus(time)))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Forgets the count, as after a successful sign-in. */
    @Transactional(propagation = Propagation.REQUIRES_NEW)
    public void reset(String bucket, String key) {
        jdbc.sql("delete from rate_limit where bucket = ? and key_hash = ?")
                .params(bucket, secrets.digest(bucket, key))
                .update();
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT10M")
    @Transactional
    void forgetOld() {
        jdbc.sql("delete from rate_limit where window_start < ?")
                .param(Timestamp.from(clock.instant().minus(Duration.ofDays(2))))
                .update();
    }

    private Timestamp windowStart(Duration window) {
        long size = window.toMillis();
        return Timestamp.from(Instant.ofEpochMilli(clock.millis() / size * size));
    }
}
