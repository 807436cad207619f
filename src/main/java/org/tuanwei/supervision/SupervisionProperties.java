package org.tuanwei.supervision;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What a house may settle for itself.
 *
 * @param ownAuthorization whether somebody may authorize what he proposed himself
 * @param longestParking days, at most, of one parking
 */
@ConfigurationProperties("tuanwei.supervision")
record SupervisionProperties(
        @DefaultValue("false") boolean ownAuthorization,
        @DefaultValue("90") int longestParking) {}
