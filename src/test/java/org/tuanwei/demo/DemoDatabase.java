package org.tuanwei.demo;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** The database starts beside the application, which waits for it here, just before it connects. */
@ConditionalOnProperty("tuanwei.development")
@Component
class DemoDatabase implements BeanPostProcessor {

    @Override
    public Object postProcessBeforeInitialization(Object bean, String beanName) {
        if (bean instanceof DataSource || bean instanceof Flyway) {
            DemoSurroundings.awaitDatabase();
        }
        return bean;
    }
}
