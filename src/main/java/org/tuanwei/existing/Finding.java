package org.tuanwei.existing;

/** What the import found about a line of Tencent's list, and what follows from it. */
enum Finding {
    MATCHED("按标识码对上", Follows.OFFER),
    NAMED("按校名对上", Follows.OFFER),
    RENAMED("按曾用名对上", Follows.OFFER),
    CHOSEN("人工指定", Follows.OFFER),
    CLOSE("名称相近，请指定", Follows.CHOICE),
    CONFLICT("标识码与校名对不上，请指定", Follows.CHOICE),
    SEVERAL("一校多个号码，请留一个", Follows.CHOICE),
    SHARED("一个号码列了多所学校，请留一所", Follows.CHOICE),
    UNKNOWN("名册里没有", Follows.NOTHING),
    INACTIVE("学校已不参加", Follows.NOTHING),
    TAKEN("号码已登记给其他单位", Follows.NOTHING),
    CONTRADICTS("与本系统的号码不一致", Follows.NOTHING),
    REQUESTED("已申请新号码", Follows.NOTHING),
    KNOWN("办理中，号码一致", Follows.NOTHING),
    OPEN("已开通，号码一致", Follows.NOTHING),
    ASKED("已请学校确认", Follows.NOTHING),
    CONFIRMED("学校已确认", Follows.NOTHING),
    DENIED("学校答复不是本校的", Follows.NOTHING),
    REPEATED("与前面的行重复", Follows.NOTHING),
    SKIPPED("不用这一行", Follows.NOTHING);

    /** OFFER = the school is asked; CHOICE = a person has to say which one first. */
    private enum Follows {
        OFFER,
        CHOICE,
        NOTHING
    }

    private final String label;
    private final Follows follows;

    Finding(String label, Follows follows) {
        this.label = label;
        this.follows = follows;
    }

    public String label() {
        return label;
    }

    /** The school is asked whether the account is its own. */
    public boolean offers() {
        return follows == Follows.OFFER;
    }

    /** Nothing happens before somebody has chosen. */
    public boolean asks() {
        return follows == Follows.CHOICE;
    }

    /** Somebody has chosen, and may still choose otherwise. */
    public boolean chosen() {
        return this == CHOSEN || this == SKIPPED;
    }
}
