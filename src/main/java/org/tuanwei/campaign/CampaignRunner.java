package org.tuanwei.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tuanwei.campaign.Campaigns.Turn;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.engine.Workflow;
import org.tuanwei.opening.Openings;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.Organizations;

/**
 * Opens the cases of a campaign, a batch a transaction. What a school's turn does, case, letter and note, is committed
 * together: a node that dies leaves the batch to the next one, and nothing happens twice.
 */
@Component
class CampaignRunner implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(CampaignRunner.class);
    private static final int BATCH = 100;
    /** While one hand waits for the database the other one works. */
    private static final int HANDS = 2;

    private final Campaigns campaigns;
    private final CampaignPlans plans;
    private final CampaignRoll roll;
    private final CampaignLetters letters;
    private final Organizations organizations;
    private final CaseFiles files;
    private final Openings openings;
    private final Workflow workflow;
    private final TransactionTemplate transaction;
    private final ExecutorService pool =
            Executors.newFixedThreadPool(HANDS, new CustomizableThreadFactory("campaign-"));

    CampaignRunner(
            Campaigns campaigns,
            CampaignPlans plans,
            CampaignRoll roll,
            CampaignLetters letters,
            Organizations organizations,
            CaseFiles files,
            Openings openings,
            Workflow workflow,
            PlatformTransactionManager transactions) {
        this.campaigns = campaigns;
        this.plans = plans;
        this.roll = roll;
        this.letters = letters;
        this.organizations = organizations;
        this.files = files;
        this.openings = openings;
        this.workflow = workflow;
        transaction = new TransactionTemplate(transactions);
    }

    /** Goes on with every campaign that is not done; safe on several nodes at once. */
    void run() {
        for (long id : campaigns.running()) {
            run(id);
        }
    }

    void run(long id) {
        Campaign campaign = campaigns.find(id).orElseThrow();
        CompletableFuture<?>[] hands = IntStream.range(0, HANDS)
                .mapToObj(hand -> CompletableFuture.runAsync(() -> drain(campaign), pool))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(hands).join();
        if (campaigns.planned(id) > 0) {
            // another node is at the rest
            return;
        }
        transaction.executeWithoutResult(done -> tellUnits(campaign));
        transaction.executeWithoutResult(done -> {
            if (campaigns.finish(id)) {
                log.info("campaign {} is done", id);
            }
        });
    }

    private void drain(Campaign campaign) {
        while (batch(campaign, BATCH) > 0) {
            log.debug("campaign {}: a batch is done", campaign.id());
        }
    }

    /** @return how many schools had their turn */
    private int batch(Campaign campaign, int most) {
        try {
            Integer turns = transaction.execute(status -> open(campaign, campaigns.next(campaign.id(), most)));
            return turns == null ? 0 : turns;
        } catch (RuntimeException failed) {
            log.warn("campaign {}: a batch of {} failed", campaign.id(), most, failed);
            return oneByOne(campaign, most);
        }
    }

    private int open(Campaign campaign, List<Turn> turns) {
        List<Object[]> outcomes = new ArrayList<>();
        workflow.together(() -> turns.forEach(turn -> outcomes.add(open(campaign, turn))));
        campaigns.note(outcomes);
        return turns.size();
    }

    private Object[] open(Campaign campaign, Turn turn) {
        Organization school = organizations.get(turn.organizationId());
        if (!school.isActive()) {
            return outcome(campaign, turn, "SKIPPED", null, school.status().label());
        }
        CaseFiles.Opened opened = openings.ensure(school, CaseFile.TENCENT_WEIBO, false);
        CaseFile file = opened.caseFile();
        files.tell(file.id(), "campaign.included", Map.of("campaign", campaign.title()));
        if (turn.way() == Way.SCHOOL) {
            letters.toSchool(campaign, file);
        }
        return outcome(campaign, turn, opened.created() ? "OPENED" : "PRESENT", file.id(), null);
    }

    /** Finds the one that spoils the batch, so that it spoils nothing else. */
    private int oneByOne(Campaign campaign, int most) {
        int done = 0;
        for (int i = 0; i < most; i++) {
            long[] at = new long[1];
            try {
                Integer turns = transaction.execute(status -> {
                    List<Turn> one = campaigns.next(campaign.id(), 1);
                    one.forEach(turn -> at[0] = turn.organizationId());
                    return open(campaign, one);
                });
                if (turns == null || turns == 0) {
                    return done;
                }
            } catch (RuntimeException failed) {
                if (at[0] == 0) {
                    throw failed;
                }
                log.error("campaign {}: school {} could not be opened", campaign.id(), at[0], failed);
                transaction.executeWithoutResult(status -> campaigns.note(List.<Object[]>of(
                        outcome(campaign, new Turn(at[0], Way.NONE), "FAILED", null, "系统未能建立案件，请重试；仍不成功请告知系统运维"))));
            }
            done++;
        }
        return done;
    }

    private void tellUnits(Campaign campaign) {
        for (Campaigns.Untold unit : campaigns.untold(campaign.id())) {
            List<CampaignRoll.Row> schools = roll.throughUnit(campaign.id(), unit.unitCode());
            int told = schools.isEmpty()
                    ? 0
                    : letters.toUnit(
                            campaign, unit.unitCode(), unit.unitName(), plans.mailsOf(unit.unitCode()), schools);
            campaigns.told(campaign.id(), unit.unitCode(), told);
        }
    }

    private static Object[] outcome(
            Campaign campaign, Turn turn, String state, @Nullable Long caseId, @Nullable String problem) {
        return new Object[] {state, caseId, problem, campaign.id(), turn.organizationId()};
    }

    @Override
    public void destroy() {
        pool.shutdown();
    }
}
