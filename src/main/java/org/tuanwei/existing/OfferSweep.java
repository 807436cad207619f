package org.tuanwei.existing;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every second for schools that a confirmed list wants asked, or that a node has left unasked. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class OfferSweep {

    private final OfferRunner runner;

    OfferSweep(OfferRunner runner) {
        this.runner = runner;
    }

    @Scheduled(fixedDelayString = "${tuanwei.existing.sweep:1s}", initialDelayString = "PT5S")
    void run() {
        runner.run();
    }
}
