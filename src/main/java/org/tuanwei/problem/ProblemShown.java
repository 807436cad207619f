package org.tuanwei.problem;

import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.HumanTask;
import org.tuanwei.engine.Markdown;

/** What every form about a problem shows: its words, why it came back, the way to its thread. */
@Component
class ProblemShown {

    private final Problems problems;
    private final ProblemThreads threads;

    ProblemShown(Problems problems, ProblemThreads threads) {
        this.problems = problems;
        this.threads = threads;
    }

    Problem problem(HumanTask task) {
        return problems.get(ProblemProcess.problemId(task));
    }

    /** A new map, to which the form adds its own values. */
    Map<String, Object> of(Problem problem) {
        Map<String, Object> shown = new HashMap<>();
        String page = "/problems/" + problem.id();
        shown.put("problemText", Markdown.escape(problem.kind().label() + "：" + problem.text()));
        shown.put("returnReason", Markdown.escape(threads.latestObjection(problem.id())));
        shown.put("problemUrl", page);
        if (!problem.ofCase()) {
            shown.put("organizationName", Markdown.escape(problem.organizationName()));
            shown.put("phaseText", problem.kind().label());
            shown.put("caseUrl", page);
        }
        return shown;
    }

    String latestAnswer(Problem problem) {
        return Markdown.escape(threads.latestAnswer(problem.id()));
    }
}
