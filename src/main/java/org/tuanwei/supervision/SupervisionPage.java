package org.tuanwei.supervision;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueText;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.organization.Organizations;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;
import org.tuanwei.supervision.Supervision.Node;
import org.tuanwei.supervision.Supervision.State;

/** Puts together the page of one supervision for whoever looks. */
@Component
@Transactional(readOnly = true)
class SupervisionPage {

    /** A node of the line. @param mark done, now, or empty for what is still to come */
    record Step(Node node, String mark, @Nullable Instant at) {}

    /** What is waited for now. */
    record Waits(
            HumanTask task, @Nullable DueText due, @Nullable Instant dueAt, String origin, boolean mine) {}

    /** A round with the names of those who acted. */
    record Round(Answer answer, String handledBy, String feedbackBy, String verifiedBy) {}

    /** A request for more time with names. */
    record Request(Extension extension, String askedBy, String decidedBy) {}

    private final SupervisionProcess process;
    private final SupervisionService service;
    private final Lapses lapses;
    private final Answers answers;
    private final Waitings waitings;
    private final SupervisionStory story;
    private final Deadlines deadlines;
    private final Organizations organizations;
    private final Viewers viewers;

    SupervisionPage(
            SupervisionProcess process,
            SupervisionService service,
            Lapses lapses,
            Answers answers,
            Waitings waitings,
            SupervisionStory story,
            Deadlines deadlines,
            Organizations organizations,
            Viewers viewers) {
        this.process = process;
        this.service = service;
        this.lapses = lapses;
        this.answers = answers;
        this.waitings = waitings;
        this.story = story;
        this.deadlines = deadlines;
        this.organizations = organizations;
        this.viewers = viewers;
    }

    Map<String, Object> of(Supervision supervision) {
        Viewer viewer = viewers.current();
        boolean inside = SupervisionScope.inside(viewer, supervision);
        List<Round> rounds = answers.ofRounds(supervision.id()).stream()
                .map(answer -> new Round(
                        answer,
                        service.nameOf(answer.handledBy()),
                        service.nameOf(answer.feedbackBy()),
                        service.nameOf(answer.verifiedBy())))
                .toList();
        Map<String, Object> model = new HashMap<>();
        model.put("supervision", supervision);
        model.put("lapses", lapses.of(supervision.id()));
        model.put("steps", steps(supervision, rounds));
        model.put("waits", supervision.open() ? waits(supervision) : List.of());
        model.put("rounds", rounds);
        model.put(
                "requests",
                answers.extensions(supervision.id()).stream()
                        .map(one -> new Request(one, service.nameOf(one.askedBy()), service.nameOf(one.decidedBy())))
                        .toList());
        model.put("days", waitings.days(supervision));
        model.put("story", story.of(supervision.id(), !inside));
        model.put("inside", inside);
        model.put("supervises", service.supervises(viewer, supervision));
        model.put("today", service.today());
        model.put(
                "registryVisible",
                organizations
                        .byCode(supervision.organizationCode())
                        .filter(one -> organizations.visibleTo(viewer, one))
                        .isPresent());
        return model;
    }

    private List<Waits> waits(Supervision supervision) {
        List<Waits> waits = new ArrayList<>();
        for (HumanTask task : process.openTasks(supervision)) {
            waits.add(deadlines
                    .openFor(task.taskId())
                    .map(deadline -> new Waits(
                            task,
                            deadlines.dueText(deadline),
                            deadline.dueAt(),
                            deadline.origin(),
                            process.mayWorkOn(task)))
                    .orElseGet(() -> new Waits(task, null, null, "", process.mayWorkOn(task))));
        }
        return waits;
    }

    private static List<Step> steps(Supervision supervision, List<Round> rounds) {
        Answer last = rounds.isEmpty() ? null : rounds.get(0).answer();
        State state = supervision.state();
        List<Step> steps = new ArrayList<>();
        for (Node node : Node.values()) {
            int order = node.compareTo(state.node());
            Instant at =
                    switch (node) {
                        case PROPOSE -> supervision.proposedAt();
                        case AUTHORIZE -> supervision.authorizedAt();
                        case ISSUE -> supervision.issuedAt();
                        case ACKNOWLEDGE -> supervision.acknowledgedAt();
                        case HANDLE -> last == null ? null : last.handledAt();
                        case FEEDBACK -> last == null ? null : last.feedbackAt();
                        case VERIFY -> last == null ? null : last.verifiedAt();
                        case CLOSE -> state == State.CLOSED ? supervision.decidedAt() : null;
                    };
            boolean done = order < 0 && at != null || state == State.CLOSED;
            steps.add(new Step(
                    node, done ? "done" : order == 0 && supervision.open() ? "now" : "", order > 0 ? null : at));
        }
        return steps;
    }
}
