package org.tuanwei.activitycounts;

import java.time.ZonedDateTime;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.NamedDates;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.web.Formats;

/** An own report is due when its counts close. */
@Component
class ReportDates implements NamedDates {

    private final Closing closing;

    ReportDates(Closing closing) {
        this.closing = closing;
    }

    @Override
    public Optional<NamedDate> of(HumanTask task) {
        if (!task.key().equals(ReportProcess.REPORT)) {
            return Optional.empty();
        }
        ZonedDateTime until = closing.until(
                        task.tenantId(),
                        ReportProcess.About.of(task.businessKey()).week())
                .atZone(Formats.ZONE);
        return Optional.of(new NamedDate(until.toLocalDate(), until.toLocalTime(), Provenance.DEFAULT, "", "F4"));
    }
}
