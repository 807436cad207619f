package org.tuanwei.campaign;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tuanwei.organization.SubtreeScope;
import org.tuanwei.security.Viewers;

/** Campaigns for other programs, filtered to what the caller may see. */
@RestController
@RequestMapping("/api/v1/campaigns")
class CampaignApi {

    record CampaignJson(
            long id, String title, int planned, int opened, int present, int failed, int registered, String state) {}

    private final CampaignService service;
    private final Campaigns campaigns;
    private final CampaignRoll roll;
    private final Viewers viewers;

    CampaignApi(CampaignService service, Campaigns campaigns, CampaignRoll roll, Viewers viewers) {
        this.service = service;
        this.campaigns = campaigns;
        this.roll = roll;
        this.viewers = viewers;
    }

    /** {@code planned} are all schools of the campaign, {@code opened} those a case was opened for. */
    @GetMapping
    List<CampaignJson> campaigns() {
        SubtreeScope scope = service.requireSee(viewers.current());
        List<Campaign> visible = campaigns.visible(scope);
        Map<Long, CampaignRoll.Figures> totals = roll.totals(scope);
        return visible.stream()
                .map(campaign -> {
                    CampaignRoll.Figures figures = Objects.requireNonNull(totals.get(campaign.id()));
                    return new CampaignJson(
                            campaign.id(),
                            campaign.title(),
                            figures.schools(),
                            figures.opened(),
                            figures.present(),
                            figures.failed(),
                            figures.registered(),
                            campaign.state().name());
                })
                .toList();
    }
}
