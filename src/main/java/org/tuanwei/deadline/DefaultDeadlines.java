package org.tuanwei.deadline;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.tuanwei.deadline.Deadline.Party;
import org.tuanwei.deadline.Deadline.Provenance;
import org.tuanwei.engine.Decisions;
import org.tuanwei.engine.HumanTask;

/** Asks the table {@code default-deadline} about a task and makes plain whom its row means. */
@Component
public class DefaultDeadlines {

    private static final String TENCENT = "tencent";
    private static final String CENTRE = "centre-staff";

    /** A row of the table for one task. @param party who has to act */
    public record Row(int workingDays, Provenance provenance, String clause, Party party) {}

    private final Decisions decisions;
    /** Decision tables come with the release and stay as long as the node runs. */
    private final Map<Asked, Optional<Map<String, Object>>> answers = new ConcurrentHashMap<>();

    private record Asked(String task, String level) {}

    DefaultDeadlines(Decisions decisions) {
        this.decisions = decisions;
    }

    /**
     * What holds for this task; nothing where the table has no row. A model that has decided on the working days by
     * another table hands them on as {@code workingDays} of the task.
     */
    public Optional<Row> of(HumanTask task) {
        Object level = task.variables().get("level");
        return answers.computeIfAbsent(new Asked(task.key(), level == null ? "" : level.toString()), this::decide)
                .map(row -> new Row(
                        task.variables().get("workingDays") instanceof Number days
                                ? days.intValue()
                                : ((Number) value(row, "workingDays")).intValue(),
                        Provenance.valueOf(value(row, "provenance").toString()),
                        value(row, "clause").toString(),
                        party(task, value(row, "party").toString())));
    }

    private Optional<Map<String, Object>> decide(Asked asked) {
        return decisions.decideOne("default-deadline", Map.of("task", asked.task(), "level", asked.level()));
    }

    private static Party party(HumanTask task, String named) {
        if (!named.equals("INITIATOR")) {
            return Party.valueOf(named);
        }
        String group = task.text("initiatorGroup");
        if (group.equals(TENCENT)) {
            return Party.TENCENT;
        }
        if (group.equals(task.variables().get("superiorGroup"))) {
            return Party.SUPERIOR;
        }
        return group.equals(CENTRE) ? Party.CENTRE : Party.OWNER;
    }

    private static Object value(Map<String, Object> row, String name) {
        return Objects.requireNonNull(row.get(name), () -> "决策表 default-deadline 缺少 " + name);
    }
}
