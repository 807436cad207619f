package org.tuanwei.correspondence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A letter on a case.
 *
 * @param sender clear: masked before it is shown to whoever may not see contacts
 * @param fromContact whether it came from the address that is recorded as the organisation's
 * @param leftOut names of attachments that were too many or too large to be kept
 */
record CaseLetter(
        long id,
        long caseId,
        Instant receivedAt,
        String sender,
        boolean fromContact,
        String subject,
        String text,
        String leftOut,
        @Nullable Instant seenAt,
        @Nullable String seenBy,
        List<File> files) {

    /** An attachment; the name is the sender's. */
    record File(long id, String name, int size) {

        /** Such as 12 KB. */
        public String sizeText() {
            return size < 1024 ? size + " 字节" : size < 1024 * 1024 ? size / 1024 + " KB" : size / 1024 / 1024 + " MB";
        }
    }

    public boolean unseen() {
        return seenAt == null;
    }
}
