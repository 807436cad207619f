package org.tuanwei.registration;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.tuanwei.security.RateLimits;

/** Limits the public pages per address and per school, counted over all nodes. */
@Component
class PublicLimits {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);

    private final RateLimits limits;
    private final RegistrationProperties properties;
    private final Clock clock;

    PublicLimits(RateLimits limits, RegistrationProperties properties, Clock clock) {
        this.limits = limits;
        this.properties = properties;
        this.clock = clock;
    }

    void search(String address) {
        take("register-search", address, properties.searchesPerMinute(), MINUTE);
    }

    void registration(String address, String school) {
        take("register-address", address, properties.registrationsPerHour(), HOUR);
        take("register-school", school, properties.registrationsPerSchoolAndHour(), HOUR);
    }

    void addition(String address) {
        take("register-unknown", address, properties.registrationsPerHour(), HOUR);
    }

    void lookup(String address) {
        take("receipts", address, properties.lookupsPerTenMinutes(), TEN_MINUTES);
    }

    private void take(String bucket, String key, int limit, Duration window) {
        if (!limits.tryAcquire(bucket, key, limit, window)) {
            long size = window.toMillis();
            throw new TooManyRequests(Instant.ofEpochMilli((clock.millis() / size + 1) * size));
        }
    }
}
