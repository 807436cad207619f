package org.tuanwei.registryimport;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every few seconds for a list that somebody has confirmed, on this node or on another. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class ImportSweep {

    private final ImportRunner runner;

    ImportSweep(ImportRunner runner) {
        this.runner = runner;
    }

    @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT10S")
    void run() {
        runner.run();
    }
}
