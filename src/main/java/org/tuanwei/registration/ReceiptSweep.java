package org.tuanwei.registration;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Forgets in time what was tried at the public door. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class ReceiptSweep {

    private final ReceiptDoor door;

    ReceiptSweep(ReceiptDoor door) {
        this.door = door;
    }

    @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT20M")
    void forgetOld() {
        door.forgetOld();
    }
}
