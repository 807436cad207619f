package org.tuanwei.security;

/** A column of the access table; one person may have several. */
public enum Role {
    SCHOOL("高校团委"),
    PROVINCE_STAFF("省级专人"),
    PROVINCE_LEAD("省级负责人"),
    SUPERVISOR("督办人"),
    CENTRE_STAFF("中央专人"),
    CENTRE_LEAD("中央负责人"),
    UNIVERSITY_OFFICE("大学处"),
    TENCENT("腾讯公司"),
    OPERATIONS("系统运维");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
