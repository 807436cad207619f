package org.tuanwei.operation;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The clockwork of the alarms; switched off where they are swept by hand, as in tests. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class AlarmSchedule {

    private final Alarms alarms;

    AlarmSchedule(Alarms alarms) {
        this.alarms = alarms;
    }

    @Scheduled(fixedDelayString = "${tuanwei.alarm.sweep:1m}", initialDelayString = "${tuanwei.alarm.sweep:1m}")
    void sweep() {
        alarms.sweep();
    }
}
