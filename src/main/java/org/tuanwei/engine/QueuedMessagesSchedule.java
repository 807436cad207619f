package org.tuanwei.engine;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The clockwork of the queued messages; switched off where they are delivered by hand, as in tests. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class QueuedMessagesSchedule {

    private final QueuedMessages messages;

    QueuedMessagesSchedule(QueuedMessages messages) {
        this.messages = messages;
    }

    @Scheduled(initialDelayString = "${tuanwei.queue.start:30s}", fixedDelayString = "${tuanwei.queue.sweep:10m}")
    void deliver() {
        messages.deliver();
    }
}
