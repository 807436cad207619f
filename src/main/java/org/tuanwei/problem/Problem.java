package org.tuanwei.problem;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tuanwei.casefile.Party;

/**
 * A problem as it stands.
 *
 * @param handler who has it in hand; null until it was sorted
 * @param handlingSince since when the present handler has it
 * @param atPartner whether it was ever put to the partner
 * @param rounds 1, and one more each time it was not solved
 */
record Problem(
        long id,
        long caseId,
        ProblemKind kind,
        State state,
        @Nullable Handler handler,
        String text,
        String initiatorGroup,
        Party openedByParty,
        String openedByName,
        Instant openedAt,
        Instant handlingSince,
        @Nullable Instant closedAt,
        @Nullable ClosedHow closedHow,
        boolean atPartner,
        int rounds) {

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
        SETTLED("已在别处了结");

        private final String label;

        ClosedHow(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
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
            case OPEN -> "RED";
            case ANSWERED -> "YELLOW";
            case CLOSED -> "GREEN";
        };
    }
}
