package org.tuanwei.activity;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.Decisions;

/** Asks the table {@code activity-standard} (C3–C5, F3, F4) and says which version of it answered. */
@Component
class Standard {

    static final String TABLE = "activity-standard";

    /**
     * All that the table looks at.
     *
     * @param level UNIT, SCHOOL or BRANCH
     * @param reposted whether anything was reposted
     */
    record Situation(String level, boolean avatar, int originals, boolean reposted) {}

    /**
     * What the table says.
     *
     * @param needed originals a week
     * @param provenance NOTICE or DEFAULT: whether the notice names the threshold
     * @param notice title of the notice behind it
     */
    record Answer(Verdict verdict, int needed, String reason, String provenance, String notice) {}

    /** More different situations than any country's week has. */
    private static final int MOST_KEPT = 20_000;

    private final Decisions decisions;
    /** Decision tables come with the release and stay as long as the node runs. */
    private final Map<Situation, Answer> answers = new ConcurrentHashMap<>();

    Standard(Decisions decisions) {
        this.decisions = decisions;
    }

    Answer judge(Situation situation) {
        if (answers.size() > MOST_KEPT) {
            answers.clear();
        }
        return answers.computeIfAbsent(situation, this::ask);
    }

    private Answer ask(Situation situation) {
        Map<String, Object> row = decisions
                .decideOne(
                        TABLE,
                        Map.of(
                                "level", situation.level(),
                                "avatar", situation.avatar(),
                                "originals", situation.originals(),
                                "reposted", situation.reposted()))
                .orElseThrow(() -> new IllegalStateException("决策表 " + TABLE + " 没有覆盖 " + situation));
        return new Answer(
                Verdict.valueOf(text(row, "state")),
                ((Number) Objects.requireNonNull(row.get("needed"))).intValue(),
                text(row, "reason"),
                text(row, "provenance"),
                text(row, "notice"));
    }

    /** The version tag of the table in force. */
    String version() {
        return decisions.version(TABLE);
    }

    private static String text(Map<String, Object> row, String name) {
        return String.valueOf(Objects.requireNonNull(row.get(name), () -> "决策表 " + TABLE + " 缺少 " + name));
    }
}
