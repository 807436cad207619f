package org.tuanwei.supervision;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.tuanwei.organization.Organization;

/**
 * One unit under supervision, from 立项 to 销号.
 *
 * @param supervisedBy code of the unit that supervises, {@code CN} for the centre
 * @param number 上海督〔2026〕3号, none before it is issued
 * @param dueOn last day for the unit to answer, until 24:00
 * @param late whether it was ever late; stays
 * @param decidedAt when nothing more was to be done; later lapses open another one
 */
record Supervision(
        long id,
        long organizationId,
        String organizationCode,
        String organizationName,
        String unitCode,
        String unitName,
        @Nullable String schoolCode,
        String level,
        String supervisedBy,
        String supervisorName,
        State state,
        @Nullable String demand,
        @Nullable Integer termDays,
        @Nullable String number,
        @Nullable LocalDate dueOn,
        Instant openedAt,
        @Nullable String proposedBy,
        @Nullable Instant proposedAt,
        @Nullable Instant authorizedAt,
        @Nullable String returnReason,
        @Nullable Instant issuedAt,
        @Nullable Instant acknowledgedAt,
        boolean late,
        @Nullable Instant parkedAt,
        @Nullable LocalDate parkedUntil,
        @Nullable String parkReason,
        @Nullable Instant decidedAt,
        @Nullable String endReason) {

    /** The eight nodes of the line, in order. */
    enum Node {
        PROPOSE("立项"),
        AUTHORIZE("审核"),
        ISSUE("下发"),
        ACKNOWLEDGE("签收"),
        HANDLE("办理"),
        FEEDBACK("反馈"),
        VERIFY("复核"),
        CLOSE("办结销号");

        private final String label;

        Node(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** How far it is. */
    enum State {
        PROPOSING("待立项", Node.PROPOSE, "YELLOW"),
        AUTHORIZING("待审核", Node.AUTHORIZE, "YELLOW"),
        ISSUING("正在下发", Node.ISSUE, "YELLOW"),
        ACKNOWLEDGING("待签收", Node.ACKNOWLEDGE, "YELLOW"),
        HANDLING("办理中", Node.HANDLE, "YELLOW"),
        EXTENDING("延期待批", Node.HANDLE, "YELLOW"),
        PARKED("已挂起", Node.HANDLE, "GREY"),
        FEEDBACK("待反馈", Node.FEEDBACK, "YELLOW"),
        VERIFYING("待复核", Node.VERIFY, "YELLOW"),
        CLOSED("已办结销号", Node.CLOSE, "GREEN"),
        DECLINED("不予立项", Node.PROPOSE, "GREY"),
        WITHDRAWN("已补办，未下发", Node.AUTHORIZE, "GREY"),
        DISCONTINUED("单位撤并，已终止", Node.HANDLE, "GREY");

        private final String label;
        private final Node node;
        private final String light;

        State(String label, Node node, String light) {
            this.label = label;
            this.node = node;
            this.light = light;
        }

        public String label() {
            return label;
        }

        public Node node() {
            return node;
        }

        /** The colour that stands beside the word. */
        public String light() {
            return light;
        }
    }

    public boolean open() {
        return decidedAt == null;
    }

    boolean byCentre() {
        return Organization.CENTRE_CODE.equals(supervisedBy);
    }

    public boolean ofUnit() {
        return "UNIT".equals(level);
    }

    /** Business key of its process. */
    String key() {
        return SupervisionProcess.PREFIX + id;
    }

    /** Its number, or that it has none yet. */
    public String title() {
        return number == null ? "督办（未下发）" : number;
    }
}
