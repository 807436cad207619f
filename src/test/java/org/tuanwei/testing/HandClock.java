package org.tuanwei.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;

/** A clock that stands still until a test moves it. */
public final class HandClock extends Clock {

    public static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");

    private volatile Instant now;

    private HandClock(Instant now) {
        this.now = now;
    }

    /** Shows this local time in Shanghai, written as {@code 2012-03-12T10:00}. */
    public static HandClock at(String localDateTime) {
        return new HandClock(instant(localDateTime));
    }

    /** The moment of this local time in Shanghai. */
    public static Instant instant(String localDateTime) {
        return LocalDateTime.parse(localDateTime).atZone(SHANGHAI).toInstant();
    }

    public void set(String localDateTime) {
        now = instant(localDateTime);
    }

    public void advance(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return SHANGHAI;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.fixed(now, zone);
    }
}
