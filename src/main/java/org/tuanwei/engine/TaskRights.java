package org.tuanwei.engine;

import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.CachedDbEntity;
import org.camunda.bpm.engine.impl.db.entitymanager.cache.DbEntityState;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;
import org.camunda.bpm.engine.impl.persistence.entity.TaskEntity;
import org.jspecify.annotations.NullUnmarked;

/** The engine's own rights, less the right of every user to change or delete himself: he only reads his own name. */
@NullUnmarked
class TaskRights extends DefaultAuthorizationProvider {

    @Override
    public AuthorizationEntity[] newUser(User user) {
        AuthorizationEntity himself =
                createGrantAuthorization(user.getId(), null, Resources.USER, user.getId(), Permissions.READ);
        return new AuthorizationEntity[] {himself};
    }

    /** A task that is not stored yet has no stored right: two questions to the database less for every task. */
    @Override
    protected AuthorizationEntity getGrantAuthorizationByGroupId(String group, Resource resource, String resourceId) {
        boolean ofTask = resource == Resources.TASK || resource == Resources.HISTORIC_TASK;
        return ofTask && notStoredYet(resourceId)
                ? null
                : super.getGrantAuthorizationByGroupId(group, resource, resourceId);
    }

    private static boolean notStoredYet(String taskId) {
        CachedDbEntity task = Context.getCommandContext()
                .getDbEntityManager()
                .getDbEntityCache()
                .getCachedEntity(TaskEntity.class, taskId);
        return task != null && task.getEntityState() == DbEntityState.TRANSIENT;
    }
}
