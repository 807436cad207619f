package org.tuanwei.activity;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param sample links a unit looks at before it publishes
 * @param weeksBack so many weeks that nobody checked are made up for
 * @param supervisedAt misses in a row that the centre supervises
 */
@ConfigurationProperties("tuanwei.activity")
record ActivityProperties(
        @DefaultValue("10") int sample,
        @DefaultValue("8") int weeksBack,
        @DefaultValue("4") int supervisedAt) {}
