package org.tuanwei.microspace;

/** What 切实用好 (F2) is taken to mean, in the order of the form. */
enum Item {
    UPDATED("updated", "有新内容"),
    BOARDS("boards", "各板块都有内容"),
    NOTICES("notices", "发布了工作通知或工作信息"),
    SCHOOLS("schools", "展示了本省高校团组织的活动");

    private final String field;
    private final String label;

    Item(String field, String label) {
        this.field = field;
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** The field of 是 or 否. */
    String field() {
        return field;
    }

    String noteField() {
        return field + "Note";
    }

    String linkField() {
        return field + "Link";
    }
}
