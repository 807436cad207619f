package org.tuanwei.audit;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The clockwork of the nightly check; switched off where it is done by hand, as in tests. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class AuditSchedule {

    private final AuditWatch watch;

    AuditSchedule(AuditWatch watch) {
        this.watch = watch;
    }

    @Scheduled(cron = "${tuanwei.audit.check:0 30 3 * * *}", zone = "Asia/Shanghai")
    void nightly() {
        watch.watch();
    }
}
