package org.tuanwei.supervision;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.WorkingCalendar;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.supervision.Supervision.State;

/** The steps of a supervision: what people decide and answer, and the dates that follow. Silence decides nothing. */
@Service
@Transactional
class SupervisionService {

    private static final int SHORTEST_REASON = 4;
    private static final int LONGEST_REASON = 500;

    private final Supervisions supervisions;
    private final Answers answers;
    private final SupervisionProcess process;
    private final SupervisionStory story;
    private final SupervisionLetters letters;
    private final Waitings waitings;
    private final WorkingCalendar calendar;
    private final SupervisionProperties properties;
    private final Viewers viewers;
    private final Clock clock;

    SupervisionService(
            Supervisions supervisions,
            Answers answers,
            SupervisionProcess process,
            SupervisionStory story,
            SupervisionLetters letters,
            Waitings waitings,
            WorkingCalendar calendar,
            SupervisionProperties properties,
            Viewers viewers,
            Clock clock) {
        this.supervisions = supervisions;
        this.answers = answers;
        this.process = process;
        this.story = story;
        this.letters = letters;
        this.waitings = waitings;
        this.calendar = calendar;
        this.properties = properties;
        this.viewers = viewers;
        this.clock = clock;
    }

    void propose(long id, String demand, int termDays) {
        supervisions.lock(id);
        supervisions.propose(id, demand, termDays, me());
        story.tell(id, "proposed", Map.of("days", Integer.toString(termDays)));
    }

    void decline(long id, String reason) {
        supervisions.lock(id);
        supervisions.decide(id, State.DECLINED, reason);
        story.tell(id, "declined", Map.of("reason", reason));
    }

    /** @throws FormRefused for whoever proposed it himself */
    void authorize(long id) {
        Supervision supervision = supervisions.lock(id);
        if (me().equals(supervision.proposedBy()) && !properties.ownAuthorization()) {
            throw new FormRefused("decision", "这件督办是您自己立项的，请由另一位负责人审核");
        }
        supervisions.authorize(id, me());
        story.tell(id, "authorized", Map.of());
    }

    void sendBack(long id, String reason) {
        supervisions.lock(id);
        supervisions.sendBack(id, reason);
        story.tell(id, "sentBack", Map.of("reason", reason));
    }

    /** Numbers it, sets the day, writes to the unit. */
    void issue(long id) {
        Supervision supervision = supervisions.lock(id);
        if (supervision.issuedAt() != null || !supervision.open()) {
            return;
        }
        LocalDate today = today();
        LocalDate due = calendar.plusWorkingDays(today, Objects.requireNonNull(supervision.termDays()));
        supervisions.issue(id, supervision.supervisedBy(), today.getYear(), due);
        Supervision issued = supervisions.get(id);
        story.tell(id, "issued", Map.of("number", issued.title(), "due", due.toString()));
        letters.issued(issued);
    }

    void acknowledge(long id) {
        supervisions.acknowledge(id, me());
        story.tell(id, "acknowledged", Map.of());
    }

    void handle(long id, String handling) {
        supervisions.lock(id);
        answers.handled(id, handling, me());
        story.tell(id, "handled", Map.of("handling", handling));
    }

    void askForTime(long id, int days, String reason) {
        markIfLate(supervisions.lock(id));
        answers.askForTime(id, days, reason, me());
        story.tell(id, "extensionAsked", Map.of("days", Integer.toString(days), "reason", reason));
    }

    /** The day the request would lead to, were it granted today. */
    LocalDate longer(int days) {
        return calendar.plusWorkingDays(today(), days);
    }

    void decideTime(long id, boolean granted, @Nullable String reason) {
        supervisions.lock(id);
        Extension asked = answers.extensions(id).stream()
                .filter(one -> one.granted() == null)
                .findFirst()
                .orElseThrow(() -> new FormRefused("decision", "没有待批的延期申请"));
        String answer = reason == null ? "" : reason;
        answers.decideTime(asked.id(), granted, answer, me());
        if (granted) {
            LocalDate due = longer(asked.days());
            supervisions.dueOn(id, due);
            story.tell(id, "extensionGranted", Map.of("due", due.toString()));
        } else {
            story.tell(id, "extensionRefused", Map.of("reason", answer));
        }
        letters.extensionDecided(supervisions.get(id), asked.id(), granted, answer);
    }

    void feedback(long id, String feedback) {
        markIfLate(supervisions.lock(id));
        answers.feedback(id, feedback, me());
        int round = answers.current(id).map(Answer::round).orElse(1);
        story.tell(id, "feedback", Map.of("round", Integer.toString(round)));
    }

