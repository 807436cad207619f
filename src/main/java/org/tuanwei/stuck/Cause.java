package org.tuanwei.stuck;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.tuanwei.casefile.Party;
import org.tuanwei.web.Formats;

/**
 * Why a human task stands still, as our own tables have it at this moment.
 *
 * @param executionId where the instance waits
 * @param since due moment, moment of the bounce, moment from which nobody answered
 */
record Cause(
        StuckKind kind,
        String taskId,
        String taskKey,
        String taskName,
        @Nullable Long caseId,
        String processInstanceId,
        String executionId,
        @Nullable String organizationCode,
        String organizationName,
        String unitCode,
        Party party,
        Instant since) {

    /** Tells causes apart: that a date has moved makes it another one. */
    String mark() {
        return kind + ":" + taskId;
    }

    /** Who, since when, waits for whom; a sentence that stays true until the cause is gone. */
    String sentence(Formats formats) {
        String who = organizationName.isEmpty() ? "" : organizationName + "：";
        String waits = "正等" + party.label() + "办理。";
        return switch (kind) {
            case OVERDUE -> who + "「" + taskName + "」应于 " + formats.deadline(since) + " 前办结，已逾期，" + waits;
            case BOUNCED -> who + formats.minute(since) + " 有邮件被退回，没有送到，须更正邮箱后重发（「" + taskName + "」），" + waits;
            case PARTNER_SILENT ->
                who + "提请腾讯公司处理的问题到期没有答复，自 " + formats.minute(since) + " 起记为没有答复（「" + taskName + "」），" + waits;
            case NO_RESPONSE -> who + "较长时间没有回应，自 " + formats.minute(since) + " 起记为没有回应（「" + taskName + "」），" + waits;
        };
    }
}
