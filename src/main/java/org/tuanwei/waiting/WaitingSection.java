package org.tuanwei.waiting;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseSection;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.security.Viewer;
import org.tuanwei.waiting.WaitingDays.Line;

/** The days of the case by party on its page, and the stop of its clock. */
@Component
class WaitingSection implements CaseSection {

    /** @param earliest first day that may be chosen @param latest last one */
    record Card(
            long caseId,
            List<Line> lines,
            int working,
            int calendar,
            @Nullable Parking parking,
            boolean mayPark,
            LocalDate earliest,
            LocalDate latest) {}

    private final WaitingDays days;
    private final Parkings parkings;
    private final ParkingProperties properties;
    private final WorkingCalendar calendar;
    private final Clock clock;

    WaitingSection(
            WaitingDays days, Parkings parkings, ParkingProperties properties, WorkingCalendar calendar, Clock clock) {
        this.days = days;
        this.parkings = parkings;
        this.properties = properties;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Override
    public int order() {
        return 50;
    }

    @Override
    public String fragment() {
        return "waiting/section :: card";
    }

    @Override
    public Object model(CaseFile file, Viewer viewer) {
        List<Line> lines = days.of(file);
        LocalDate today = calendar.dayOf(clock.instant());
        return new Card(
                file.id(),
                lines,
                lines.stream().mapToInt(Line::working).sum(),
                lines.stream().mapToInt(Line::calendar).sum(),
                file.running() ? parkings.current(file.id()).orElse(null) : null,
                parkings.mayPark(file, viewer),
                today,
                today.plusDays(properties.longestDays()));
    }
}
