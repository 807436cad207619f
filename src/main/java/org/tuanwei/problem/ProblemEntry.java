package org.tuanwei.problem;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tuanwei.casefile.Party;
import org.tuanwei.contact.PlainWords;

/**
 * One entry of a problem's thread; written once, never changed.
 *
 * @param onBehalf for whom and why, when somebody acted for another
 */
record ProblemEntry(
        long id,
        Instant at,
        Party party,
        String actorName,
        What what,
        String text,
        @Nullable String onBehalf,
        List<Attachment> files) {

    /** A file of an entry. */
    record Attachment(long id, String name, String contentType, long size) {

        public boolean picture() {
            return contentType.startsWith("image/");
        }

        public String sizeInWords() {
            return size < 1024 * 1024 ? Math.max(1, size / 1024) + " KB" : Math.round(size / 104857.6) / 10.0 + " MB";
        }
    }

    enum What {
        OPENED("提出"),
        JOINED("再次提出"),
        CORRECTED("更正资料"),
        HANDLED("处理答复"),
        CONFIRMED("确认已解决"),
        NOT_SOLVED("反映未解决"),
        NOTE("补充说明"),
        OWNER_SILENT("单位没有回应"),
        PRESSED("上级联系单位"),
        PARTNER_SILENT("腾讯没有答复"),
        COORDINATED("中央协调"),
        ASKED_AGAIN("再次询问"),
        UNCONFIRMED("无人确认"),
        MERGED("并入重复问题"),
        SETTLED("了结");

        private final String label;

        What(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** The same for whoever may not see personal data: words covered, files only named. */
    ProblemEntry masked() {
        return new ProblemEntry(id, at, party, actorName, what, PlainWords.masked(text), onBehalf, files);
    }

    ProblemEntry with(List<Attachment> attached) {
        return new ProblemEntry(id, at, party, actorName, what, text, onBehalf, attached);
    }
}
