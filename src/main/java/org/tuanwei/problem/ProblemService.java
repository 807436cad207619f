package org.tuanwei.problem;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFile.State;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Party;
import org.tuanwei.contact.ContactCard;
import org.tuanwei.contact.PlainWords;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.organization.Groups;
import org.tuanwei.problem.Problem.ClosedHow;
import org.tuanwei.problem.Problem.Handler;
import org.tuanwei.problem.ProblemEntry.What;
import org.tuanwei.problem.Problems.Registered;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.NotVisible;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** What happens to a problem, from raising to closing; every move is in its thread and in the case's story. */
@Service
@Transactional
class ProblemService {

    private static final int SHORTEST = 4;
    private static final int LONGEST = 300;

    private final Problems problems;
    private final ProblemThreads threads;
    private final ProblemProcess process;
    private final ProblemLetters letters;
    private final ProblemTelling telling;
    private final ProblemScope scope;
    private final CaseFiles files;
    private final Actors actors;
    private final Viewers viewers;

    ProblemService(
            Problems problems,
            ProblemThreads threads,
            ProblemProcess process,
            ProblemLetters letters,
            ProblemTelling telling,
            ProblemScope scope,
            CaseFiles files,
            Actors actors,
            Viewers viewers) {
        this.problems = problems;
        this.threads = threads;
        this.process = process;
        this.letters = letters;
        this.telling = telling;
        this.scope = scope;
        this.files = files;
        this.actors = actors;
        this.viewers = viewers;
    }

    /** What the viewer may raise about the case, also when its account is in operation; empty when nothing. */
    @Transactional(readOnly = true)
    List<ProblemKind> raisable(CaseFile file, Viewer viewer) {
        Party party = Actors.party(viewer, Place.of(file));
        return party == null || file.state() == State.ENDED || !scope.mayRaise(viewer, file)
                ? List.of()
                : ProblemKind.raisedBy(party, file.running());
    }

    /** Raises a problem from the case page. @throws FormRefused when kind or text will not do */
    Problem raise(long caseId, String kindName, String text) {
        CaseFile file = files.visible(caseId);
        Viewer viewer = viewers.current();
        List<ProblemKind> kinds = raisable(file, viewer);
        Party party = Actors.party(viewer, Place.of(file));
        if (kinds.isEmpty() || party == null) {
            throw new NotAllowed("您不能为这个案件登记问题");
        }
        ProblemKind kind = kinds.stream()
                .filter(each -> each.name().equals(kindName))
                .findFirst()
                .orElseThrow(() -> new FormRefused("kind", "请选择问题类别"));
        PlainWords.require(text, SHORTEST, LONGEST);
        String group = Actors.group(party, Place.of(file), process.ownerGroup(file.organizationId()));
        process.open(file, kind, PlainWords.brief(text), group);
        return problems.open(caseId, kind).orElseThrow();
    }

    /** @throws NotVisible for whoever may not see it */
    @Transactional(readOnly = true)
    Problem visible(long id) {
        return scope.requireSee(viewers.current(), problems.find(id));
    }

    /** @param raisedBy id of the user whose words these are; empty for whoever acts now, or the system */
    Registered register(CaseFile file, ProblemKind kind, String text, String initiatorGroup, String raisedBy) {
        String brief = PlainWords.brief(text);
        Problems.Actor actor = actors.speaker(raisedBy, Place.of(file));
        Registered registered = problems.register(file, kind, brief, initiatorGroup, actor);
        Problem problem = registered.problem();
        if (registered.joined()) {
            telling.tell(problem, "problem.joined", Map.of("text", brief));
            Optional<HumanTask> unconfirmed =
                    process.openTask(problem).filter(task -> task.key().equals(ProblemProcess.CONFIRM));
            if (unconfirmed.isPresent()) {
                process.notSolved(unconfirmed.get(), brief);
            } else {
                threads.write(problem.id(), What.JOINED, brief, actor);
            }
        } else {
            telling.tell(problem, "problem.opened", Map.of("text", brief));
            threads.write(problem.id(), What.OPENED, brief, actor);
        }
        return registered;
    }

    /** The problem lies with this handler now. */
    void assigned(HumanTask task) {
        long id = ProblemProcess.problemId(task);
        problems.assign(id, task.key().equals(ProblemProcess.HANDLE) ? Handler.TENCENT : Handler.OWNER);
        letters.assigned(problems.get(id), String.valueOf(task.variables().getOrDefault("copies", "")));
    }

