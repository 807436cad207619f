package org.tuanwei.problem;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.tuanwei.casefile.Level;
import org.tuanwei.casefile.Party;
import org.tuanwei.organization.Groups;

/**
 * A problem as it stands.
 *
 * @param caseId the case it is about; none for a workbook of numbers, which is about many
 * @param receipt of that case
 * @param handler who has it in hand; null until it was sorted
 * @param handlingSince since when the present handler has it
 * @param atPartner whether it was ever put to the partner
 * @param rounds 1, and one more each time it was not solved
 * @param asks how often whoever raised it was asked in this round whether it is solved
 * @param mergedInto the problem that goes on with it
 */
record Problem(
        long id,
        @Nullable Long caseId,
        @Nullable String receipt,
        long organizationId,
        String organizationCode,
        String organizationName,
        String unitCode,
        @Nullable String schoolCode,
        Level level,
        ProblemKind kind,
        State state,
        @Nullable Handler handler,
        String text,
        String initiatorGroup,
        Party openedByParty,
        String openedByName,
        Instant openedAt,
        Instant handlingSince,
        @Nullable Instant answeredAt,
        @Nullable Instant closedAt,
        @Nullable ClosedHow closedHow,
        boolean atPartner,
        int rounds,
        int asks,
        @Nullable Long mergedInto) {

    /** Before the id in the business key of a problem without a case. */
    private static final String PREFIX = "problem-";

    enum State {
        OPEN("处理中"),
        ANSWERED("待确认"),
        CLOSED("已关闭");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    enum Handler {
        OWNER("单位更正"),
        TENCENT("腾讯处理");

        private final String label;

        Handler(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** CONFIRMED = whoever raised it said so; SETTLED = its cause is gone by another way. */
    enum ClosedHow {
        CONFIRMED("提出方确认已解决"),
        SETTLED("已在别处了结"),
        UNCONFIRMED("未确认关闭"),
        MERGED("已并入另一问题");

        private final String label;

        ClosedHow(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Key of its process instance: the case's, or its own. */
    String businessKey() {
        return caseId == null ? PREFIX + id : Long.toString(caseId);
    }

    long requiredCaseId() {
        return Objects.requireNonNull(caseId, () -> "问题 " + id + " 不属于单个案件");
    }

    Place place() {
        return new Place(unitCode, schoolCode, level);
    }

    /** Whether the partner has to do with it. */
    boolean partners() {
        return atPartner || Groups.TENCENT.equals(initiatorGroup);
    }

    public boolean ofCase() {
        return caseId != null;
    }

    public boolean closed() {
        return state == State.CLOSED;
    }

    /** State in words for the page: who has it now, or how it ended. */
    public String standing() {
        return switch (state) {
            case OPEN -> handler == null ? State.OPEN.label() : handler.label();
            case ANSWERED -> State.ANSWERED.label();
            case CLOSED -> closedHow == null ? State.CLOSED.label() : closedHow.label();
        };
    }

    public String light() {
        return switch (state) {
            case OPEN -> "GREY"; // red is kept for what is late
            case ANSWERED -> "YELLOW";
            case CLOSED -> closedHow == ClosedHow.UNCONFIRMED ? "YELLOW" : "GREEN";
        };
    }
}
