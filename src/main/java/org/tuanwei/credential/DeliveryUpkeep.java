package org.tuanwei.credential;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The clockwork of the delivery; switched off where tests do it by hand. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class DeliveryUpkeep {

    private final CredentialProcess process;
    private final EndedCases ended;

    DeliveryUpkeep(CredentialProcess process, EndedCases ended) {
        this.process = process;
        this.ended = ended;
    }

    @Scheduled(fixedDelayString = "${tuanwei.credential.signal-sweep:10s}")
    void deliverSignals() {
        process.deliverAllPending();
    }

    @Scheduled(fixedDelayString = "${tuanwei.credential.wipe-sweep:10m}")
    void wipeEnded() {
        ended.wipe();
    }
}
