package org.tuanwei.registration;

import java.time.Duration;
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

    PublicLimits(RateLimits limits, RegistrationProperties properties) {
        this.limits = limits;
        this.properties = properties;
    }

    void search(String address) {
        limits.acquire("register-search", address, properties.searchesPerMinute(), MINUTE);
    }

    void registration(String address, String school) {
        limits.acquire("register-address", address, properties.registrationsPerHour(), HOUR);
        limits.acquire("register-school", school, properties.registrationsPerSchoolAndHour(), HOUR);
    }

    void addition(String address) {
        limits.acquire("register-unknown", address, properties.registrationsPerHour(), HOUR);
    }

    void lookup(String address) {
        limits.acquire("receipts", address, properties.lookupsPerTenMinutes(), TEN_MINUTES);
    }
}
