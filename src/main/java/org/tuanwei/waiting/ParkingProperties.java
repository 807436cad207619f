package org.tuanwei.waiting;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param longestDays calendar days after which a parking must end; who needs more parks again and says why */
@ConfigurationProperties("tuanwei.waiting")
record ParkingProperties(@DefaultValue("90") int longestDays) {}
