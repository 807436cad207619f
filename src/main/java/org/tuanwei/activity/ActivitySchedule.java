package org.tuanwei.activity;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every few minutes whether a week is over that nobody has begun to check; off where tests do it by hand. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class ActivitySchedule {

    private final CheckOpening opening;

    ActivitySchedule(CheckOpening opening) {
        this.opening = opening;
    }

    @Scheduled(initialDelayString = "${tuanwei.activity.first:2m}", fixedDelayString = "${tuanwei.activity.sweep:5m}")
    void open() {
        opening.openDue();
    }
}
