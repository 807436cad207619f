package org.tuanwei.engine;

import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.jspecify.annotations.NullUnmarked;

/** The engine's own rights, less the right of every user to change or delete himself. */
@NullUnmarked
class TaskRights extends DefaultAuthorizationProvider {

    @Override
    public AuthorizationEntity[] newUser(User user) {
        return new AuthorizationEntity[0];
    }
}
