package org.tuanwei.problem;

import java.util.ArrayList;
import java.util.List;
import org.tuanwei.casefile.Party;

/** What is wrong, named as in the table {@code problem-triage}. */
enum ProblemKind {
    DATA_INCOMPLETE("资料不完整"),
    ADDRESS_INVALID("邮箱不正确"),
    CANNOT_SEND("无法发送号码"),
    NO_RESPONSE("较长时间没有回应"),
    RESEND_EXHAUSTED("多次退信"),
    WRONG_PASSWORD("密码不对"),
    FROZEN("号码冻结"),
    NOT_ME("非本人领取"),
    LINK_LOCKED("取号链接锁定"),
    NUMBERS("批量号码不能用"),
    OTHER("其他");

    private final String label;

    ProblemKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /**
     * What this party may raise on the case page; the rest only the system finds out.
     *
     * @param running whether the account is still to be opened; later only the account itself can be in trouble
     */
    static List<ProblemKind> raisedBy(Party party, boolean running) {
        List<ProblemKind> kinds = new ArrayList<>();
        if (!running) {
            return party == Party.TENCENT ? List.of() : List.of(WRONG_PASSWORD, FROZEN, NOT_ME, OTHER);
        }
        if (party == Party.TENCENT) {
            kinds.addAll(List.of(DATA_INCOMPLETE, ADDRESS_INVALID, CANNOT_SEND, NO_RESPONSE));
        } else {
            kinds.addAll(List.of(WRONG_PASSWORD, FROZEN, NOT_ME, OTHER));
            if (party != Party.SCHOOL) {
                kinds.addAll(List.of(ADDRESS_INVALID, NO_RESPONSE));
            }
        }
        return kinds;
    }

    /** The registered data are in the way: once they are corrected the opening goes on (C7–C9). */
    boolean aboutData() {
        return this == DATA_INCOMPLETE || this == ADDRESS_INVALID || this == CANNOT_SEND;
    }

    /** The delivery of number and password is in the way (A5, E2). */
    boolean aboutDelivery() {
        return this == NO_RESPONSE || holdsDelivery();
    }

    /** The delivery waits until it is settled. */
    boolean holdsDelivery() {
        return this == RESEND_EXHAUSTED
                || this == WRONG_PASSWORD
                || this == FROZEN
                || this == NOT_ME
                || this == LINK_LOCKED;
    }
}
