package org.tuanwei.people;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Invites the first operations user of a new installation, whose name and mail address a one-off setting gives. */
@Component
@Order(0)
class FirstAdministrator implements ApplicationRunner {

    private static final Logger log = LoggerFactory.getLogger(FirstAdministrator.class);

    private final PeopleService people;
    private final String userId;
    private final String email;

    FirstAdministrator(
            PeopleService people,
            @Value("${tuanwei.first-administrator:}") String userId,
            @Value("${tuanwei.first-administrator-mail:}") String email) {
        this.people = people;
        this.userId = userId.strip();
        this.email = email.strip();
    }

    @Override
    public void run(ApplicationArguments args) {
        if (!userId.isEmpty()) {
            people.createFirstAdministrator(userId, email);
            log.info("first administrator {}: activation code sent unless an operations account exists", userId);
        }
    }
}
