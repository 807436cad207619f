package org.tuanwei.mail;

import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How the product reaches its mail server and how patient it is with it.
 *
 * @param from address in the From line and in the envelope; bounces come back to it
 * @param domain right-hand side of our Message-IDs
 * @param conversation longest time one conversation with the server may take in all, however slowly it drips
 * @param lease how long a mail whose sender vanished stays untouched; longer than {@code conversation}
 * @param attempts after so many unsuccessful attempts a mail is given up
 */
@Validated
@ConfigurationProperties("tuanwei.mail")
public record MailProperties(
        @NotBlank(message = "缺少邮件服务器地址 tuanwei.mail.host") String host,
        @DefaultValue("25") @Min(1) @Max(65535) int port,
        @Nullable String username,
        @Nullable String password,
        @DefaultValue("NONE") Encryption encryption,

        @NotBlank(message = "缺少发件人地址 tuanwei.mail.from")
        @Email(message = "发件人地址 tuanwei.mail.from 不是邮箱地址")
        String from,

        @DefaultValue("团微") String senderName,
        @NotBlank(message = "缺少邮件域名 tuanwei.mail.domain") String domain,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("20s") Duration readTimeout,
        @DefaultValue("20s") Duration writeTimeout,
        @DefaultValue("60s") Duration conversation,
        @DefaultValue("5m") Duration lease,
        @DefaultValue("12") @Min(1) int attempts) {

    /** Transport encryption towards the mail server. */
    public enum Encryption {
        NONE,
        STARTTLS,
        TLS
    }

    public MailProperties {
        if (lease.compareTo(conversation) <= 0) {
            throw new IllegalArgumentException("tuanwei.mail.lease 必须长于 tuanwei.mail.conversation");
        }
    }

    boolean signsIn() {
        return username != null && !username.isBlank();
    }
}
