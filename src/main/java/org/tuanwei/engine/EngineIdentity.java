package org.tuanwei.engine;

import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** On whose behalf the engine is called: the person of the request, or the system where our own rules have decided. */
@Component
public class EngineIdentity {

    private final IdentityService identityService;

    EngineIdentity(@Lazy IdentityService identityService) {
        this.identityService = identityService;
    }

    /** Runs without the engine's own permission checks: the caller has checked by the access table. */
    public <T> T asSystem(Supplier<T> call) {
        return with(null, call);
    }

    /** Runs as this user with these groups and tenants. */
    public <T> T as(String userId, List<String> groups, List<String> tenants, Supplier<T> call) {
        return with(new Authentication(userId, groups, tenants), call);
    }

    /** The user the engine acts for now. */
    public @Nullable String currentUser() {
        Authentication current = identityService.getCurrentAuthentication();
        return current == null ? null : current.getUserId();
    }

    /** The groups of the user the engine acts for now. */
    public List<String> currentGroups() {
        Authentication current = identityService.getCurrentAuthentication();
        return current == null || current.getGroupIds() == null ? List.of() : current.getGroupIds();
    }

    private <T> T with(@Nullable Authentication authentication, Supplier<T> call) {
        Authentication before = identityService.getCurrentAuthentication();
        try {
            set(authentication);
            return call.get();
        } finally {
            set(before);
        }
    }

    private void set(@Nullable Authentication authentication) {
        if (authentication == null) {
            identityService.clearAuthentication();
        } else {
            identityService.setAuthentication(
                    authentication.getUserId(), authentication.getGroupIds(), authentication.getTenantIds());
        }
    }
}
