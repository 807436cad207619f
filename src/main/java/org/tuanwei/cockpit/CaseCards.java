package org.tuanwei.cockpit;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseStory;
import org.tuanwei.casefile.PhaseLine;
import org.tuanwei.casefile.Waiting;
import org.tuanwei.cockpit.CaseCard.Due;
import org.tuanwei.deadline.ClockHold;
import org.tuanwei.deadline.Deadlines;
import org.tuanwei.deadline.DueText;
import org.tuanwei.engine.RunningInstances.Running;
import org.tuanwei.engine.Workflow;
import org.tuanwei.mail.Mails;
import org.tuanwei.opening.Urgings;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.AccessPolicy;
import org.tuanwei.security.Subject;
import org.tuanwei.security.Viewer;
import org.tuanwei.stuck.StuckList;
import org.tuanwei.waiting.WaitingDays;
import org.tuanwei.web.Formats;

/** Puts together what there is to say of a case; whoever asks has checked that it may be seen. */
@Component
@Transactional(readOnly = true)
class CaseCards {

    private static final int MOST_MAILS = 10;
    private static final String URGED = "urged";

    /** Pages of what is no case, by the prefix of the business key. */
    private static final Map<String, String> PAGES = Map.of("supervision-", "/supervisions/");

    private final Workflow workflow;
    private final PhaseLine phaseLine;
    private final Waiting waiting;
    private final Deadlines deadlines;
    private final StuckList stuck;
    private final WaitingDays days;
    private final Mails mails;
    private final CaseStory story;
    private final Urgings urgings;
    private final ObjectProvider<ClockHold> holds;
    private final AccessPolicy policy;
    private final Formats formats;

    CaseCards(
            Workflow workflow,
            PhaseLine phaseLine,
            Waiting waiting,
            Deadlines deadlines,
            StuckList stuck,
            WaitingDays days,
            Mails mails,
            CaseStory story,
            Urgings urgings,
            ObjectProvider<ClockHold> holds,
            AccessPolicy policy,
            Formats formats) {
        this.workflow = workflow;
        this.phaseLine = phaseLine;
        this.waiting = waiting;
        this.deadlines = deadlines;
        this.stuck = stuck;
        this.days = days;
        this.mails = mails;
        this.story = story;
        this.urgings = urgings;
        this.holds = holds;
        this.policy = policy;
        this.formats = formats;
    }

    CaseCard of(CaseFile file, String process, Viewer viewer) {
        return new CaseCard(
                process,
                file.id(),
                file.organizationName(),
                file.unitName(),
                file.receipt(),
                file.state().label(),
                phases(file),
                waiting.openOf(file.id()).stream()
                        .map(open -> new CaseCard.Waits(
                                open.party().label(), open.taskName(), formats.day(open.since()), due(open.taskId())))
                        .toList(),
                stands(stuck.ofCase(file.id())),
                days.of(file).stream()
                        .map(line -> new CaseCard.Days(line.party(), line.working(), line.calendar()))
                        .toList(),
                policy.verb(viewer, Subject.MAIL, file.target()) == Verb.NONE ? null : letters(file.id()),
                urges(file.id()),
                held(file.id()),
                urgings.mayUrge(file, viewer),
                urgings.notBefore(file.id()).map(Object::toString).orElse(null),
                "/cases/" + file.id());
    }

    /** What belongs to no case has an organisation, what stands still, what waits, and perhaps a page. */
    CaseCard of(Running instance, String unit) {
        return new CaseCard(
                instance.process(),
                null,
                instance.about(),
                unit,
                "",
                "",
                List.of(),
                workflow.openTasks(instance.businessKey()).stream()
                        .map(task -> new CaseCard.Waits("", task.name(), "", due(task.taskId())))
                        .toList(),
                stands(stuck.ofInstance(instance.id())),
                List.of(),
                null,
                List.of(),
                null,
                false,
                null,
                PAGES.keySet().stream()
                        .filter(instance.businessKey()::startsWith)
                        .map(prefix ->
                                PAGES.get(prefix) + instance.businessKey().substring(prefix.length()))
                        .findFirst()
                        .orElse(null));
    }

    private static List<CaseCard.Stands> stands(List<StuckList.Reason> reasons) {
        return reasons.stream()
                .map(reason ->
                        new CaseCard.Stands(reason.kind().name(), reason.kind().label(), reason.message()))
                .toList();
    }

    List<CaseCard.Step> phases(CaseFile file) {
        return phaseLine.of(file).stream()
                .map(step -> new CaseCard.Step(step.phase().label(), step.mark(), formats.day(step.at())))
                .toList();
    }

    /** How the deadline of a task stands. */
    Due due(String taskId) {
        return deadlines
                .openFor(taskId)
                .map(deadline -> {
                    DueText text = deadlines.dueText(deadline);
                    String estimated = text.estimated() ? "，" + DueText.ESTIMATED : "";
                    return new Due(
                            formats.deadline(deadline.dueAt()),
                            text.words(),
                            text.light().name(),
                            deadline.origin() + estimated);
                })
                .orElse(Due.NONE);
    }

    /** Who urged, the latest first. */
    List<CaseCard.Urge> urges(long caseId) {
        return story.of(caseId).stream()
                .filter(line -> line.kind().endsWith("." + URGED))
                .map(line -> new CaseCard.Urge(formats.minute(line.at()), line.actor(), line.text()))
                .toList();
    }

    private List<CaseCard.Letter> letters(long caseId) {
        return mails.ofCase(caseId).stream()
                .limit(MOST_MAILS)
                .map(mail -> new CaseCard.Letter(
                        formats.minute(mail.queuedAt()), mail.recipient(), mail.subject(), mail.fate(), mail.light()))
                .toList();
    }

    private @Nullable String held(long caseId) {
        return holds.orderedStream()
                .flatMap(hold -> hold.heldUntil(List.of(caseId)).values().stream())
                .map(Object::toString)
                .findFirst()
                .orElse(null);
    }
}
