package org.tuanwei.supervision;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.organization.Organization;
import org.tuanwei.organization.OrganizationEnded;
import org.tuanwei.organization.Organizations;
import org.tuanwei.supervision.Supervision.State;

/** What ends a supervision from outside, mended lapses and ended organisations, and the answers that tell of an end. */
@Service
@Transactional
class SupervisionEndings {

    private final Supervisions supervisions;
    private final Lapses lapses;
    private final Answers answers;
    private final SupervisionProcess process;
    private final SupervisionStory story;
    private final SupervisionLetters letters;
    private final Organizations organizations;

    SupervisionEndings(
            Supervisions supervisions,
            Lapses lapses,
            Answers answers,
            SupervisionProcess process,
            SupervisionStory story,
            SupervisionLetters letters,
            Organizations organizations) {
        this.supervisions = supervisions;
        this.lapses = lapses;
        this.answers = answers;
        this.process = process;
        this.story = story;
        this.letters = letters;
        this.organizations = organizations;
    }

    /**
     * What was owed there is done. Before the supervision is issued the last one mended withdraws it; afterwards it is
     * noted, and a person gives the verdict.
     *
     * @return whether any supervision had been opened for it
     */
    boolean mended(String reference) {
        List<Lapses.Standing> standing = lapses.standing(reference);
        for (Lapses.Standing one : standing) {
            Supervision supervision = supervisions.lock(one.supervisionId());
            if (!supervision.open()) {
                continue;
            }
            lapses.mend(one.lapse().id());
            story.tell(
                    supervision.id(), "lapseMended", Map.of("lapse", one.lapse().text()));
            boolean all = lapses.of(supervision.id()).stream().allMatch(lapse -> lapse.mendedAt() != null);
            boolean early = supervision.state() == State.PROPOSING || supervision.state() == State.AUTHORIZING;
            if (all && early && process.mended(supervision)) {
                supervisions.decide(supervision.id(), State.WITHDRAWN, null);
                story.tell(supervision.id(), "withdrawn", Map.of());
            }
        }
        return !standing.isEmpty();
    }

    /** Ends the open supervision of an organisation that stopped taking part. */
    @EventListener
    void on(OrganizationEnded ended) {
        Optional<Supervision> open = supervisions.lockOpen(ended.organizationId());
        if (open.isEmpty()) {
            return;
        }
        Supervision supervision = open.get();
        String how =
                switch (ended.how()) {
                    case CLOSED -> "已撤销";
                    case MERGED -> "已合并";
                    case EXEMPTED -> "已豁免";
                };
        Organization organization = organizations.get(ended.organizationId());
        String reason = organization.statusReason();
        supervisions.decide(
                supervision.id(), State.DISCONTINUED, reason == null ? "单位" + how : "单位" + how + "：" + reason);
        story.tell(supervision.id(), "discontinued", Map.of("how", how));
        process.organizationClosed(supervision);
    }

    void answerWithdrawn(long id) {
        letters.withdrawn(supervisions.get(id));
    }

    void answerDiscontinued(long id) {
        letters.discontinued(supervisions.get(id));
    }

    void answerReturned(long id) {
        answers.ofRounds(id).stream()
                .filter(answer -> Boolean.FALSE.equals(answer.accepted()))
                .findFirst()
                .ifPresent(answer -> letters.returned(supervisions.get(id), answer));
    }

    void answerClosed(long id) {
        answers.current(id).ifPresent(answer -> letters.closed(supervisions.get(id), answer));
    }
}
