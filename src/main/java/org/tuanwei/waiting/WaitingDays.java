package org.tuanwei.waiting;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.waiting.DayCount.Days;

/** How many days cases have waited for whom; whoever asks has checked that they may be seen. */
@Service
@Transactional(readOnly = true)
public class WaitingDays {

    /** A line of a table of days. */
    public record Line(String party, int working, int calendar) {}

    private final Intervals intervals;
    private final DayCount count;
    private final Clock clock;

    WaitingDays(Intervals intervals, WorkingCalendar calendar, Clock clock) {
        this.intervals = intervals;
        this.count = new DayCount(calendar);
        this.clock = clock;
    }

    /** From the opening of the case until it closed, or until now. */
    public List<Line> of(CaseFile file) {
        return between(file.id(), file.createdAt(), file.closedAt());
    }

    /** The same for a span of it, as of one problem. @param until none for now */
    public List<Line> between(long caseId, Instant from, @Nullable Instant until) {
        Map<Bearer, Days> days = count.count(
                from,
                Objects.requireNonNullElse(until, clock.instant()),
                intervals.of(List.of(caseId)).getOrDefault(caseId, List.of()));
        return days.entrySet().stream()
                .map(entry -> new Line(
                        entry.getKey().label(),
                        entry.getValue().working(),
                        entry.getValue().calendar()))
                .toList();
    }

    /** Working days that each of these cases has waited for this bearer up to now. */
    Map<Long, Integer> charged(Collection<CaseFile> files, Bearer bearer) {
        Map<Long, List<DayCount.Interval>> all =
                intervals.of(files.stream().map(CaseFile::id).toList());
        Map<Long, Integer> charged = new HashMap<>();
        for (CaseFile file : files) {
            Map<Bearer, Days> days = count.count(
                    file.createdAt(),
                    Objects.requireNonNullElse(file.closedAt(), clock.instant()),
                    all.getOrDefault(file.id(), List.of()));
            charged.put(file.id(), days.getOrDefault(bearer, Days.NONE).working());
        }
        return charged;
    }
}