    /** 办结销号: from now on a new lapse of the unit opens another supervision. */
    void accept(long id, String verdict) {
        supervisions.lock(id);
        answers.verified(id, true, verdict, me());
        supervisions.decide(id, State.CLOSED, null);
        story.tell(id, "accepted", Map.of("verdict", verdict));
    }

    void refuse(long id, String verdict, int days) {
        supervisions.lock(id);
        answers.verified(id, false, verdict, me());
        LocalDate due = longer(days);
        supervisions.rework(id, verdict, due);
        story.tell(id, "notAccepted", Map.of("verdict", verdict, "due", due.toString()));
    }

    /** Whether the viewer supervises this one. */
    boolean supervises(Viewer viewer, Supervision supervision) {
        return SupervisionProcess.supervisorGroups(supervision).stream().anyMatch(viewer.groups()::contains);
    }

    /** 挂起 until 24:00 of this day; the unit's time stands still. @throws FormRefused when it cannot be parked so */
    void park(long id, @Nullable LocalDate until, String reason) {
        Supervision supervision = supervisions.lock(id);
        LocalDate today = today();
        if (until == null || until.isBefore(today)) {
            throw new FormRefused("until", "请选择挂起到哪一天，不早于今天");
        }
        if (until.isAfter(today.plusDays(properties.longestParking()))) {
            throw new FormRefused("until", "一次最多挂起 " + properties.longestParking() + " 天，到期仍需挂起的，届时另写理由");
        }
        String stripped = reason.strip();
        if (stripped.length() < SHORTEST_REASON || stripped.length() > LONGEST_REASON) {
            throw new FormRefused("reason", "请用 " + SHORTEST_REASON + " 至 " + LONGEST_REASON + " 个字写明挂起理由");
        }
        LocalDate due = supervision.dueOn();
        if (supervision.state() != State.HANDLING || due == null) {
            throw new FormRefused(
                    "until", "只有「办理中」的督办可以挂起，这件现在「" + supervision.state().label() + "」");
        }
        if (due.isBefore(today)) {
            throw new FormRefused("until", "已逾期的督办不能挂起；确需延长的，请承办单位申请延期");
        }
        supervisions.park(id, until, stripped);
        if (!process.parked(supervision)) {
            throw new FormRefused("until", "承办单位刚刚提交了办理情况，不必再挂起");
        }
        waitings.park(id);
        story.tell(id, "parked", Map.of("until", until.toString(), "reason", stripped));
        letters.parked(supervisions.get(id), stripped);
    }

    /** @throws FormRefused when it is not parked */
    void resume(long id) {
        Supervision supervision = supervisions.lock(id);
        if (supervision.state() != State.PARKED || !process.resumed(supervision)) {
            throw new FormRefused("", "这件督办没有挂起");
        }
    }

    /** Called when the unit works on it again: the working days it was parked are added to its day. */
    void unparked(Supervision supervision) {
        Instant parkedAt = supervision.parkedAt();
        LocalDate until = supervision.parkedUntil();
        LocalDate due = supervision.dueOn();
        if (parkedAt == null || until == null || due == null) {
            return;
        }
        LocalDate from = calendar.dayOf(parkedAt);
        LocalDate yesterday = today().minusDays(1);
        LocalDate last = yesterday.isBefore(until) ? yesterday : until;
        int lost = last.isAfter(from) ? calendar.workingDaysBetween(from, last) : 0;
        LocalDate moved = calendar.plusWorkingDays(due, lost);
        supervisions.unpark(supervision.id(), moved);
        waitings.unpark(supervision.id());
        story.tell(supervision.id(), "resumed", Map.of("due", moved.toString()));
    }

    Instant parkedUntil(long id) {
        return calendar.endOf(Objects.requireNonNull(supervisions.get(id).parkedUntil()));
    }

    private void markIfLate(Supervision supervision) {
        LocalDate due = supervision.dueOn();
        if (due != null && due.isBefore(today())) {
            supervisions.markLate(supervision.id());
        }
    }

    LocalDate today() {
        return calendar.dayOf(clock.instant());
    }

    private String me() {
        return viewers.current().userId();
    }

    /** Who proposes it, by name. */
    String nameOf(@Nullable String userId) {
        return userId == null ? "" : viewers.of(userId).displayName();
    }

    static List<State> openStates() {
        return java.util.Arrays.stream(State.values())
                .filter(state -> state.ordinal() < State.CLOSED.ordinal())
                .toList();
    }
}
