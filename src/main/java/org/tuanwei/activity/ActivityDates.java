package org.tuanwei.activity;

import java.time.LocalTime;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.deadline.NamedDates;
import org.tuanwei.engine.HumanTask;

/** The sample is looked at by the noon at which the week is to be published. */
@Component
class ActivityDates implements NamedDates {

    private final Checks checks;

    ActivityDates(Checks checks) {
        this.checks = checks;
    }

    @Override
    public Optional<NamedDate> of(HumanTask task) {
        return task.key().equals(ActivityProcess.CHECK)
                ? Optional.of(new NamedDate(
                        checks.get(ActivityProcess.checkId(task)).publishOn(),
                        LocalTime.NOON,
                        Provenance.DEFAULT,
                        "",
                        "F4"))
                : Optional.empty();
    }
}
