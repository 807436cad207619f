package org.tuanwei.supervision;

import java.util.List;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Addressee;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.ReminderAddressees;
import org.tuanwei.organization.Groups;
import org.tuanwei.security.Directory;

/** Besides the offices, which hear of it anyway: the supervisor, and the lead whose word is waited for. */
@Component
class SupervisionAddressees implements ReminderAddressees {

    private final Supervisions supervisions;
    private final Directory directory;

    SupervisionAddressees(Supervisions supervisions, Directory directory) {
        this.supervisions = supervisions;
        this.directory = directory;
    }

    @Override
    public List<String> of(Deadline deadline, Addressee addressee) {
        String code = deadline.organizationCode();
        if (!deadline.taskKey().startsWith(SupervisionProcess.KEY + ".") || code == null) {
            return List.of();
        }
        boolean toHolder = addressee == Addressee.OWNER;
        return supervisions
                .openOf(code)
                .map(supervision -> switch (deadline.taskKey()) {
                    case SupervisionProcess.AUTHORIZE ->
                        toHolder ? directory.mailsOf(SupervisionProcess.leaderGroup(supervision)) : List.<String>of();
                    case SupervisionProcess.PROPOSE, SupervisionProcess.DECIDE_EXTENSION, SupervisionProcess.VERIFY ->
                        directory.mailsOf(
                                toHolder
                                        ? Groups.supervisorOf(supervision.supervisedBy())
                                        : SupervisionProcess.leaderGroup(supervision));
                    default ->
                        toHolder
                                ? supervision.ofUnit()
                                        ? directory.mailsOf(Groups.leadOf(supervision.unitCode()))
                                        : List.<String>of()
                                : directory.mailsOf(Groups.supervisorOf(supervision.supervisedBy()));
                })
                .orElse(List.of());
    }
}
