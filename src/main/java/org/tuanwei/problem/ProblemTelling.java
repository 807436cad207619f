package org.tuanwei.problem;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFiles;

/** Tells the story of the case what happens to its problem; a workbook of numbers has no case of its own. */
@Component
class ProblemTelling {

    private final CaseFiles files;

    ProblemTelling(CaseFiles files) {
        this.files = files;
    }

    void tell(Problem problem, String kind, Map<String, String> facts) {
        tell(problem, kind, facts, null);
    }

    /** @param taskId the task that is being completed: whoever acts for another is marked */
    void tell(Problem problem, String kind, Map<String, String> facts, @Nullable String taskId) {
        if (problem.ofCase()) {
            Map<String, String> all = new HashMap<>(facts);
            all.put("kind", problem.kind().label());
            files.tell(problem.requiredCaseId(), kind, all, taskId);
        }
    }

    /** Whether the case is still on its way. */
    boolean caseRunning(Problem problem) {
        return problem.ofCase() && files.get(problem.requiredCaseId()).running();
    }
}
