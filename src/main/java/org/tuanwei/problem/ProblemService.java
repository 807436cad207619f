package org.tuanwei.problem;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.casefile.CaseFile;
import org.tuanwei.casefile.CaseFiles;
import org.tuanwei.casefile.Party;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.organization.Groups;
import org.tuanwei.problem.Problem.ClosedHow;
import org.tuanwei.problem.Problem.Handler;
import org.tuanwei.problem.ProblemEntry.What;
import org.tuanwei.problem.Problems.Registered;
import org.tuanwei.security.NotAllowed;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** What happens to a problem, from raising to closing; every move is in its thread and in the case's story. */
@Service
@Transactional
class ProblemService {

    private static final int SHORTEST = 4;
    private static final int LONGEST = 300;
    private static final int LONGEST_NOTE = 1000;

    private final Problems problems;
    private final ProblemProcess process;
    private final ProblemLetters letters;
    private final ProblemScope scope;
    private final CaseFiles files;
    private final Actors actors;
    private final Viewers viewers;

    ProblemService(
            Problems problems,
            ProblemProcess process,
            ProblemLetters letters,
            ProblemScope scope,
            CaseFiles files,
            Actors actors,
            Viewers viewers) {
        this.problems = problems;
        this.process = process;
        this.letters = letters;
        this.scope = scope;
        this.files = files;
        this.actors = actors;
        this.viewers = viewers;
    }

    /** What the viewer may raise about the case; empty when nothing. */
    @Transactional(readOnly = true)
    List<ProblemKind> raisable(CaseFile file, Viewer viewer) {
        Party party = Actors.party(viewer, file);
        return party == null || !file.running() || !scope.mayRaise(viewer, file)
                ? List.of()
                : ProblemKind.raisedBy(party);
    }

    /** Raises a problem from the case page. @throws FormRefused when kind or text will not do */
    Problem raise(long caseId, String kindName, String text) {
        CaseFile file = files.visible(caseId);
        Viewer viewer = viewers.current();
        List<ProblemKind> kinds = raisable(file, viewer);
        Party party = Actors.party(viewer, file);
        if (kinds.isEmpty() || party == null) {
            throw new NotAllowed("您不能为这个案件登记问题");
        }
        ProblemKind kind = kinds.stream()
                .filter(each -> each.name().equals(kindName))
                .findFirst()
                .orElseThrow(() -> new FormRefused("kind", "请选择问题类别"));
        requireWords(text, SHORTEST, LONGEST);
        String group = Actors.group(party, file, process.ownerGroup(file));
        process.open(file, kind, PlainWords.brief(text), group);
        return problems.open(caseId, kind).orElseThrow();
    }

    /** Adds a note to the thread of an open problem. */
    void note(long id, String text) {
        Problem problem = visible(id);
        CaseFile file = files.get(problem.caseId());
        scope.requireDo(viewers.current(), problem, file);
        if (problem.closed()) {
            throw new FormRefused("text", "问题已关闭，不能再补充；如再次出现，请在案件页重新登记");
        }
        requireWords(text, 1, LONGEST_NOTE);
        problems.write(id, What.NOTE, text.strip(), actors.current(file));
    }

    /** @throws org.tuanwei.security.NotVisible for whoever may not see it */
    @Transactional(readOnly = true)
    Problem visible(long id) {
        return scope.requireSee(viewers.current(), problems.find(id));
    }

    Registered register(CaseFile file, ProblemKind kind, String text, String initiatorGroup) {
        String brief = PlainWords.brief(text);
        Problems.Actor actor = actors.current(file);
        Registered registered = problems.register(file.id(), kind, brief, initiatorGroup, actor);
        Problem problem = registered.problem();
        if (registered.joined()) {
            files.tell(file.id(), "problem.joined", Map.of("kind", kind.label(), "text", brief));
            Optional<HumanTask> unconfirmed =
                    process.openTask(problem).filter(task -> task.key().equals(ProblemProcess.CONFIRM));
            if (unconfirmed.isPresent()) {
                process.notSolved(unconfirmed.get(), brief);
            } else {
                problems.write(problem.id(), What.JOINED, brief, actor);
            }
        } else {
            files.tell(file.id(), "problem.opened", Map.of("kind", kind.label(), "text", brief));
            problems.write(problem.id(), What.OPENED, brief, actor);
        }
        return registered;
    }

