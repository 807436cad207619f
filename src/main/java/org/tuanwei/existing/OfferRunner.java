package org.tuanwei.existing;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.opening.Openings;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/**
 * Asks the schools: opens the case of each, or finds the one it has, and writes to whoever can be reached. Case, letter
 * and note of a school are one transaction: a node that dies leaves the school to the next one.
 */
@Component
class OfferRunner {

    private static final Logger log = LoggerFactory.getLogger(OfferRunner.class);

    private final Offers offers;
    private final AccountStore lists;
    private final OfferLetters letters;
    private final Organizations organizations;
    private final Openings openings;
    private final CaseFiles files;
    private final TransactionTemplate transaction;

    OfferRunner(
            Offers offers,
            AccountStore lists,
            OfferLetters letters,
            Organizations organizations,
            Openings openings,
            CaseFiles files,
            PlatformTransactionManager transactions) {
        this.offers = offers;
        this.lists = lists;
        this.letters = letters;
        this.organizations = organizations;
        this.openings = openings;
        this.files = files;
        transaction = new TransactionTemplate(transactions);
    }

    /** Goes on with every school that was not asked yet; safe on several nodes at once. */
    void run() {
        while (one()) {
            log.debug("a school was asked about its account");
        }
        transaction.executeWithoutResult(done -> lists.untold()
                .filter(list -> !offers.planned(list.id()))
                .ifPresent(list -> {
                    letters.toUnits(list);
                    lists.told(list.id());
                }));
    }

    private boolean one() {
        AtomicLong at = new AtomicLong();
        try {
            return Boolean.TRUE.equals(transaction.execute(status -> {
                Optional<Offer> next = offers.next();
                next.ifPresent(offer -> {
                    at.set(offer.id());
                    ask(offer);
                });
                return next.isPresent();
            }));
        } catch (RuntimeException failed) {
            if (at.get() == 0) {
                throw failed;
            }
            log.error("offer {}: the school could not be asked", at.get(), failed);
            transaction.executeWithoutResult(status -> offers.fail(at.get()));
            return true;
        }
    }

    private void ask(Offer offer) {
        Organization school = organizations.get(offer.organizationId());
        if (!school.isActive()) {
            offers.withdraw(offer.id());
            return;
        }
        CaseFile file = openings.open(school, CaseFile.TENCENT_WEIBO, false);
        if (!file.running() || file.qqNumber() != null) {
            // it has a number by now: there is nothing left to ask
            offers.withdraw(offer.id());
            return;
        }
        offers.asked(offer.id(), file.id());
        files.tell(file.id(), "existing.asked", Map.of("qq", offer.qqNumber()));
        letters.toSchool(offer, file);
    }
}
