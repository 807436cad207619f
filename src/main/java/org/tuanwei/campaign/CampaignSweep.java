package org.tuanwei.campaign;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Looks every second for a campaign that somebody has started, or that a node has left unfinished. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class CampaignSweep {

    private final CampaignRunner runner;

    CampaignSweep(CampaignRunner runner) {
        this.runner = runner;
    }

    @Scheduled(fixedDelayString = "${tuanwei.campaign.sweep:1s}", initialDelayString = "PT5S")
    void run() {
        runner.run();
    }
}
