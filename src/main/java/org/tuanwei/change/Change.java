package org.tuanwei.change;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A proposed change of the registry.
 *
 * @param organizationId none while a school is yet to be added
 * @param name the name at the time of the proposal; for RENAME the new one, for ADD the school's full name
 * @param proposedBy user id, empty when the public asked
 */
record Change(
        long id,
        Kind kind,
        String unitCode,
        @Nullable Long organizationId,
        String name,
        @Nullable String schoolType,
        @Nullable Long intoId,
        String reason,
        State state,
        String proposedBy,
        Instant proposedAt,
        String approverGroup,
        @Nullable Applicant applicant,
        @Nullable String code,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        boolean ownDecision,
        @Nullable String refusal) {

    /** What is to happen. */
    enum Kind {
        ADD("新增"),
        CLOSE("撤销"),
        MERGE("合并"),
        RENAME("更名"),
        EXEMPT("豁免"),
        REINSTATE("恢复");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** How far it is. */
    enum State {
        PROPOSED("待审批", "YELLOW"),
        APPROVED("已批准，办理中", "YELLOW"),
        APPLIED("已生效", "GREEN"),
        REFUSED("未获批准", "RED");

        private final String label;
        private final String light;

        State(String label, String light) {
            this.label = label;
            this.light = light;
        }

        public String label() {
            return label;
        }

        /** The colour that stands beside the word. */
        public String light() {
            return light;
        }
    }

    /** Whom to answer when the public asked; forgotten once the answer is out. */
    record Applicant(String name, String phone, String email) {

        @Override
        public String toString() {
            return "Applicant[…]";
        }
    }

    boolean fromPublic() {
        return proposedBy.isEmpty();
    }

    /** Business key of its process. */
    String key() {
        return ChangeProcess.PREFIX + id;
    }
}
