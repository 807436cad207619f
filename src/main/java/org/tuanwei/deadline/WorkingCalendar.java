package org.tuanwei.deadline;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.tuanwei.web.Formats;

/**
 * Counts working days as China keeps them, with days off and make-up working weekends. For a year whose arrangement is
 * not known it counts weekends only, says so in the log once, and {@link #covers} lets others show it.
 */
@Component
public class WorkingCalendar {

    private static final Logger log = LoggerFactory.getLogger(WorkingCalendar.class);
    private static final String STATE_COUNCIL = "calendar/state-council.csv";
    private static final LocalTime REMINDERS_LEAVE = LocalTime.of(9, 0);
    private static final LocalTime NIGHT_ENDS = LocalTime.of(8, 0);
    private static final LocalTime NIGHT_BEGINS = LocalTime.of(20, 0);

    private final SpecialDays released;
    private volatile SpecialDays specialDays;
    private final Set<Integer> warnedOf = ConcurrentHashMap.newKeySet();

    /** @param laterYears a file of the same form for years announced after this release, or nothing */
    @Autowired
    WorkingCalendar(@Value("${tuanwei.deadline.later-years:}") String laterYears) {
        List<Resource> files = new ArrayList<>(List.of(new ClassPathResource(STATE_COUNCIL)));
        if (!laterYears.isBlank()) {
            files.add(new FileSystemResource(laterYears));
        }
        this.released = SpecialDays.read(files);
        this.specialDays = released;
    }

    private WorkingCalendar(SpecialDays days) {
        this.released = days;
        this.specialDays = days;
    }

    /** The calendar as released, for use without an application. */
    public static WorkingCalendar asReleased() {
        return new WorkingCalendar("");
    }

    /** What was imported takes the place of what came with the release. */
    void adopt(Collection<YearArrangement> imported) {
        specialDays = released.with(imported);
    }

    /** As the calendar would be with this arrangement. */
    public WorkingCalendar with(YearArrangement year) {
        return new WorkingCalendar(specialDays.with(List.of(year)));
    }

    /** The arrangement of a year, if it is known. */
    public Optional<YearArrangement> arrangement(int year) {
        return Optional.ofNullable(specialDays.years().get(year));
    }

    /** The years whose arrangement is known, the latest first. */
    public List<Integer> knownYears() {
        return specialDays.years().keySet().stream()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    /**
     * The year whose arrangement is missing and should be there: the running one, and in December, when it has been
     * announced, the next one.
     */
    public Optional<Integer> missingYear(LocalDate today) {
        if (!covers(today)) {
            return Optional.of(today.getYear());
        }
        return today.getMonth() == Month.DECEMBER && !covers(today.plusMonths(1))
                ? Optional.of(today.getYear() + 1)
                : Optional.empty();
    }

    public boolean isWorkingDay(LocalDate day) {
        Boolean special = specialDays.working().get(day);
        if (special != null) {
            return special;
        }
        if (!covers(day) && warnedOf.add(day.getYear())) {
            log.warn("days off of {} are not known: weekends only are counted as days off", day.getYear());
        }
        return day.getDayOfWeek() != DayOfWeek.SATURDAY && day.getDayOfWeek() != DayOfWeek.SUNDAY;
    }

    /** Whether the State Council's arrangement for the year of this day is known. */
    public boolean covers(LocalDate day) {
        return specialDays.years().containsKey(day.getYear());
    }

    /** The n-th working day after this day, before it when negative; the day itself for 0, working or not. */
    public LocalDate plusWorkingDays(LocalDate day, int workingDays) {
        int step = Integer.signum(workingDays);
        LocalDate reached = day;
        for (int left = Math.abs(workingDays); left > 0; ) {
            reached = reached.plusDays(step);
            if (isWorkingDay(reached)) {
                left--;
            }
        }
        return reached;
    }

    /** How many working days lie after {@code from} up to and including {@code to}; negative when it lies before. */
    public int workingDaysBetween(LocalDate from, LocalDate to) {
        if (to.isBefore(from)) {
            return -workingDaysBetween(to, from);
        }
        int count = 0;
        for (LocalDate day = from.plusDays(1); !day.isAfter(to); day = day.plusDays(1)) {
            if (isWorkingDay(day)) {
                count++;
            }
        }
        return count;
    }

    /** The end, at 24:00, of the n-th working day after the day of {@code start}. */
    public Instant due(Instant start, int workingDays) {
        return endOf(plusWorkingDays(dayOf(start), workingDays));
    }

    /** 24:00 of this day. */
    public Instant endOf(LocalDate day) {
        return day.plusDays(1).atStartOfDay(Formats.ZONE).toInstant();
    }

    /** The day whose end, or within which, this moment is: 24:00 belongs to the day that ends. */
    public LocalDate dueDay(Instant due) {
        return dayOf(due.minusNanos(1));
    }

    /** The day of this moment in Shanghai. */
    public LocalDate dayOf(Instant moment) {
        return moment.atZone(Formats.ZONE).toLocalDate();
    }

    /** 09:00 of this day, when reminders leave. */
    public Instant sendingTimeOn(LocalDate day) {
        return day.atTime(REMINDERS_LEAVE).atZone(Formats.ZONE).toInstant();
    }

    /** The first 09:00 of a working day that is not before this moment. */
    public Instant nextSendingTime(Instant moment) {
        LocalDate day = dayOf(moment);
        while (!isWorkingDay(day) || sendingTimeOn(day).isBefore(moment)) {
            day = day.plusDays(1);
        }
        return sendingTimeOn(day);
    }

    /** Whether people may be written to now: from 08:00 to 20:00 of a working day. */
    public boolean isOfficeTime(Instant moment) {
        LocalTime time = moment.atZone(Formats.ZONE).toLocalTime();
        return !time.isBefore(NIGHT_ENDS) && time.isBefore(NIGHT_BEGINS) && isWorkingDay(dayOf(moment));
    }
}
