package org.tuanwei;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.tuanwei.engine.EngineMappings;
import org.tuanwei.web.Formats;

/** Starts 团微: the case management of 高校团组织微博体系建设. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class TuanweiApplication {

    /** All business time is Chinese time; tests and the demo put their own clock in its place. */
    @Bean
    @ConditionalOnMissingBean
    Clock clock() {
        return Clock.system(Formats.ZONE);
    }

    public static void main(String[] args) {
        EngineMappings.readAhead();
        SpringApplication application = new SpringApplication(TuanweiApplication.class);
        application.addListeners(new RequiredSettings());
        application.run(args);
    }
}
