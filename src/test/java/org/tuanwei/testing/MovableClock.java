package org.tuanwei.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.camunda.bpm.engine.impl.util.ClockUtil;

/** A clock that can be set ahead, for Java and the engine alike. */
public final class MovableClock extends Clock {

    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private volatile Duration offset = Duration.ZERO;

    @Override
    public ZoneId getZone() {
        return ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return Clock.offset(Clock.system(zone), offset);
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(System.currentTimeMillis()).plus(offset);
    }

    public Duration offset() {
        return offset;
    }

    /** Runs this far ahead of (or, negative, behind) the real time from now on. */
    public void runAhead(Duration newOffset) {
        offset = newOffset;
        ClockUtil.offset(newOffset.toMillis());
    }

    /** Goes on from this moment. */
    public void set(Instant moment) {
        runAhead(Duration.between(Instant.ofEpochMilli(System.currentTimeMillis()), moment));
    }

    public void back() {
        offset = Duration.ZERO;
        ClockUtil.reset();
    }
}
