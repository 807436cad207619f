package org.tuanwei.activitycounts;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tuanwei.web.Formats;

/** A week from Monday to Sunday in Beijing time, as ISO 8601 counts them (F4). */
public record Week(LocalDate monday) implements Comparable<Week> {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("M月d日");
    private static final Pattern NUMBERED = Pattern.compile("(\\d{4})[-年]?第?[Ww]?(\\d{1,2})周?");

    public Week {
        if (monday.getDayOfWeek() != DayOfWeek.MONDAY) {
            throw new IllegalArgumentException(monday + " is no Monday");
        }
    }

    /** The week this day is in. */
    public static Week of(LocalDate day) {
        return new Week(day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)));
    }

    public static Week of(Instant moment) {
        return of(moment.atZone(Formats.ZONE).toLocalDate());
    }

    /** As people and programs write it: 2012-W11, 2012年第11周, or any day of the week as 2012-03-12. */
    public static Optional<Week> parse(String text) {
        String bare = text.strip().replace(" ", "").replace('/', '-');
        Matcher numbered = NUMBERED.matcher(bare);
        if (numbered.matches()) {
            int year = Integer.parseInt(numbered.group(1));
            int number = Integer.parseInt(numbered.group(2));
            LocalDate first = LocalDate.of(year, 1, 4);
            return number < 1
                            || number
                                    > IsoFields.WEEK_OF_WEEK_BASED_YEAR
                                            .rangeRefinedBy(first)
                                            .getMaximum()
                    ? Optional.empty()
                    : Optional.of(of(first).plus(number - 1));
        }
        try {
            return Optional.of(of(LocalDate.parse(bare)));
        } catch (DateTimeParseException noDay) {
            return Optional.empty();
        }
    }

    public LocalDate sunday() {
        return monday.plusDays(6);
    }

    public boolean contains(LocalDate day) {
        return !day.isBefore(monday) && !day.isAfter(sunday());
    }

    public Week plus(int weeks) {
        return new Week(monday.plusWeeks(weeks));
    }

    /** 00:00 of its Monday: whoever opened before takes part in the whole week. */
    public Instant begins() {
        return monday.atStartOfDay(Formats.ZONE).toInstant();
    }

    /** 24:00 of its Sunday. */
    public Instant ends() {
        return plus(1).begins();
    }

    /** 2012-W11. */
    public String code() {
        return "%d-W%02d".formatted(year(), number());
    }

    /** 2012年第11周（3月12日—3月18日）. */
    public String label() {
        return "%d年第%d周（%s）".formatted(year(), number(), days());
    }

    /** 3月12日—3月18日. */
    public String days() {
        return DAY.format(monday) + "—" + DAY.format(sunday());
    }

    private int year() {
        return monday.get(IsoFields.WEEK_BASED_YEAR);
    }

    public int number() {
        return monday.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
    }

    @Override
    public int compareTo(Week other) {
        return monday.compareTo(other.monday);
    }
}
