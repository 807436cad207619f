package org.tuanwei.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Writes dates the way officials read them; in templates {@code @formats}. */
@Component("formats")
public class Formats {

    /** The zone of all business times. */
    public static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    private final Clock clock;

    Formats(Clock clock) {
        this.clock = clock;
    }

    /** {@code 2026-11-22 09:05} */
    public String minute(@Nullable Instant at) {
        return at == null ? "" : MINUTE.format(at.atZone(ZONE));
    }

    /** {@code 2026-11-22} */
    public String day(@Nullable Instant at) {
        return at == null ? "" : DAY.format(at.atZone(ZONE));
    }

    /** A deadline: midnight is written as 24:00 of the day before, for that is how a 通知 names it. */
    public String deadline(@Nullable Instant due) {
        if (due == null) {
            return "";
        }
        ZonedDateTime at = due.atZone(ZONE);
        return at.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? DAY.format(at.toLocalDate().minusDays(1)) + " 24:00"
                : MINUTE.format(at);
    }

    public Instant now() {
        return clock.instant();
    }
}
