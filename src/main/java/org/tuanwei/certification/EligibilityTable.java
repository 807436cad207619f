package org.tuanwei.certification;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.tuanwei.certification.Lack.Condition;
import org.tuanwei.certification.Lack.Provenance;
import org.tuanwei.engine.Decisions;

/** Asks the table {@code certification-eligibility} (F3–F5) and says which version of it answered. */
@Component
class EligibilityTable {

    static final String TABLE = "certification-eligibility";

    /**
     * All that the table looks at.
     *
     * @param openProblems number of problems with the partner that are not closed
     * @param weeksMet published weeks 达标 in a row
     */
    record Situation(boolean opened, boolean avatarLive, boolean contactProved, int openProblems, int weeksMet) {

        static final Situation NO_ACCOUNT = new Situation(false, false, false, 0, 0);
    }

    private final Decisions decisions;

    EligibilityTable(Decisions decisions) {
        this.decisions = decisions;
    }

    /** What is missing, in the table's order; nothing where the account may apply. */
    List<Lack> lacks(Situation situation) {
        return decisions
                .decide(
                        TABLE,
                        Map.of(
                                "opened", situation.opened(),
                                "avatarLive", situation.avatarLive(),
                                "contactProved", situation.contactProved(),
                                "openProblems", situation.openProblems(),
                                "weeksMet", situation.weeksMet()))
                .stream()
                .map(row -> new Lack(
                        Condition.valueOf(text(row, "condition")),
                        text(row, "missing"),
                        Provenance.valueOf(text(row, "provenance")),
                        text(row, "clause"),
                        text(row, "notice")))
                .toList();
    }

    /** The version tag of the table in force. */
    String version() {
        return decisions.version(TABLE);
    }

    private static String text(Map<String, Object> row, String name) {
        return String.valueOf(Objects.requireNonNull(row.get(name), () -> "决策表 " + TABLE + " 缺少 " + name));
    }
}
