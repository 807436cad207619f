package org.tuanwei.microspace;

import java.util.List;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Addressee;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.ReminderAddressees;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Directory;

/** The unit's staff fill the list in; whoever is late is told to the centre. */
@Component
class MicrospaceAddressees implements ReminderAddressees {

    private final Directory directory;

    MicrospaceAddressees(Directory directory) {
        this.directory = directory;
    }

    @Override
    public List<String> of(Deadline deadline, Addressee addressee) {
        if (!deadline.taskKey().equals(MicrospaceProcess.FILL)) {
            return List.of();
        }
        return directory.mailsOf(
                addressee == Addressee.OWNER ? Groups.staffOf(deadline.unitCode()) : Groups.CENTRE_STAFF);
    }
}
