package org.tuanwei.figures;

/** A number and, as a condition on {@code r}, the list behind it. */
enum Figure {
    ALL("全部", "true"),
    OPENED("已开通", "r.opening = 'OPENED'"),
    NOT_OPENED("未开通", "r.opening <> 'OPENED'"),
    NOT_SUBMITTED("没有提交任何信息", "r.opening = 'NOT_SUBMITTED'"),
    IN_PROGRESS("办理中", "r.opening = 'IN_PROGRESS'"),
    OVERDUE("办理逾期", "r.overdue"),
    CONTACT_SUBMITTED("统计表已报", "r.contact = 'SUBMITTED'"),
    CONTACT_MISSING("统计表未报", "r.contact = 'MISSING'"),
    ACTIVE("达到基础活跃标准", "r.active"),
    NOT_ACTIVE("未达到基础活跃标准", "not r.active"),
    CERTIFIED("已认证", "r.certified"),
    NOT_CERTIFIED("已开通未认证", "not r.certified");

    private final String label;
    private final String condition;

    Figure(String label, String condition) {
        this.label = label;
        this.condition = condition;
    }

    public String label() {
        return label;
    }

    /** Whether those on the list owe something. */
    boolean owed() {
        return this == NOT_OPENED || this == NOT_SUBMITTED || this == OVERDUE || this == CONTACT_MISSING;
    }

    String condition() {
        return condition;
    }
}
