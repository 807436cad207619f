package org.tuanwei.deadline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Until when a human task, entered once, is to be done, and on whose word.
 *
 * @param caseId none for tasks of processes that have no case
 * @param organizationCode the organisation the case is about
 * @param dueAt 24:00 of the last day, that is midnight of the next
 * @param clause clause of the notice that the task serves
 * @param source title of the notice that names the date, none for a default
 * @param estimated a year was not covered by the calendar: only weekends were counted as days off
 */
public record Deadline(
        long id,
        @Nullable Long caseId,
        String taskId,
        String taskKey,
        String taskName,
        String processInstanceId,
        String unitCode,
        @Nullable String organizationCode,
        Instant dueAt,
        Provenance provenance,
        String clause,
        @Nullable String source,
        Party party,
        boolean estimated,
        State state,
        Instant enteredAt,
        @Nullable Instant leftAt) {

    private static final int UNIT_CODE = 6;

    /** Who named the date. */
    public enum Provenance {
        NOTICE("通知要求"),
        /** The system, because the notice only says 尽快. */
        DEFAULT("系统默认"),
        /** A unit, earlier than the level above asks (A11). */
        LOCAL("本级加严"),
        /** The level above, after the notice or the system: asked for or by itself. */
        EXTENDED("延期");

        private final String label;

        Provenance(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Who has to act, seen from the organisation that the case is about. */
    public enum Party {
        OWNER,
        SUPERIOR,
        TENCENT,
        CENTRE
    }

    /** Open, or how it ended. */
    public enum State {
        OPEN("进行中"),
        MET("按期完成"),
        LATE("逾期完成"),
        CANCELLED("已撤销");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** 系统默认（A4）, or 通知要求（《…》A6）. */
    public String origin() {
        String named = source == null ? "" : "《" + source + "》";
        return provenance.label() + "（" + named + clause + "）";
    }

    /** UNIT, SCHOOL or BRANCH; empty where the task is about no organisation. */
    String level() {
        return levelOf(organizationCode);
    }

    /** The level of an organisation by its code. */
    static String levelOf(@Nullable String code) {
        if (code == null) {
            return "";
        }
        return code.indexOf('-') >= 0 ? "BRANCH" : code.length() == UNIT_CODE ? "UNIT" : "SCHOOL";
    }

    public boolean overdue(Instant now) {
        return state == State.OPEN && !now.isBefore(dueAt);
    }
}
