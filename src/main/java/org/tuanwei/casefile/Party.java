package org.tuanwei.casefile;

/** Whom a case waits for; the days are charged to this party. */
public enum Party {
    SCHOOL("高校"),
    PROVINCE("省级"),
    CENTRE("中央"),
    TENCENT("腾讯公司"),
    MAIL("邮件系统"),
    SYSTEM("系统");

    private final String label;

    Party(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
