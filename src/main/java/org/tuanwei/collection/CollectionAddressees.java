package org.tuanwei.collection;

import java.util.List;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Addressee;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.ReminderAddressees;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Directory;

/** The lead approves, so the lead is reminded; the unit's recorded contact hears of it anyway. */
@Component
class CollectionAddressees implements ReminderAddressees {

    private final Directory directory;

    CollectionAddressees(Directory directory) {
        this.directory = directory;
    }

    @Override
    public List<String> of(Deadline deadline, Addressee addressee) {
        boolean ofTheUnit = deadline.taskKey().startsWith(CollectionProcess.KEY + ".")
                && deadline.party() == Deadline.Party.OWNER
                && addressee == Addressee.OWNER;
        if (!ofTheUnit) {
            return List.of();
        }
        return directory.mailsOf(
                deadline.taskKey().equals(CollectionProcess.APPROVE)
                        ? Groups.leadOf(deadline.unitCode())
                        : Groups.staffOf(deadline.unitCode()));
    }
}
