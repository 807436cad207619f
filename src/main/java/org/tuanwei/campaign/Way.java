package org.tuanwei.campaign;

/** How a school is reached when a campaign begins. */
enum Way {
    SCHOOL("本校邮箱"),
    UNIT("经省级团委"),
    NONE("无法联系");

    private final String label;

    Way(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
