package org.tuanwei;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Starts 团微: the case management of 高校团组织微博体系建设. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class TuanweiApplication {

    public static void main(String[] args) {
        SpringApplication.run(TuanweiApplication.class, args);
    }
}
