package org.tuanwei.microspace;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.Viewers;
import org.tuanwei.web.Formats;

/** Asks all units for the month that is over, once, takes their lists, and says who did not answer (F2). */
@Service
@Transactional
public class MicrospaceService {

    /** However late in the month a list was opened, so many working days remain before it counts as 未报. */
    private static final int WORKING_DAYS_LEFT = 10;

    private final Checklists lists;
    private final MicrospaceProcess process;
    private final WorkingCalendar calendar;
    private final Viewers viewers;
    private final Clock clock;

    MicrospaceService(
            Checklists lists, MicrospaceProcess process, WorkingCalendar calendar, Viewers viewers, Clock clock) {
        this.lists = lists;
        this.process = process;
        this.calendar = calendar;
        this.viewers = viewers;
        this.clock = clock;
    }

    /** Opens the list of last month for every unit that takes part and has none; on every node, as often as one likes. @return how many */
    public int openDue() {
        LocalDate today = LocalDate.ofInstant(clock.instant(), Formats.ZONE);
        YearMonth month = YearMonth.from(today).minusMonths(1);
        Instant next = month.plusMonths(2).atDay(1).atStartOfDay(Formats.ZONE).toInstant();
        Instant fair = calendar.endOf(calendar.plusWorkingDays(today, WORKING_DAYS_LEFT));
        List<Checklist> opened = lists.open(month, next.isAfter(fair) ? next : fair);
        process.startAll(opened);
        return opened.size();
    }

    /** Takes the unit's answers. @throws FormRefused field by field, or for the whole when it is too late */
    void file(long id, Map<String, Object> values) {
        List<Answer> answers = Answer.read(values);
        if (!lists.file(id, answers, viewers.current().displayName())) {
            throw new FormRefused("", "这个月的清单已由同事报送，或已记为未报，请刷新后再看");
        }
    }

    void recordUnreported(long id) {
        lists.unreported(id);
    }

    Checklist get(long id) {
        return lists.get(id);
    }
}
