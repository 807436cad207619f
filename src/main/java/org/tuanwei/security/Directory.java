package org.tuanwei.security;

import java.util.List;
import java.util.Objects;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.tuanwei.engine.EngineIdentity;

/** The mail addresses of the people in a group. */
@Component
public class Directory {

    private final IdentityService identityService;
    private final EngineIdentity identity;

    Directory(@Lazy IdentityService identityService, EngineIdentity identity) {
        this.identityService = identityService;
        this.identity = identity;
    }

    /** In the order of the user names; empty when nobody of the group has an address. */
    public List<String> mailsOf(String group) {
        return identity.asSystem(
                () -> identityService.createUserQuery().memberOfGroup(group).orderByUserId().asc().list().stream()
                        .map(User::getEmail)
                        .filter(Objects::nonNull)
                        .filter(mail -> !mail.isBlank())
                        .distinct()
                        .toList());
    }
}
