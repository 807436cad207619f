package org.tuanwei.casefile;

/** The line of phases every case walks, in order. */
public enum Phase {
    REGISTRATION("登记"),
    REVIEW("审核"),
    TENCENT("腾讯发号"),
    DELIVERY("号码送达"),
    AVATAR("头像设置"),
    PLAN("运营备案"),
    OPEN("常态运营");

    private final String label;

    Phase(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
