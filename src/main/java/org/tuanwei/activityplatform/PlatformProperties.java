package org.tuanwei.activityplatform;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param url where the platform answers; without one nothing is fetched
 * @param token sent as {@code Authorization: Bearer}
 * @param timeout for one page, from the question to its last byte
 * @param longest for all pages of a unit's week; shorter than the engine keeps a job locked, or a second node begins too
 */
@ConfigurationProperties("tuanwei.platform")
record PlatformProperties(
        @Nullable URI url,
        @DefaultValue("") String token,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue("3m") Duration longest) {

    /** @throws IllegalArgumentException for an address that would send the token in the clear */
    URI requireUrl() {
        URI address = Objects.requireNonNull(url);
        boolean local = "localhost".equals(address.getHost()) || "127.0.0.1".equals(address.getHost());
        if (!"https".equals(address.getScheme()) && !local) {
            throw new IllegalArgumentException("TUANWEI_PLATFORM_URL 必须是 https 网址");
        }
        return address;
    }
}
