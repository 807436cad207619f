package org.tuanwei.stuck;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The clockwork of the standstills; switched off where they are swept by hand, as in tests. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class StuckSchedule {

    private final StuckSweep sweep;

    StuckSchedule(StuckSweep sweep) {
        this.sweep = sweep;
    }

    @Scheduled(fixedDelayString = "${tuanwei.stuck.sweep:20s}", initialDelayString = "${tuanwei.stuck.sweep:20s}")
    void sweep() {
        sweep.sweep();
    }
}
