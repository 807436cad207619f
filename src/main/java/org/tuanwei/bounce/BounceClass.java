package org.tuanwei.bounce;

/** What a bounce means; the names are a part of the contract with other programs. */
enum BounceClass {
    INVALID_ADDRESS("邮箱无效"),
    MAILBOX_FULL("邮箱已满"),
    REFUSED("被拒收"),
    TEMPORARY("暂时失败"),
    DELAYED("投递延迟"),
    UNKNOWN("原因不明"),
    NOT_A_BOUNCE("不是退信");

    private final String label;

    BounceClass(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** YELLOW where somebody has to act or wait, GREY where nothing follows; red is kept for what is late. */
    public String light() {
        return this == NOT_A_BOUNCE ? "GREY" : "YELLOW";
    }
}
