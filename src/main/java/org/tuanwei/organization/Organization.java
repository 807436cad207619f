package org.tuanwei.organization;

import org.jspecify.annotations.Nullable;

/** One node of the tree, as everybody else reads it. */
public record Organization(
        long id,
        String code,
        Kind kind,
        String name,
        @Nullable String shortName,
        @Nullable String schoolType,
        @Nullable Long parentId,
        String unitCode,
        @Nullable String schoolCode,
        @Nullable String city,
        @Nullable String level,
        @Nullable String department,
        Status status,
        @Nullable String statusReason,
        @Nullable Long mergedIntoId) {

    /** Code of the centre, and tenant of what crosses provinces. */
    public static final String CENTRE_CODE = "CN";

    /** Code of the partner that issues the numbers. */
    public static final String TENCENT_CODE = "TENCENT";

    /** Where in the tree it stands. */
    public enum Kind {
        CENTRE("中央"),
        UNIT("省级团委"),
        SCHOOL("高校"),
        BRANCH("班级团支部"),
        PARTNER("合作方");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Whether it still takes part; everything but ACTIVE has a reason and an approval. */
    public enum Status {
        ACTIVE("正常"),
        CLOSED("已撤销"),
        MERGED("已合并"),
        EXEMPT("已豁免");

        private final String label;

        Status(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** Tenant of everything that belongs to it: the code of its League unit, or CN. */
    public String tenantId() {
        return unitCode;
    }

    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    public boolean isSchool() {
        return kind == Kind.SCHOOL;
    }

    public boolean isBranch() {
        return kind == Kind.BRANCH;
    }

    public boolean isUnit() {
        return kind == Kind.UNIT;
    }

    /** Name with what it is, for headings and letters: 上海市团委学校部, 上海体育大学. */
    public String title() {
        return kind == Kind.UNIT ? name + "团委学校部" : name;
    }

    /** 普通高校 … for a school, otherwise the kind in words. */
    public String typeLabel() {
        return schoolType == null ? kind.label() : schoolType;
    }
}
