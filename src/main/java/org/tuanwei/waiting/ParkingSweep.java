package org.tuanwei.waiting;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Notes on the case that its clock runs again; switched off where it is done by hand, as in tests. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class ParkingSweep {

    private final Parkings parkings;

    ParkingSweep(Parkings parkings) {
        this.parkings = parkings;
    }

    @Scheduled(fixedDelayString = "${tuanwei.waiting.sweep:1m}")
    void sweep() {
        parkings.expire();
    }
}
