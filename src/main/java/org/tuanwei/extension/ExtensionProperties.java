package org.tuanwei.extension;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param longestDays how many calendar days from today a date may be put off at once */
@ConfigurationProperties("tuanwei.extension")
record ExtensionProperties(@DefaultValue("60") int longestDays) {}
