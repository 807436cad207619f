package org.tuanwei.opening;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What may be set about the opening of accounts.
 *
 * @param allowOwnApproval whether somebody may approve what he has entered himself; it is marked then
 * @param urgeIntervalDays working days between two urgings of the same case
 * @param largestSegment how many numbers one segment may hold
 */
@ConfigurationProperties("tuanwei.opening")
record OpeningProperties(
        @DefaultValue("false") boolean allowOwnApproval,
        @DefaultValue("1") int urgeIntervalDays,
        @DefaultValue("100000") int largestSegment) {}
