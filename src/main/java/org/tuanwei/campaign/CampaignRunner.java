package org.tuanwei.campaign;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.IntSupplier;
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
            PlatformTransactionManager transactions) {
        this.campaigns = campaigns;
        this.plans = plans;
        this.roll = roll;
        this.letters = letters;
        this.organizations = organizations;
        this.files = files;
        this.openings = openings;
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
        byAllHands(() -> batch(campaign, BATCH));
        if (campaigns.planned(id) > 0) {
            // another node is at the rest
            return;
        }
        byAllHands(() -> tellUnit(campaign));
        transaction.executeWithoutResult(done -> {
            if (campaigns.finish(id)) {
                log.info("campaign {} is done", id);
            }
        });
    }

    /** @param turn of one hand, again and again until it finds nothing to do */
    private void byAllHands(IntSupplier turn) {
        CompletableFuture<?>[] hands = IntStream.range(0, HANDS)
                .mapToObj(hand -> CompletableFuture.runAsync(
                        () -> {
                            while (turn.getAsInt() > 0) {
                                log.debug("a turn is done");
                            }
                        },
                        pool))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(hands).join();
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
        Map<Long, Organization> schools =
                organizations.byIds(turns.stream().map(Turn::organizationId).toList());
        List<Object[]> outcomes = new ArrayList<>();
        List<Turn> taken = new ArrayList<>();
        for (Turn turn : turns) {
            Organization school = Objects.requireNonNull(schools.get(turn.organizationId()));
            if (school.isActive()) {
                taken.add(turn);
            } else {
                outcomes.add(
                        outcome(campaign, turn, "SKIPPED", null, school.status().label()));
            }
        }
        List<CaseFiles.Opened> opened = openings.ensure(
                taken.stream()
                        .map(turn -> Objects.requireNonNull(schools.get(turn.organizationId())))
                        .toList(),
                CaseFile.TENCENT_WEIBO,
                false);
        files.tell(
                opened.stream().map(one -> one.caseFile().id()).toList(),
                "campaign.included",
                Map.of("campaign", campaign.title()));
        List<CaseFile> written = new ArrayList<>();
        for (int i = 0; i < taken.size(); i++) {
            CaseFile file = opened.get(i).caseFile();
            outcomes.add(
                    outcome(campaign, taken.get(i), opened.get(i).created() ? "OPENED" : "PRESENT", file.id(), null));
            if (taken.get(i).way() == Way.SCHOOL) {
                written.add(file);
            }
        }
        letters.toSchools(campaign, written);
        campaigns.note(outcomes);
        return turns.size();
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

    /** @return how many units had their letter */
    private int tellUnit(Campaign campaign) {
        Integer units = transaction.execute(status -> {
            List<Campaigns.Untold> next = campaigns.untold(campaign.id(), 1);
            for (Campaigns.Untold unit : next) {
                List<CampaignRoll.Row> schools = roll.throughUnit(campaign.id(), unit.unitCode());
                int told = schools.isEmpty()
                        ? 0
                        : letters.toUnit(
                                campaign, unit.unitCode(), unit.unitName(), plans.mailsOf(unit.unitCode()), schools);
                campaigns.told(campaign.id(), unit.unitCode(), told);
            }
            return next.size();
        });
        return units == null ? 0 : units;
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
