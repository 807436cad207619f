package org.tuanwei.casefile;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueText;
import org.tuanwei.web.Formats;

/** Puts deadlines into the words of our pages. */
@Component
class DueViews {

    private final Deadlines deadlines;
    private final Formats formats;

    DueViews(Deadlines deadlines, Formats formats) {
        this.deadlines = deadlines;
        this.formats = formats;
    }

    Optional<DueView> ofTask(String taskId) {
        return deadlines.openFor(taskId).map(this::of);
    }

    /** The same for several tasks, by task. */
    Map<String, DueView> ofTasks(Collection<String> taskIds) {
        Map<String, DueView> views = new HashMap<>();
        deadlines.openOfTasks(taskIds).forEach((task, deadline) -> views.put(task, of(deadline)));
        return views;
    }

    /** The nearest open deadline of each case that has one. */
    Map<Long, DueView> nearest(Collection<Long> caseIds) {
        Map<Long, DueView> nearest = new HashMap<>();
        for (Deadline deadline : deadlines.openOfCases(caseIds)) {
            Long caseId = deadline.caseId();
            if (caseId != null) {
                nearest.merge(caseId, of(deadline), (a, b) -> a.dueAt().isAfter(b.dueAt()) ? b : a);
            }
        }
        return nearest;
    }

    private DueView of(Deadline deadline) {
        DueText due = deadlines.dueText(deadline);
        String estimated = due.estimated() ? "，" + DueText.ESTIMATED : "";
        return new DueView(
                deadline.dueAt(),
                due.words(),
                due.light().name(),
                due.overdue(),
                deadline.provenance().name(),
                deadline.origin(),
                formats.deadline(deadline.dueAt()) + " 前（" + due.words() + "，"
                        + deadline.provenance().label() + estimated + "）");
    }
}
