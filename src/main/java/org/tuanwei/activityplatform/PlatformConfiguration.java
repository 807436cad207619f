package org.tuanwei.activityplatform;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tuanwei.activitycounts.Counts;

/** Plugs the platform in where its address is set; without it nothing of this package runs. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("tuanwei.platform.url")
class PlatformConfiguration {

    @Bean
    PlatformConnector platformConnector(
            PlatformProperties properties, Counts counts, JdbcClient jdbc, ObjectMapper json) {
        return new PlatformConnector(properties, counts, jdbc, json);
    }
}
