package org.tuanwei.activitycounts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.tuanwei.web.Formats;

/** Until when the counts of a unit's week are taken: as its check says, or as the calendar will have it. */
@Component
public class Closing {

    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    private final ObjectProvider<CheckedWeeks> checked;
    private final WeekDays days;

    Closing(ObjectProvider<CheckedWeeks> checked, WeekDays days) {
        this.checked = checked;
        this.days = days;
    }

    public Instant until(String unitCode, Week week) {
        return checked.stream()
                .flatMap(one -> one.countsUntil(unitCode, week).stream())
                .findFirst()
                .orElseGet(() -> days.countsUntil(week));
    }

    public LocalDate day(String unitCode, Week week) {
        return until(unitCode, week).atZone(Formats.ZONE).toLocalDate();
    }

    /** 2012-03-19 12:00. */
    public String text(String unitCode, Week week) {
        return MINUTE.format(until(unitCode, week).atZone(Formats.ZONE));
    }

    /** Whether the results are public. */
    public boolean published(String unitCode, Week week) {
        return checked.stream().anyMatch(one -> one.published(unitCode, week));
    }
}
