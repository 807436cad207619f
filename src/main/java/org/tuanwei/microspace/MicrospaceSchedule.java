package org.tuanwei.microspace;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks several times an hour whether a month is over: a node that was down on the first still asks. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class MicrospaceSchedule {

    private final MicrospaceService service;

    MicrospaceSchedule(MicrospaceService service) {
        this.service = service;
    }

    @Scheduled(
            initialDelayString = "${tuanwei.microspace.first:3m}",
            fixedDelayString = "${tuanwei.microspace.sweep:10m}")
    void open() {
        service.openDue();
    }
}
