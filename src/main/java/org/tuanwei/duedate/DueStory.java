package org.tuanwei.duedate;

import java.util.Map;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.deadline.DeadlineMoved;
import org.tuanwei.deadline.WorkingCalendar;

/** Tells the story of a case whose date was moved. */
@Component
class DueStory {

    private final CaseFiles files;
    private final WorkingCalendar calendar;

    DueStory(CaseFiles files, WorkingCalendar calendar) {
        this.files = files;
        this.calendar = calendar;
    }

    @EventListener
    void on(DeadlineMoved moved) {
        Long caseId = moved.before().caseId();
        if (caseId != null) {
            files.tell(
                    caseId,
                    "duedate.moved",
                    Map.of(
                            "task", moved.before().taskName(),
                            "from", calendar.dueDay(moved.before().dueAt()).toString(),
                            "to", moved.to().toString()));
        }
    }
}
