package org.tuanwei.credential;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.contact.ContactChanged;
import org.tuanwei.contact.ContactProved;
import org.tuanwei.credential.PickupLink.Occasion;
import org.tuanwei.mail.MailRefused;

/** Hears of refused letters and corrected addresses, and brings the delivery back to the right step (C7, C10). */
@Component
class DeliveryNews {

    private static final Set<String> LETTERS = Set.of(PickupLetter.KIND, "reminder");

    private final ThreadLocal<Set<Long>> correcting = ThreadLocal.withInitial(HashSet::new);
    private final CaseFiles files;
    private final Deliveries deliveries;
    private final CredentialProcess process;

    DeliveryNews(CaseFiles files, Deliveries deliveries, CredentialProcess process) {
        this.files = files;
        this.deliveries = deliveries;
        this.process = process;
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(MailRefused refused) {
        Long caseId = refused.caseId();
        if (caseId == null || !LETTERS.contains(refused.kind())) {
            return;
        }
        CaseFile file = files.get(caseId);
        if (deliveries.refused(file, refused.recipient(), refused.reason())) {
            process.tell(caseId, CredentialProcess.Signal.bounced);
        }
    }

    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(ContactChanged changed) {
        for (CaseFile file : files.reachedThrough(changed.organizationId())) {
            if (file.running()
                    && !correcting.get().contains(file.id())
                    && deliveries.waitsForPickUp(file.id())
                    && deliveries.goodAddress(file).isPresent()
                    && !deliveries.isLocked(file.id())) {
                sendTo(file);
            }
        }
    }

    /** An address that had come back is good after all: the link goes there once more. */
    @EventListener
    @Transactional(propagation = Propagation.MANDATORY)
    void on(ContactProved proved) {
        for (CaseFile file : files.ofOrganization(proved.organizationId())) {
            if (file.running()
                    && deliveries.waitsForPickUp(file.id())
                    && !deliveries.isLocked(file.id())
                    && deliveries.proved(file)
                    && !process.addressCorrected(file)
                    && process.openTasks(file.id()).contains(CredentialProcess.AWAIT_PICK_UP)) {
                deliveries.send(file, Occasion.RESENT);
            }
        }
    }

    private void sendTo(CaseFile file) {
        if (!process.addressCorrected(file)
                && process.openTasks(file.id()).contains(CredentialProcess.AWAIT_PICK_UP)
                && deliveries.isNewAddress(file)) {
            deliveries.send(file, Occasion.RESENT);
        }
    }

    /** The task's own form corrects the address: what it changes must not be told to the task that is being completed. */
    <T> T whileCorrecting(long caseId, Supplier<T> correction) {
        correcting.get().add(caseId);
        try {
            return correction.get();
        } finally {
            correcting.get().remove(caseId);
        }
    }
}
