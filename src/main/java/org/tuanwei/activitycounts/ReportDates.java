package org.tuanwei.activitycounts;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.NamedDates;
import org.tuanwei.engine.HumanTask;

/** An own report is due on the day its counts close; the hour stands in the form. */
@Component
class ReportDates implements NamedDates {

    private final Closing closing;

    ReportDates(Closing closing) {
        this.closing = closing;
    }

    @Override
    public Optional<NamedDate> of(HumanTask task) {
        return task.key().equals(ReportProcess.REPORT)
                ? Optional.of(new NamedDate(
                        closing.day(
                                task.tenantId(),
                                ReportProcess.About.of(task.businessKey()).week()),
                        Provenance.DEFAULT,
                        "",
                        "F4"))
                : Optional.empty();
    }
}
