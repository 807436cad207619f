package org.tuanwei.credential;

/** The problems that a delivery can end in, named as the table {@code problem-triage} knows them. */
enum ProblemKind {
    DATA_INCOMPLETE("资料不完整"),
    ADDRESS_INVALID("邮箱不正确"),
    CANNOT_SEND("无法发送号码"),
    WRONG_PASSWORD("密码不对"),
    FROZEN("号码冻结"),
    NOT_ME("非本人领取"),
    LINK_LOCKED("取号链接已锁定"),
    NO_RESPONSE("较长时间没有回应"),
    RESEND_EXHAUSTED("多次退信"),
    OTHER("其他");

    private final String label;

    ProblemKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** What Tencent may say against the data of a registration. */
    boolean isObjection() {
        return this == DATA_INCOMPLETE || this == ADDRESS_INVALID || this == CANNOT_SEND;
    }
}
