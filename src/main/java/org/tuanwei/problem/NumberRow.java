package org.tuanwei.problem;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A line of a workbook of numbers that do not work.
 *
 * @param line number that Excel shows
 * @param caseId the case it was matched to; none when it was not
 * @param verdict why it cannot be taken; empty when it can
 * @param outcome what Tencent did about it; none before it has answered
 * @param unsolved whether whoever raised it has sent it back
 */
record NumberRow(
        long id,
        int line,
        String school,
        String qqNumber,
        String trouble,
        String text,
        @Nullable Long caseId,
        String verdict,
        @Nullable Outcome outcome,
        @Nullable String answer,
        @Nullable String answeredBy,
        @Nullable Instant answeredAt,
        boolean unsolved) {

    enum Outcome {
        EXPLAINED("已说明"),
        UNFROZEN("已解冻"),
        REISSUE("已重置密码"),
        REPLACED("已换号");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public boolean good() {
        return verdict.isEmpty();
    }

    public boolean answered() {
        return outcome != null;
    }
}
