package org.tuanwei.bounce;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A mail that did not arrive at one recipient.
 *
 * @param reportId none where the mail server refused it at once
 * @param mailId the mail of ours, as far as it is proved
 * @param suspectedCaseId a guess by the recipient alone, for people; nothing follows from it
 * @param recipient clear, null where the report names none
 * @param reason in plain words
 * @param diagnostic the words of the mail server
 * @param outcome what followed, in words
 */
record Bounce(
        long id,
        @Nullable Long reportId,
        @Nullable Long mailId,
        @Nullable Long caseId,
        @Nullable Long suspectedCaseId,
        @Nullable String recipient,
        BounceClass bounceClass,
        String reason,
        String status,
        String replyCode,
        String diagnostic,
        @Nullable Match matchedBy,
        State state,
        String outcome,
        Instant notedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String decision) {

    /** By what a bounce was matched to a mail of ours, the strongest first. */
    enum Match {
        MESSAGE_ID("签名的邮件编号"),
        CASE_HEADER("信头中的案件编号和收件人"),
        SMTP("发信时当场拒收"),
        PERSON("人工归属");

        private final String label;

        Match(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** OPEN = waits for people. */
    enum State {
        OPEN("待处理"),
        DONE("已处理"),
        DISMISSED("不处理");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public boolean open() {
        return state == State.OPEN;
    }
}
