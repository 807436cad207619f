package org.tuanwei.problem;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.tuanwei.engine.FormRefused;
import org.tuanwei.problem.ProblemEntry.What;
import org.tuanwei.security.Access.Verb;
import org.tuanwei.security.Viewer;
import org.tuanwei.security.Viewers;

/** Duplicates (C6): the system points out what may be the same, people decide, and the one goes on within the other. */
@Service
@Transactional
class ProblemMerging {

    private final Problems problems;
    private final NumberRows rows;
    private final ProblemThreads threads;
    private final ProblemProcess process;
    private final ProblemScope scope;
    private final Actors actors;
    private final Viewers viewers;

    ProblemMerging(
            Problems problems,
            NumberRows rows,
            ProblemThreads threads,
            ProblemProcess process,
            ProblemScope scope,
            Actors actors,
            Viewers viewers) {
        this.problems = problems;
        this.rows = rows;
        this.threads = threads;
        this.process = process;
        this.scope = scope;
        this.actors = actors;
        this.viewers = viewers;
    }

    /** Open problems of the same case, or with a row about it, that this one may be the same as, the oldest first. */
    @Transactional(readOnly = true)
    List<Problem> candidates(Problem problem, Viewer viewer) {
        if (problem.closed() || !problem.ofCase() || scope.verb(viewer, problem) != Verb.DO) {
            return List.of();
        }
        long caseId = problem.requiredCaseId();
        return Stream.concat(
                        problems.ofCase(caseId).stream(),
                        rows.problemsAwaiting(caseId).stream().map(problems::get))
                .filter(other -> other.id() != problem.id() && !other.closed() && scope.verb(viewer, other) == Verb.DO)
                .sorted((a, b) -> Long.compare(a.id(), b.id()))
                .toList();
    }

    /** Lets the problem go on within another one. @throws FormRefused when it is none of the candidates */
    void merge(Problem problem, long targetId) {
        Problem target = candidates(problem, viewers.current()).stream()
                .filter(candidate -> candidate.id() == targetId)
                .findFirst()
                .orElseThrow(() -> new FormRefused("target", "请选择本案件另一个未关闭的问题"));
        problems.mergeInto(problem.id(), target.id());
        threads.write(
                target.id(),
                What.MERGED,
                "第 " + problem.id() + " 号「" + problem.kind().label() + "」并入：" + problem.text(),
                actors.current(problem.place()));
        process.settle(problem);
        if (!problems.get(problem.id()).closed()) {
            throw new FormRefused("target", "问题正在办理中，请稍候刷新再试");
        }
    }

    /** Facts of a merger for whoever reads the thread of the one that goes on. */
    @Transactional(readOnly = true)
    Map<Long, String> partsOf(Problem problem) {
        Map<Long, String> parts = new LinkedHashMap<>();
        problems.mergedInto(problem.id())
                .forEach(part -> parts.put(part.id(), part.kind().label()));
        return parts;
    }
}
