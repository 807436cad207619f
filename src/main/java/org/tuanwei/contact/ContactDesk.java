package org.tuanwei.contact;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Audit;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.RateLimits;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;

/** Who may read or correct a contact card, and the log of every unmasking. */
@Service
@Transactional
public class ContactDesk {

    private static final int PROOFS_A_DAY = 3;

    private final Contacts contacts;
    private final MailProofs proofs;
    private final ObjectProvider<PartnerReach> partner;
    private final AccessPolicy policy;
    private final Audit audit;
    private final RateLimits limits;
    private final JdbcClient jdbc;
    private final Clock clock;

    ContactDesk(
            Contacts contacts,
            MailProofs proofs,
            ObjectProvider<PartnerReach> partner,
            AccessPolicy policy,
            Audit audit,
            RateLimits limits,
            JdbcClient jdbc,
            Clock clock) {
        this.contacts = contacts;
        this.proofs = proofs;
        this.partner = partner;
        this.policy = policy;
        this.audit = audit;
        this.limits = limits;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** What the access table gives this viewer over the organisation's contact. */
    @Transactional(readOnly = true)
    public Verb verb(Viewer viewer, Organization organization) {
        boolean atPartner = viewer.isTencent() && partner.stream().anyMatch(reach -> reach.reaches(organization.id()));
        return policy.verb(viewer, Subject.CONTACT, Organizations.target(organization, atPartner));
    }

    /** The clear card; that it was looked at is kept (D2: access logged). Throws {@link NotVisible}. */
    public ContactCard reveal(Viewer viewer, Organization organization, String purpose) {
        if (verb(viewer, organization).compareTo(Verb.SEE) < 0) {
            throw new NotVisible("联系方式");
        }
        ContactCard card = contacts.current(organization.id()).orElseThrow(() -> new NotVisible("联系方式"));
        jdbc.sql("""
                        insert into contact_access (organization_id, contact_id, user_id, purpose, at)
                        values (:organization, :contact, :user, :purpose, :now)""")
                .param("organization", organization.id())
                .param("contact", card.id())
                .param("user", viewer.userId())
                .param("purpose", purpose)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        audit.record("contact.revealed", "organization:" + organization.code(), purpose);
        return card;
    }

    /** Sends the link for the proof once more. @return false when it was sent too often today or there is no need */
    public boolean askAgain(Organization organization) {
        ContactCard card = contacts.current(organization.id()).orElseThrow(() -> new NotVisible("联系方式"));
        if (card.proved() && contacts.refusal(card).isEmpty()
                || !limits.tryAcquire("contact-proof", organization.code(), PROOFS_A_DAY, Duration.ofDays(1))) {
            return false;
        }
        proofs.ask(card);
        return true;
    }
}
