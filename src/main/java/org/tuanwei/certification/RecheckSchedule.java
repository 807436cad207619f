package org.tuanwei.certification;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks several times a day whether a certified account has been inactive for too long. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class RecheckSchedule {

    private final CertificationService service;

    RecheckSchedule(CertificationService service) {
        this.service = service;
    }

    @Scheduled(
            initialDelayString = "${tuanwei.certification.first:5m}",
            fixedDelayString = "${tuanwei.certification.sweep:3h}")
    void recheck() {
        service.recheckDue();
    }
}
