package org.tuanwei.credential;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How numbers are delivered.
 *
 * @param linkDays working days until 24:00 of which a link is valid, the day it is sent not counted
 * @param silenceDays working days without pick-up after which silence becomes a problem (C11)
 * @param wrongProofs wrong phrases after which the links of a case are locked, all its links together
 * @param batchLines lines one workbook may hold
 * @param previewKept how long a workbook waits in memory between preview and confirmation
 * @param previews workbooks waiting at the same time on one node
 */
@ConfigurationProperties("tuanwei.credential")
record CredentialProperties(
        @DefaultValue("5") int linkDays,
        @DefaultValue("5") int silenceDays,
        @DefaultValue("5") int wrongProofs,
        @DefaultValue("500") int batchLines,
        @DefaultValue("10m") Duration previewKept,
        @DefaultValue("20") int previews) {}
