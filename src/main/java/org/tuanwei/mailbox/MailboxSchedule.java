package org.tuanwei.mailbox;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The clockwork of the reader; switched off where the mailbox is read by hand, as in tests. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class MailboxSchedule {

    private final MailboxReader reader;

    MailboxSchedule(MailboxReader reader) {
        this.reader = reader;
    }

    @Scheduled(fixedDelayString = "${tuanwei.mailbox.sweep:30s}", initialDelayString = "${tuanwei.mailbox.sweep:30s}")
    void read() {
        reader.round();
    }
}
