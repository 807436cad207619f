package org.tuanwei.activity;

import java.util.List;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Addressee;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.ReminderAddressees;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Directory;

/** The unit's staff check the weeks, so they are reminded. */
@Component
class ActivityAddressees implements ReminderAddressees {

    private final Directory directory;

    ActivityAddressees(Directory directory) {
        this.directory = directory;
    }

    @Override
    public List<String> of(Deadline deadline, Addressee addressee) {
        return deadline.taskKey().startsWith(ActivityProcess.KEY + ".") && addressee == Addressee.OWNER
                ? directory.mailsOf(Groups.staffOf(deadline.unitCode()))
                : List.of();
    }
}
