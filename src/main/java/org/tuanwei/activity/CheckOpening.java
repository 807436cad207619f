package org.tuanwei.activity;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;
import org.tuanwei.activitycounts.CountedAccounts;
import org.tuanwei.activitycounts.Week;
import org.tuanwei.activitycounts.WeekDays;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.web.Formats;

/** Begins the check of each unit's week when the week is over, once, whichever node comes first (F4). */
@Service
public class CheckOpening {

    private final Checks checks;
    private final CountedAccounts accounts;
    private final ActivityProcess process;
    private final ActivityStory story;
    private final WeekDays days;
    private final WorkingCalendar calendar;
    private final ActivityProperties properties;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CheckOpening(
            Checks checks,
            CountedAccounts accounts,
            ActivityProcess process,
            ActivityStory story,
            WeekDays days,
            WorkingCalendar calendar,
            ActivityProperties properties,
            TransactionOperations transactions,
            Clock clock) {
        this.checks = checks;
        this.accounts = accounts;
        this.process = process;
        this.story = story;
        this.days = days;
        this.calendar = calendar;
        this.properties = properties;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** Opens what is due, also weeks that were missed while no node ran. @return how many */
    public int openDue() {
        Week last = Week.of(clock.instant()).plus(-1);
        int opened = 0;
        for (String unit : accounts.unitsTakingPart(last)) {
            Week earliest = last.plus(1 - properties.weeksBack());
            Week from = checks.last(unit).map(week -> week.plus(1)).orElse(last);
            for (Week week = from.compareTo(earliest) < 0 ? earliest : from;
                    week.compareTo(last) <= 0;
                    week = week.plus(1)) {
                opened += open(unit, week).isPresent() ? 1 : 0;
            }
        }
        return opened;
    }

    /** Begins one unit's week in a transaction of its own; empty when it has begun before. */
    Optional<Long> open(String unitCode, Week week) {
        Optional<Long> opened = transactions.execute(status -> {
            Instant until = countsUntil(week);
            LocalDate publishOn = days.publishDay(week);
            LocalDate day = until.atZone(Formats.ZONE).toLocalDate();
            Optional<Long> id = checks.add(
                    unitCode,
                    week,
                    until,
                    publishOn.isAfter(day) ? publishOn : calendar.plusWorkingDays(day, 1),
                    random.nextLong());
            id.ifPresent(check -> {
                story.tell(check, "started", java.util.Map.of("week", week.label()));
                process.start(checks.get(check));
            });
            return id;
        });
        return opened == null ? Optional.empty() : opened;
    }

    /** A check that begins late still leaves everybody until the noon of the next working day. */
    private Instant countsUntil(Week week) {
        Instant regular = days.countsUntil(week);
        Instant now = clock.instant();
        return now.isBefore(regular)
                ? regular
                : calendar.plusWorkingDays(calendar.dayOf(now), 1)
                        .atTime(LocalTime.NOON)
                        .atZone(Formats.ZONE)
                        .toInstant();
    }
}