    /** The problem lies with this handler now. */
    void assigned(HumanTask task) {
        long id = ProblemProcess.problemId(task);
        Handler handler = task.key().equals(ProblemProcess.HANDLE) ? Handler.TENCENT : Handler.OWNER;
        problems.assign(id, handler);
        letters.assigned(
                files.get(task.caseId()),
                problems.get(id),
                String.valueOf(task.variables().getOrDefault("copies", "")));
    }

    void corrected(HumanTask task, String what) {
        Problem problem = problems.get(ProblemProcess.problemId(task));
        CaseFile file = files.get(task.caseId());
        problems.write(problem.id(), What.CORRECTED, what, actors.current(file));
        files.tell(
                file.id(), "problem.corrected", Map.of("kind", problem.kind().label(), "fields", what), task.taskId());
    }

    void handled(HumanTask task, String answer) {
        problems.write(ProblemProcess.problemId(task), What.HANDLED, answer, actors.current(files.get(task.caseId())));
    }

    void verdict(HumanTask task, boolean solved, String reason) {
        problems.write(
                ProblemProcess.problemId(task),
                solved ? What.CONFIRMED : What.NOT_SOLVED,
                solved ? "已解决" : reason,
                actors.current(files.get(task.caseId())));
    }

    void answer(CaseFile file, long id) {
        problems.answered(id);
        Problem problem = problems.get(id);
        files.tell(file.id(), "problem.answered", Map.of("kind", problem.kind().label()));
        letters.answered(file, problem);
        if (problem.kind().aboutData()) {
            process.dataCorrected(file);
        } else if (problem.kind() == ProblemKind.RESEND_EXHAUSTED) {
            process.addressCorrected(file);
        }
    }

    void reopen(CaseFile file, long id) {
        problems.reopened(id);
        Problem problem = problems.get(id);
        files.tell(
                file.id(),
                "problem.reopened",
                Map.of("kind", problem.kind().label(), "reason", problems.latestObjection(id)));
    }

    void close(CaseFile file, long id) {
        problems.close(id, ClosedHow.CONFIRMED);
        Problem problem = problems.get(id);
        files.tell(file.id(), "problem.closed", Map.of("kind", problem.kind().label()));
        boolean another = problems.ofCase(file.id()).stream()
                .anyMatch(other -> !other.closed() && other.kind().holdsDelivery());
        if (!problem.kind().aboutData() && !another) {
            process.settled(file);
        }
    }

    void closeSettled(CaseFile file, long id) {
        problems.close(id, ClosedHow.SETTLED);
        Problem problem = problems.get(id);
        problems.write(id, What.SETTLED, file.running() ? "问题的起因已经消除，不必再处理" : "案件已办结或终止，不必再处理", actors.current(file));
        files.tell(file.id(), "problem.settled", Map.of("kind", problem.kind().label()));
    }

    /** The organisation holds number and password and has changed it: nothing about the delivery is open any more. */
    void deliveryConfirmed(CaseFile file) {
        problems.ofCase(file.id()).stream()
                .filter(problem -> !problem.closed() && problem.kind().aboutDelivery())
                .forEach(problem -> process.settle(file, problem.kind()));
    }

    /** The partner has issued a number on the data it had objected to: that confirms them. */
    void dataUsed(CaseFile file) {
        problems.ofCase(file.id()).stream()
                .filter(problem -> !problem.closed()
                        && problem.kind().aboutData()
                        && problem.initiatorGroup().equals(Groups.TENCENT))
                .forEach(problem -> process.settle(file, problem.kind()));
    }

    private static void requireWords(String text, int shortest, int longest) {
        int length = text.strip().length();
        if (length < shortest || length > longest) {
            throw new FormRefused(
                    "text",
                    shortest > 1 ? "请用 " + shortest + " 至 " + longest + " 个字说明问题" : "请填写内容，不超过 " + longest + " 个字");
        }
        if (PlainWords.holdsPassword(text)) {
            throw new FormRefused("text", "内容里似乎写有密码：请删去。密码只能由腾讯在号码登记页面填写");
        }
    }
}
