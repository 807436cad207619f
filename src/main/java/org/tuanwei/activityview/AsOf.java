package org.tuanwei.activityview;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import org.springframework.stereotype.Component;
import org.tuanwei.security.NotVisible;
import org.tuanwei.web.Formats;

/** The day a page speaks of: everything on it is as it was public at 24:00 of that day, or now for today. */
@Component
class AsOf {

    /** A day with its end. */
    record Day(LocalDate day, Instant end, boolean today) {

        /** As it stands in addresses; empty for today. */
        public String text() {
            return today ? "" : day.toString();
        }

        /** 截至 2012-03-20, or 此刻. */
        public String words() {
            return today ? "此刻" : "截至 " + day + " 24:00";
        }
    }

    private final Clock clock;

    AsOf(Clock clock) {
        this.clock = clock;
    }

    /** @param text as in the address; empty for today. @throws NotVisible for what is no day, or is to come */
    Day day(String text) {
        LocalDate today = clock.instant().atZone(Formats.ZONE).toLocalDate();
        try {
            LocalDate day = text.isBlank() ? today : LocalDate.parse(text.strip());
            if (day.isAfter(today)) {
                throw new NotVisible("这一天的数字");
            }
            Instant end = day.plusDays(1).atStartOfDay(Formats.ZONE).toInstant();
            boolean now = day.equals(today);
            return new Day(day, now ? clock.instant().plusMillis(1) : end, now);
        } catch (DateTimeParseException noDay) {
            throw new NotVisible("这一天的数字");
        }
    }
}
