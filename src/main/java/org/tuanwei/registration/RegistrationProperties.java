package org.tuanwei.registration;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of the public door one address or one school may have.
 *
 * @param searchesPerMinute per address, while typing
 * @param registrationsPerHour per address
 * @param registrationsPerSchoolAndHour whoever sends them
 * @param lookupsPerTenMinutes of receipts, per address
 * @param wrongPhrases with one receipt, until it is locked
 * @param lock how long
 * @param correctionTime how long a page that was opened with receipt and phrase may be sent
 */
@ConfigurationProperties("tuanwei.registration")
record RegistrationProperties(
        @DefaultValue("120") int searchesPerMinute,
        @DefaultValue("20") int registrationsPerHour,
        @DefaultValue("10") int registrationsPerSchoolAndHour,
        @DefaultValue("30") int lookupsPerTenMinutes,
        @DefaultValue("5") int wrongPhrases,
        @DefaultValue("PT15M") Duration lock,
        @DefaultValue("PT2H") Duration correctionTime) {}
