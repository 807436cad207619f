package org.tuanwei.credential;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.Contacts;
import org.tuanwei.credential.Credential.State;
import org.tuanwei.credential.PickupLink.Occasion;
import org.tuanwei.mail.Outbox;
import org.tuanwei.organization.Organizations;
import org.tuanwei.web.Formats;

/** Sends links and knows how far the delivery of a case has come; knows no engine. */
@Service
@Transactional
class Deliveries {

    /** What came of the wish to send a link. */
    enum Sending {
        SENT,
        /** The password was entered wrongly, or never, or is void: there is nothing to deliver. */
        NOTHING_LEFT,
        ALREADY_PICKED_UP,
        /** No address is recorded, or mail to it has come back. */
        NO_GOOD_ADDRESS
    }

    private final Credentials credentials;
    private final PickupLinks links;
    private final CaseFiles files;
    private final Contacts contacts;
    private final Organizations organizations;
    private final Outbox outbox;
    private final Formats formats;
    private final Clock clock;

    Deliveries(
            Credentials credentials,
            PickupLinks links,
            CaseFiles files,
            Contacts contacts,
            Organizations organizations,
            Outbox outbox,
            Formats formats,
            Clock clock) {
        this.credentials = credentials;
        this.links = links;
        this.files = files;
        this.contacts = contacts;
        this.organizations = organizations;
        this.outbox = outbox;
        this.formats = formats;
        this.clock = clock;
    }

    /** Mails a fresh link to the recorded contact, never to an address known to be bad. */
    Sending send(CaseFile file, Occasion occasion) {
        State state = credentials.latest(file.id()).map(Credential::state).orElse(State.WIPED);
        if (state == State.REVEALED || state == State.DELIVERED) {
            return Sending.ALREADY_PICKED_UP;
        }
        if (state != State.SEALED) {
            return Sending.NOTHING_LEFT;
        }
        Optional<ContactCard> recipient = goodAddress(file);
        if (recipient.isEmpty()) {
            files.tell(file.id(), "credential.noAddress", Map.of());
            return Sending.NO_GOOD_ADDRESS;
        }
        PickupLink link = links.make(file.id(), recipient.get().email(), occasion);
        outbox.enqueue(PickupLetter.of(file, link, recipient.get().email(), formats.deadline(link.expiresAt())));
        files.tell(
                file.id(),
                "credential.linkSent",
                Map.of(
                        "recipient", recipient.get().masked().email(),
                        "until", formats.deadline(link.expiresAt()),
                        "occasion", link.occasion().label));
        return Sending.SENT;
    }

    /** A fresh link for a reminder that somebody else mails; empty when there is nothing to pick up. */
    Optional<PickupLink> linkForReminder(CaseFile file) {
        if (!waitsForPickUp(file.id()) || isLocked(file.id())) {
            return Optional.empty();
        }
        return goodAddress(file).map(card -> links.make(file.id(), card.email(), Occasion.REMINDED));
    }

    /** The recorded contact, of the school where a class branch has none of its own. */
    @Transactional(readOnly = true)
    Optional<ContactCard> recipient(CaseFile file) {
        return contacts.reaching(file.organizationId());
    }

    /** The school that acts for a class branch; otherwise the organisation itself. */
    @Transactional(readOnly = true)
    long schoolOf(CaseFile file) {
        String school = file.schoolCode();
        return school == null
                ? file.organizationId()
                : organizations.require(school).id();
    }

    /** As {@link #recipient}, but only when no link of this case has come back from the address. */
    @Transactional(readOnly = true)
    Optional<ContactCard> goodAddress(CaseFile file) {
        return recipient(file).filter(card -> !links.knownBad(file.id(), card.email()));
    }

    /** Whether no link of this round went to the address that is recorded now. */
    @Transactional(readOnly = true)
    boolean isNewAddress(CaseFile file) {
        return recipient(file)
                .filter(card -> !links.sentTo(file.id(), card.email()))
                .isPresent();
    }

    /** A mail server has refused the letter for good. @return whether links of this case went there */
    boolean refused(CaseFile file, String recipient, String reason) {
        if (links.markRefused(file.id(), recipient) == 0) {
            return false;
        }
        files.tell(file.id(), "credential.linkBounced", Map.of("reason", reason));
        return true;
    }

    /** The holder of the address has read a mail sent there. @return whether links of this case had come back from it */
    boolean proved(CaseFile file) {
        return recipient(file)
                .filter(card -> links.forgive(file.id(), card.email()) > 0)
                .isPresent();
    }

    /** How often a link was sent again because of a bounce in this round. */
    @Transactional(readOnly = true)
    int resends(long caseId) {
        return links.bounces(caseId);
    }

    /** The organisation has changed the password: what is left of the delivery is wiped. */
    void finish(CaseFile file) {
        credentials.latest(file.id()).ifPresent(credential -> {
            files.recordAccount(file.id(), credential.qqNumber(), null);
            credentials.markDelivered(file.id());
        });
        links.revoke(file.id());
        files.tell(file.id(), "credential.wiped", Map.of());
    }

    /**
     * Ends the round with a problem: no link opens anything any more. A password that others may have seen or that is
     * wrong is void; one that only could not be delivered is kept for the corrected address.
     */
    void giveUp(CaseFile file, ProblemKind kind) {
        links.revoke(file.id());
        if (kind != ProblemKind.RESEND_EXHAUSTED) {
            credentials
                    .lockLatest(file.id())
                    .filter(credential -> credential.state() == State.SEALED)
                    .ifPresent(credential -> credentials.wipe(file.id()));
        }
        files.tell(file.id(), "credential.problem", Map.of("kind", kind.label()));
    }

    /** Deletes what the case still holds, because the case has ended without a pick-up. */
    void abandon(long caseId) {
        credentials.wipe(caseId);
        links.revoke(caseId);
    }

    @Transactional(readOnly = true)
    boolean isPickedUp(long caseId) {
        return stateOf(caseId) == State.REVEALED;
    }

    @Transactional(readOnly = true)
    boolean waitsForPickUp(long caseId) {
        return stateOf(caseId) == State.SEALED;
    }

    /** Nothing was entered, or it is void. */
    @Transactional(readOnly = true)
    boolean isNothingLeft(long caseId) {
        return stateOf(caseId) == State.WIPED;
    }

    @Transactional(readOnly = true)
    boolean isLocked(long caseId) {
        return links.ofCase(caseId).stream().anyMatch(link -> link.lockedAt() != null && link.revokedAt() == null);
    }

    /** Links that open something now. */
    @Transactional(readOnly = true)
    List<PickupLink> openLinks(long caseId) {
        return links.ofCase(caseId).stream()
                .filter(link -> link.standing(clock.instant()) == PickupLink.Standing.OPEN)
                .toList();
    }

    private State stateOf(long caseId) {
        return credentials.latest(caseId).map(Credential::state).orElse(State.WIPED);
    }
}
