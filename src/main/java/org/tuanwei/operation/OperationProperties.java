package org.tuanwei.operation;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When operations are written to.
 *
 * @param failedJobAfter how long a failed step may lie before
 * @param standstillAfter the same for human work that stands still
 */
@ConfigurationProperties("tuanwei.alarm")
record OperationProperties(
        @DefaultValue("30m") Duration failedJobAfter,
        @DefaultValue("30d") Duration standstillAfter) {}
