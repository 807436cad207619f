package org.tuanwei.mail;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * In whose name the product writes and how patient it is; the server itself is told under {@code spring.mail}.
 *
 * @param from address in the From line and in the envelope; bounces come back to it, its domain is that of our
 *     Message-IDs
 * @param conversation longest time one conversation with the server may take in all, however slowly it drips
 * @param lease how long a mail whose sender vanished stays untouched; longer than {@code conversation}
 * @param attempts after so many unsuccessful attempts a mail is given up
 */
@Validated
@ConfigurationProperties("tuanwei.mail")
public record OutboxProperties(
        @NotBlank(message = "缺少发件人地址 tuanwei.mail.from") @Email(message = "发件人地址 tuanwei.mail.from 不是邮箱地址")
        String from,

        @DefaultValue("团微") String senderName,
        @DefaultValue("60s") Duration conversation,
        @DefaultValue("5m") Duration lease,
        @DefaultValue("12") @Min(1) int attempts) {

    public OutboxProperties {
        if (lease.compareTo(conversation) <= 0) {
            throw new IllegalArgumentException("tuanwei.mail.lease 必须长于 tuanwei.mail.conversation");
        }
    }

    String domain() {
        return from.substring(from.lastIndexOf('@') + 1);
    }
}
