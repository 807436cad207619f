package org.tuanwei.change;

import org.springframework.stereotype.Component;
import org.tuanwei.change.Change.Applicant;
import org.tuanwei.contact.ContactDetails;
import org.tuanwei.registration.SchoolAdditions;

/** Turns the request of a school that the registry does not know into a task for its unit. */
@Component
class PublicAdditions implements SchoolAdditions {

    private final ChangeService service;

    PublicAdditions(ChangeService service) {
        this.service = service;
    }

    @Override
    public void propose(Request request) {
        ContactDetails contact = request.contact();
        String mobile = contact.mobile();
        String phone = contact.phone();
        service.proposeFromPublic(
                request.unitCode(),
                request.schoolName(),
                request.schoolType(),
                new Applicant(
                        contact.contactName(), mobile != null ? mobile : phone == null ? "" : phone, contact.email()));
    }
}
