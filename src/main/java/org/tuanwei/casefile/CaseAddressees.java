package org.tuanwei.casefile;

import java.util.List;
import org.springframework.stereotype.Component;
import org.tuanwei.contact.Contacts;
import org.tuanwei.deadline.Addressee;
import org.tuanwei.deadline.Deadline;
import org.tuanwei.deadline.ReminderAddressees;
import org.tuanwei.organization.Groups;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Directory;

/** Where reminders of a case go: to the school's recorded contact, to everybody in an office's group. */
@Component
class CaseAddressees implements ReminderAddressees {

    private final Organizations organizations;
    private final Contacts contacts;
    private final Directory directory;

    CaseAddressees(Organizations organizations, Contacts contacts, Directory directory) {
        this.organizations = organizations;
        this.contacts = contacts;
        this.directory = directory;
    }

    @Override
    public List<String> of(Deadline deadline, Addressee addressee) {
        if (deadline.organizationCode() == null) {
            return List.of();
        }
        Organization organization = organizations.require(deadline.organizationCode());
        boolean toHolder = addressee == Addressee.OWNER;
        return switch (deadline.party()) {
            case OWNER -> toHolder ? owner(organization) : directory.mailsOf(organizations.superiorGroup(organization));
            case SUPERIOR ->
                toHolder
                        ? directory.mailsOf(organizations.superiorGroup(organization))
                        : directory.mailsOf(organization.isUnit() ? Groups.CENTRE_LEAD : Groups.CENTRE_STAFF);
            case TENCENT -> directory.mailsOf(toHolder ? Groups.TENCENT : Groups.CENTRE_STAFF);
            case CENTRE -> directory.mailsOf(toHolder ? Groups.CENTRE_STAFF : Groups.CENTRE_LEAD);
        };
    }

    private List<String> owner(Organization organization) {
        return contacts.reaching(organization.id())
                .map(card -> List.of(card.email()))
                .orElseGet(() -> directory.mailsOf(organizations.ownerGroup(organization)));
    }
}
