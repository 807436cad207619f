package org.tuanwei.certification;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tuanwei.certification.Certification.State;

/** What can be decided about an application, in the words of the decision trail. */
enum Step {
    APPLY("申请", "已提出", "", null),
    RECOMMEND("省级推荐", "推荐", "不予推荐", State.RECOMMENDED),
    REVIEW("中央复核", "同意", "不同意", State.REVIEWED),
    CERTIFY("腾讯认证", "已认证", "不予认证", null),
    RETRACT("申请", "已撤回", "", null),
    CHECK("再核认证资格", "", "条件已失去", null),
    RECHECK("认证复核", "保留认证", "撤销认证", null);

    private final String label;
    private final String yes;
    private final String no;
    private final @Nullable State reached;

    Step(String label, String yes, String no, @Nullable State reached) {
        this.label = label;
        this.yes = yes;
        this.no = no;
        this.reached = reached;
    }

    /** Whether an approval hands the application on to the next level. */
    boolean handsOn() {
        return this == APPLY || this == RECOMMEND || this == REVIEW || this == CERTIFY;
    }

    /** The state that an approval leads to at once. */
    Optional<State> reached() {
        return Optional.ofNullable(reached);
    }

    String approvedStory() {
        return "certification." + name().toLowerCase(Locale.ROOT) + "Approved";
    }

    String refusedStory() {
        return "certification." + name().toLowerCase(Locale.ROOT) + "Refused";
    }

    /** A line of the trail without its time, such as 省级推荐：不予推荐. */
    static String words(String step, String verdict) {
        Step known = Step.valueOf(step);
        return known.label + "：" + ("REFUSED".equals(verdict) || "LOST".equals(verdict) ? known.no : known.yes);
    }
}
