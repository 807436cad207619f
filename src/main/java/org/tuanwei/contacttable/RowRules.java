package org.tuanwei.contacttable;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.tuanwei.contacttable.Finding.Severity;
import org.tuanwei.engine.Decisions;

/** Asks the decision table {@code contact-row-check} how grave a situation is and how to say it. */
final class RowRules {

    private static final String TABLE = "contact-row-check";
    /** No rule tells counts above this apart, so that the answers kept stay few. */
    private static final int HIGHEST_COUNT = 99;

    private final Decisions decisions;
    /** Decision tables come with the release and stay as long as the node runs. */
    private final Map<Situation, Optional<Verdict>> verdicts = new ConcurrentHashMap<>();

    RowRules(Decisions decisions) {
        this.decisions = decisions;
    }

    private record Situation(String column, String name, int number) {}

    private record Verdict(Severity severity, String what, String why, String how) {}

    /** The finding, or none where the table does not mind. */
    Optional<Finding> judge(Fact fact, TableRow.@Nullable Key row) {
        Situation situation =
                new Situation(fact.column(), fact.situation(), Math.min(HIGHEST_COUNT, Math.max(0, fact.number())));
        return verdicts.computeIfAbsent(situation, this::decide)
                .map(verdict -> new Finding(
                        row,
                        column(fact.column()),
                        verdict.severity(),
                        fact.column() + "_" + fact.situation(),
                        filled(verdict.what(), fact),
                        filled(verdict.why(), fact),
                        filled(verdict.how(), fact)));
    }

    private Optional<Verdict> decide(Situation situation) {
        return decisions
                .decideOne(
                        TABLE,
                        Map.of(
                                "column", situation.column(),
                                "situation", situation.name(),
                                "number", situation.number()))
                .map(result -> new Verdict(
                        Severity.valueOf(text(result, "severity")),
                        text(result, "what"),
                        text(result, "why"),
                        text(result, "how")));
    }

    private static String text(Map<String, Object> result, String output) {
        return String.valueOf(Objects.requireNonNullElse(result.get(output), ""));
    }

    private static @Nullable Column column(String name) {
        return Arrays.stream(Column.values())
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static String filled(String text, Fact fact) {
        String filled = text.replace("{number}", String.valueOf(fact.number()));
        for (Map.Entry<String, String> value : fact.values().entrySet()) {
            filled = filled.replace("{" + value.getKey() + "}", value.getValue());
        }
        return filled;
    }
}