    /** The contact data were put right, or found right. @param before none where there was no contact yet */
    void corrected(HumanTask task, @Nullable ContactCard before, @Nullable ContactCard after) {
        Problem problem = problems.get(ProblemProcess.problemId(task));
        Problems.Actor actor = actors.current(problem.place());
        String what = "核对无误，资料没有改动";
        if (after != null) {
            threads.corrected(problem.id(), before, after, actor);
            what = before == null ? "登记联系人资料" : FieldChange.inWords(FieldChange.between(before, after));
        }
        threads.write(problem.id(), What.CORRECTED, what, actor);
        telling.tell(problem, "problem.corrected", Map.of("fields", what), task.taskId());
    }

    void handled(HumanTask task, String answer) {
        Problem problem = problems.get(ProblemProcess.problemId(task));
        threads.write(problem.id(), What.HANDLED, answer, actors.current(problem.place()));
    }

    void verdict(HumanTask task, boolean solved, String reason) {
        Problem problem = problems.get(ProblemProcess.problemId(task));
        threads.write(
                problem.id(),
                solved ? What.CONFIRMED : What.NOT_SOLVED,
                solved ? "已解决" : reason,
                actors.current(problem.place()));
    }

    void answer(long id) {
        problems.answered(id);
        Problem problem = problems.get(id);
        telling.tell(problem, "problem.answered", Map.of());
        letters.answered(problem);
        for (Problem each : withMerged(problem)) {
            if (each.kind().aboutData()) {
                process.dataCorrected(each);
            } else if (each.kind() == ProblemKind.RESEND_EXHAUSTED) {
                process.addressCorrected(each);
            }
        }
    }

    void reopen(long id) {
        problems.reopened(id);
        Problem problem = problems.get(id);
        telling.tell(problem, "problem.reopened", Map.of("reason", threads.latestObjection(id)));
    }

    /** Closes it and lets what waited for it go on. */
    void close(long id, ClosedHow how) {
        problems.close(id, how);
        Problem problem = problems.get(id);
        telling.tell(problem, how == ClosedHow.UNCONFIRMED ? "problem.closedUnconfirmed" : "problem.closed", Map.of());
        Set<Long> told = new HashSet<>();
        for (Problem each : withMerged(problem)) {
            Long caseId = each.caseId();
            if (caseId != null && !each.kind().aboutData() && !held(caseId) && told.add(caseId)) {
                process.settled(each);
            }
        }
    }

    /** Whether an open problem still keeps the delivery of the case waiting. */
    private boolean held(long caseId) {
        return problems.ofCase(caseId).stream()
                .anyMatch(other -> !other.closed() && other.kind().holdsDelivery());
    }

    void closeSettled(long id) {
        Problem before = problems.get(id);
        boolean merged = before.mergedInto() != null;
        problems.close(id, merged ? ClosedHow.MERGED : ClosedHow.SETTLED);
        String why = merged
                ? "并入第 " + before.mergedInto() + " 号问题，一并处理"
                : telling.caseRunning(before) ? "问题的起因已经消除，不必再处理" : "案件已办结或终止，不必再处理";
        threads.write(id, What.SETTLED, why, actors.current(before.place()));
        telling.tell(
                before,
                merged ? "problem.merged" : "problem.settled",
                merged ? Map.of("target", String.valueOf(before.mergedInto())) : Map.of());
    }

    /** The organisation holds number and password and has changed it: nothing about the delivery is open any more. */
    void deliveryConfirmed(long caseId) {
        problems.ofCase(caseId).stream()
                .filter(problem -> !problem.closed() && problem.kind().aboutDelivery())
                .forEach(process::settle);
    }

    /** The partner has issued a number on the data it had objected to: that confirms them. */
    void dataUsed(long caseId) {
        problems.ofCase(caseId).stream()
                .filter(problem -> !problem.closed()
                        && problem.kind().aboutData()
                        && problem.initiatorGroup().equals(Groups.TENCENT))
                .forEach(process::settle);
    }

    private List<Problem> withMerged(Problem problem) {
        List<Problem> all = new ArrayList<>(List.of(problem));
        problems.mergedInto(problem.id()).forEach(each -> all.addAll(withMerged(each)));
        return all;
    }
}
