package org.tuanwei.opening;

import java.util.List;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.Contacts;
import org.tuanwei.mail.Outbox;

/** Sends to the new contact what was written to the former one and has not left yet (J2). */
@Component
class MailRedirection {

    private static final Set<String> KINDS = Set.of(
            OpeningLetters.RECEIPT,
            OpeningLetters.AGAIN,
            OpeningLetters.RETURNED,
            OpeningLetters.APPROVED,
            OpeningLetters.RESUBMITTED,
            OpeningLetters.OPENED,
            OpeningLetters.URGED,
            OpeningLetters.RESENT);

    private final Contacts contacts;
    private final Outbox outbox;

    MailRedirection(Contacts contacts, Outbox outbox) {
        this.contacts = contacts;
        this.outbox = outbox;
    }

    /** @return how many letters */
    int redirect(CaseFile file) {
        List<ContactCard> versions = contacts.reaching(file.organizationId())
                .map(card -> contacts.versions(card.organizationId()))
                .orElse(List.of());
        if (versions.size() < 2) {
            return 0;
        }
        String now = versions.get(0).email();
        String before = versions.get(1).email();
        return now.equalsIgnoreCase(before) ? 0 : outbox.redirect(file.id(), KINDS, before, now);
    }
}
