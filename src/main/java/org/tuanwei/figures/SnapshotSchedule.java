package org.tuanwei.figures;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The clockwork of the daily figures; switched off where days are taken by hand, as in tests. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class SnapshotSchedule {

    private final Snapshots snapshots;

    SnapshotSchedule(Snapshots snapshots) {
        this.snapshots = snapshots;
    }

    @Scheduled(initialDelayString = "${tuanwei.figures.start:60s}", fixedDelayString = "${tuanwei.figures.sweep:5m}")
    void catchUp() {
        snapshots.catchUp();
    }
}
