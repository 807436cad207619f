package org.tuanwei.activity;

/** How an account stood in a week. The four of the standard (C3–C5), and two that are none of them. */
public enum Verdict {
    MET("达标", "达", "GREEN"),
    INACTIVE("不活跃", "少", "YELLOW"),
    SILENT("无更新", "无", "RED"),
    NO_AVATAR("无头像", "头", "YELLOW"),
    UNREPORTED("未报", "未", "GREY"),
    HOLIDAY("假期周", "假", "GREY");

    private final String label;
    private final String mark;
    private final String light;

    Verdict(String label, String mark, String light) {
        this.label = label;
        this.mark = mark;
        this.light = light;
    }

    public String label() {
        return label;
    }

    /** One character, so that a table is read without its colours. */
    public String mark() {
        return mark;
    }

    public String light() {
        return light;
    }

    /** Whether the standard was measured and not reached; 未报 is none and a holiday counts neither way. */
    public boolean missed() {
        return this == INACTIVE || this == SILENT || this == NO_AVATAR;
    }

    /** Whether the week says anything about the account's activity. */
    public boolean measured() {
        return this == MET || missed();
    }
}
