package org.tuanwei.demo;

import com.icegreen.greenmail.util.GreenMail;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Primary;
import org.tuanwei.testing.MovableClock;

/** Beans of the development application. */
@TestConfiguration(proxyBeanMethods = false)
@ComponentScan
public class DemoApplication {

    @Bean
    @Primary
    MovableClock movableClock() {
        return new MovableClock();
    }

    @Bean(destroyMethod = "")
    GreenMail mailCatcher() {
        return DemoSurroundings.mail();
    }
}
