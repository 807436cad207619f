package org.tuanwei.casefile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tuanwei.casefile.CaseFile.State;

/** The line of phases of a case, as pages and plug-ins draw it. */
@Component
public class PhaseLine {

    /** @param mark done, now, or empty for what is still to come or was never entered */
    public record Step(Phase phase, String mark, @Nullable Instant at) {}

    private final CaseFiles cases;

    PhaseLine(CaseFiles cases) {
        this.cases = cases;
    }

    public List<Step> of(CaseFile file) {
        Map<Phase, Instant> dates = cases.phaseDates(file.id());
        List<Step> steps = new ArrayList<>();
        for (Phase phase : Phase.values()) {
            int order = phase.compareTo(file.phase());
            boolean skipped = order < 0 && !dates.containsKey(phase);
            String mark = skipped || order > 0 ? "" : order < 0 || file.state() == State.OPEN ? "done" : "now";
            steps.add(new Step(phase, mark, order > 0 ? null : dates.get(phase)));
        }
        return steps;
    }
}
