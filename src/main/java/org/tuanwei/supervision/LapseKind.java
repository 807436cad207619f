package org.tuanwei.supervision;

import java.util.Arrays;

/** What a unit owes, as the senders of {@code supervision.opened} name it, with the clause of the notice. */
enum LapseKind {
    COLLECTION_OVERDUE("collectionOverdue", "统计表逾期未报", "D5"),
    NOT_OPENED("notOpened", "微博逾期未开通", "C1"),
    TASK_OVERDUE("taskOverdue", "待办逾期未办结", "E0"),
    INACTIVE("inactive", "微博活跃度未达标", "C3"),
    NOT_RECEIVED("notReceived", "通知逾期未签收", "G4"),
    OTHER("other", "其他事项", "E0");

    private final String code;
    private final String label;
    private final String clause;

    LapseKind(String code, String label, String clause) {
        this.code = code;
        this.label = label;
        this.clause = clause;
    }

    public String label() {
        return label;
    }

    public String clause() {
        return clause;
    }

    /** By the routing fact {@code lapse}; a code of a sender to come is {@link #OTHER}. */
    static LapseKind ofCode(String code) {
        return Arrays.stream(values())
                .filter(kind -> kind.code.equals(code))
                .findFirst()
                .orElse(OTHER);
    }
}
