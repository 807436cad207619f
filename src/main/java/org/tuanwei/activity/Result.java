package org.tuanwei.activity;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tuanwei.activitycounts.Count.Source;
import org.tuanwei.activitycounts.Week;

/**
 * One account's week as it was decided, in one version; never changed afterwards.
 *
 * @param name of the organisation when it was decided
 * @param needed originals a week; null where nothing was measured
 * @param standard version of the decision table
 * @param notice behind the standard
 */
public record Result(
        long checkId,
        long organizationId,
        int version,
        Week week,
        String code,
        String name,
        String level,
        String unitCode,
        @Nullable String schoolCode,
        Verdict verdict,
        @Nullable Long countId,
        @Nullable Source source,
        @Nullable Integer originals,
        @Nullable Integer reposts,
        @Nullable LocalDate lastPostOn,
        @Nullable Boolean avatar,
        @Nullable Integer needed,
        String reason,
        String standard,
        String notice,
        String provenance,
        Instant decidedAt) {

    /** What the account lacks, for the letter and the page: 原创 3 条，还差 2 条；没有清晰的头像. */
    public String missing() {
        List<String> lacks = new ArrayList<>();
        if (originals != null && needed != null && originals < needed) {
            lacks.add(
                    originals == 0
                            ? "没有原创，应有 " + needed + " 条"
                            : "原创 " + originals + " 条，还差 " + (needed - originals) + " 条");
        }
        if (Boolean.FALSE.equals(avatar)) {
            lacks.add("没有清晰的头像");
        }
        return String.join("；", lacks);
    }

    /** 2012-1（通知要求），or 系统默认 where the notice names no threshold. */
    public String origin() {
        return standard
                + switch (provenance) {
                    case "NOTICE" -> "（通知要求）";
                    case "DEFAULT" -> "（系统默认）";
                    default -> "";
                };
    }
}
