package org.tuanwei.supervision;

import java.time.LocalDate;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.NamedDates;
import org.tuanwei.engine.HumanTask;

/** The day that the letter of supervision names is the unit's deadline (E0). */
@Component
class SupervisionDates implements NamedDates {

    private final Supervisions supervisions;

    SupervisionDates(Supervisions supervisions) {
        this.supervisions = supervisions;
    }

    @Override
    public Optional<NamedDate> of(HumanTask task) {
        if (!task.key().equals(SupervisionProcess.HANDLE) && !task.key().equals(SupervisionProcess.FEEDBACK)) {
            return Optional.empty();
        }
        Supervision supervision = supervisions.get(SupervisionProcess.idOf(task));
        LocalDate due = supervision.dueOn();
        return due == null
                ? Optional.empty()
                : Optional.of(new NamedDate(due, Provenance.NOTICE, supervision.title(), "E0"));
    }
}
