package org.tuanwei.mail;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The clockwork of the outbox; switched off where mails are delivered by hand, as in tests. */
@Component
@ConditionalOnProperty(name = "tuanwei.sweeps.enabled", matchIfMissing = true)
class MailSchedule {

    private final MailDelivery delivery;

    MailSchedule(MailDelivery delivery) {
        this.delivery = delivery;
    }

    @Scheduled(fixedDelayString = "${tuanwei.mail.sweep:2s}")
    void sweep() {
        delivery.sweep();
    }
}
